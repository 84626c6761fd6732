import { type Child, childEntry, startChild } from '#main/jobs/child.ts';
import { fromFailure, OnsetError } from '#shared/base/errors.ts';
import { type DecoderEvent, type DecoderRequest, decoderEvent } from '#shared/contract/children.ts';
import type { FrameRequest } from '#shared/contract/frames.ts';
import type { FramePlace } from '#shared/domain/frames.ts';

/** Images through a decoder child that is started when first needed and again when it crashed. */
export interface ImageDecoder {
  /** Throws OnsetError: `not-found`, `bad-input`, or `internal` where the decoder crashes over the file. */
  decode(place: FramePlace, size: FrameRequest['size']): Promise<{ mimeType: string; bytes: Uint8Array }>;
  close(): Promise<void>;
}

interface Request {
  readonly id: number;
  readonly place: FramePlace;
  readonly size: FrameRequest['size'];
  readonly resolve: (image: { mimeType: string; bytes: Uint8Array }) => void;
  readonly reject: (error: Error) => void;
  /** How often the decoder crashed while this was in its hands. */
  crashes: number;
}

/** As many as sharp works on at once; what waits here can still be put in a better order. */
const MAX_IN_FLIGHT = 4;
const MAX_CRASHES = 2;
const STOP_GRACE_MS = 500;

export function createImageDecoder(entry: string = childEntry('decoder')): ImageDecoder {
  const waiting: Request[] = [];
  const inFlight = new Map<number, Request>();
  let child: Child<DecoderRequest> | null = null;
  let lastId = 0;
  let closed = false;

  const start = (): Child<DecoderRequest> => {
    const started = startChild<DecoderRequest, DecoderEvent>({
      entry,
      who: 'the decoder',
      events: decoderEvent,
      onEvent: answer,
    });
    void started.ended.then(() => {
      if (child === started) child = null;
      retryAll();
    });
    return started;
  };

  const answer = (event: DecoderEvent) => {
    const request = inFlight.get(event.id);
    if (request === undefined) return;
    inFlight.delete(event.id);
    if (event.type === 'image') request.resolve({ mimeType: event.mimeType, bytes: event.bytes });
    else if (event.type === 'failed') request.reject(fromFailure(event.failure));
    else request.reject(new Error(`The decoder answered an image with ${event.type}.`));
    sendMore();
  };

  /** After a crash: what was in the child's hands is tried once more, alone, so that only the culprit is blamed. */
  const retryAll = () => {
    for (const request of inFlight.values()) {
      request.crashes += 1;
      if (closed) request.reject(new OnsetError('cancelled', 'The project was closed.'));
      else if (request.crashes < MAX_CRASHES) waiting.unshift(request);
      else
        request.reject(new OnsetError('internal', `The decoder crashed twice over ${request.place.file}.`));
    }
    inFlight.clear();
    sendMore();
  };

  const sendMore = () => {
    while (waiting.length > 0 && inFlight.size < MAX_IN_FLIGHT) {
      const request = takeNext(waiting, inFlight);
      if (request === null) return;
      child ??= start();
      inFlight.set(request.id, request);
      child.send({ type: 'image', id: request.id, place: request.place, size: request.size });
    }
  };

  return {
    decode: (place, size) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new OnsetError('cancelled', 'The project was closed.'));
        lastId += 1;
        waiting.push({ id: lastId, place, size, resolve, reject, crashes: 0 });
        sendMore();
      }),
    close: async () => {
      closed = true;
      for (const request of waiting.splice(0))
        request.reject(new OnsetError('cancelled', 'The project was closed.'));
      await child?.stop(null, STOP_GRACE_MS);
    },
  };
}

/** Suspects first and alone; then whole frames, which someone looks at, before thumbnails. Null if it has to wait. */
function takeNext(waiting: Request[], inFlight: ReadonlyMap<number, Request>): Request | null {
  if ([...inFlight.values()].some((request) => request.crashes > 0)) return null;
  const suspect = waiting.findIndex((request) => request.crashes > 0);
  if (suspect >= 0) return inFlight.size === 0 ? (waiting.splice(suspect, 1)[0] ?? null) : null;
  const full = waiting.findIndex((request) => request.size === 'full');
  return waiting.splice(Math.max(0, full), 1)[0] ?? null;
}
