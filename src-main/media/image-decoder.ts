import { type Child, childEntry, startChild } from '#main/jobs/child.ts';
import { fromFailure, OnsetError } from '#shared/base/errors.ts';
import { type DecoderEvent, type DecoderRequest, decoderEvent } from '#shared/contract/children.ts';
import type { FrameRequest } from '#shared/contract/frames.ts';
import type { FramePlace } from '#shared/domain/frames.ts';

/** Images through a decoder child that is started when first needed and again when it crashed. */
export interface ImageDecoder {
  /**
   * Throws OnsetError: `not-found`, `bad-input`, or `internal` where the decoder crashes or hangs over the file. What is
   * decoded `ahead`, before anybody asks for it, comes after all that somebody waits for.
   */
  decode(place: FramePlace, size: FrameRequest['size'], when?: 'now' | 'ahead'): Promise<Encoded>;
  /** A thumbnail of a frame that is at hand. `file` is named where it fails, see `decode`. */
  shrink(bytes: Uint8Array, file: string): Promise<Encoded>;
  close(): Promise<void>;
}

/** An encoded image. */
export interface Encoded {
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

interface Request {
  readonly id: number;
  /** The file it is about. */
  readonly file: string;
  readonly work: DecoderRequest;
  /** The lowest goes first: whole frames, which someone looks at; thumbnails; what is decoded ahead. */
  readonly rank: 0 | 1 | 2;
  readonly resolve: (image: Encoded) => void;
  readonly reject: (error: Error) => void;
  sentMs: number;
  /** How often the decoder crashed while this was in its hands. */
  crashes: number;
}

/** As many as sharp works on at once; what waits here can still be put in a better order. */
const MAX_IN_FLIGHT = 4;
/** Where nobody looks at them: one place is left for who does. */
const MAX_UNSEEN_IN_FLIGHT = 3;
const MAX_CRASHES = 2;
const STOP_GRACE_MS = 500;
/** A decoder that works on one frame for so long hangs: the last frame of a long video with one key frame comes sooner. */
const LIMIT_MS = 60_000;
const LOOKS_A_LIMIT = 20;

export function createImageDecoder(
  entry: string = childEntry('decoder'),
  limitMs: number = LIMIT_MS,
): ImageDecoder {
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
      else request.reject(new OnsetError('internal', `The decoder crashed twice over ${request.file}.`));
    }
    inFlight.clear();
    sendMore();
  };

  /** Kills a decoder that hangs, and refuses what it hangs over; the others are asked once more. */
  const killIfHung = () => {
    const late = [...inFlight.values()].filter(({ sentMs }) => performance.now() - sentMs > limitMs);
    for (const { id, file, reject } of late) {
      inFlight.delete(id);
      reject(new OnsetError('internal', `The decoder came to no end with a frame of ${file}.`));
    }
    if (late.length > 0) void child?.stop(null, 0);
  };
  const watch = setInterval(killIfHung, limitMs / LOOKS_A_LIMIT);
  watch.unref();

  const sendMore = () => {
    while (waiting.length > 0 && inFlight.size < MAX_IN_FLIGHT) {
      const request = takeNext(waiting, inFlight);
      if (request === null) return;
      child ??= start();
      inFlight.set(request.id, request);
      request.sentMs = performance.now();
      child.send(request.work);
    }
  };

  const ask = (work: (id: number) => DecoderRequest, file: string, rank: Request['rank']): Promise<Encoded> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new OnsetError('cancelled', 'The project was closed.'));
      lastId += 1;
      const id = lastId;
      waiting.push({ id, file, work: work(id), rank, resolve, reject, sentMs: 0, crashes: 0 });
      sendMore();
    });

  return {
    decode: (place, size, when = 'now') =>
      ask(
        (id) => ({ type: 'image', id, place, size }),
        place.file,
        when === 'ahead' ? 2 : size === 'full' ? 0 : 1,
      ),
    shrink: (bytes, file) => ask((id) => ({ type: 'shrink', id, bytes: new Uint8Array(bytes) }), file, 1),
    close: async () => {
      closed = true;
      clearInterval(watch);
      for (const request of waiting.splice(0))
        request.reject(new OnsetError('cancelled', 'The project was closed.'));
      await child?.stop(null, STOP_GRACE_MS);
    },
  };
}

/** Suspects first and alone; then by rank. Null if it has to wait. */
function takeNext(waiting: Request[], inFlight: ReadonlyMap<number, Request>): Request | null {
  if ([...inFlight.values()].some((request) => request.crashes > 0)) return null;
  const suspect = waiting.findIndex((request) => request.crashes > 0);
  if (suspect >= 0) return inFlight.size === 0 ? (waiting.splice(suspect, 1)[0] ?? null) : null;
  const lowest = Math.min(...waiting.map(({ rank }) => rank));
  if (lowest > 0 && inFlight.size >= MAX_UNSEEN_IN_FLIGHT) return null;
  const found = waiting.findIndex(({ rank }) => rank === lowest);
  return found < 0 ? null : (waiting.splice(found, 1)[0] ?? null);
}
