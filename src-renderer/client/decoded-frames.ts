import { OnsetError } from '#shared/base/errors.ts';
import { FRAME_HEADER, type FrameHeader, type FrameRequest, framePath } from '#shared/contract/frames.ts';
import type { FromFrameWorker, ToFrameWorker } from './frame-messages.ts';
import { frameFailure, headerOf } from './frames.ts';

export interface DecodedFrame {
  readonly bitmap: ImageBitmap;
  readonly header: FrameHeader;
}

/** Which media a frame is of. */
export interface FrameMedia {
  /** Of the clip's media; a frame of other content is refused. */
  readonly contentHash: string | null;
  /** Tells frames of other media of the same clip apart. */
  readonly mediaKey: string;
}

interface Waiting {
  readonly request: FrameRequest;
  readonly contentHash: string | null;
  /** Under which the worker keeps the bytes. */
  readonly key: string;
  readonly resolve: (frame: DecodedFrame) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * A frame, fetched and decoded beside the window. Whoever asks closes its bitmap. Rejects with an OnsetError in words;
 * never gives another frame than was asked for.
 */
export function fetchDecodedFrame(
  request: FrameRequest,
  { contentHash, mediaKey }: FrameMedia,
  signal: AbortSignal,
): Promise<DecodedFrame> {
  lastId += 1;
  const id = lastId;
  const path = framePath(request);
  const key = `${path}|${mediaKey}`;
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(stopped());
      return;
    }
    waiting.set(id, { request, contentHash, key, resolve, reject });
    signal.addEventListener('abort', () => {
      if (!waiting.delete(id)) return;
      ask({ kind: 'stop', id });
      reject(stopped());
    });
    ask({ kind: 'load', id, path, key, headerName: FRAME_HEADER });
  });
}

const stopped = () => new OnsetError('cancelled', 'The frame is no longer wanted.');

function ask(message: ToFrameWorker): void {
  worker ??= startWorker();
  worker.postMessage(message);
}

function startWorker(): Worker {
  const started = new Worker(new URL('./frame-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<FromFrameWorker>) => hear(data);
  started.onerror = () => {
    // Asked again, another takes its place.
    worker = null;
    started.terminate();
    for (const { reject } of waiting.values())
      reject(new OnsetError('internal', 'What decodes frames has failed. Try again.'));
    waiting.clear();
  };
  return started;
}

function hear(message: FromFrameWorker): void {
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if (asked === undefined) {
    if (message.kind === 'frame') message.bitmap.close();
    return;
  }
  try {
    asked.resolve(frameOf(message, asked));
  } catch (error) {
    asked.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function frameOf(message: FromFrameWorker, { request, contentHash, key }: Waiting): DecodedFrame {
  switch (message.kind) {
    case 'refused':
      throw frameFailure(message.status, message.body);
    case 'undecodable':
      throw new OnsetError('bad-input', `Frame ${request.index} came, but its picture cannot be decoded.`);
    case 'unreachable':
      throw new OnsetError('internal', `Frame ${request.index} did not come: ${message.reason}.`);
    case 'frame':
      try {
        return { bitmap: message.bitmap, header: headerOf(message.header, request, contentHash) };
      } catch (error) {
        message.bitmap.close();
        // Asked once more it is fetched anew.
        ask({ kind: 'forget', key });
        throw error;
      }
  }
}
