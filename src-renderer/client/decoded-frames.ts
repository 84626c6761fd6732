import { OnsetError } from '#shared/base/errors.ts';
import {
  FRAME_HEADER,
  type FrameHeader,
  type FrameRequest,
  frameHeader,
  framePath,
} from '#shared/contract/frames.ts';
import type { FromFrameWorker, ToFrameWorker } from './frame-messages.ts';
import { frameFailure } from './frames.ts';

export interface DecodedFrame {
  readonly bitmap: ImageBitmap;
  readonly header: FrameHeader;
}

interface Waiting {
  readonly request: FrameRequest;
  readonly resolve: (frame: DecodedFrame) => void;
  readonly reject: (error: Error) => void;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * A frame, fetched and decoded beside the window. Whoever asks closes its bitmap. `mediaKey` tells frames of other media
 * of the same clip apart. Rejects with an OnsetError in words; never gives another frame than was asked for.
 */
export function fetchDecodedFrame(
  request: FrameRequest,
  mediaKey: string,
  signal: AbortSignal,
): Promise<DecodedFrame> {
  lastId += 1;
  const id = lastId;
  const path = framePath(request);
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(stopped());
      return;
    }
    waiting.set(id, { request, resolve, reject });
    signal.addEventListener('abort', () => {
      if (!waiting.delete(id)) return;
      ask({ kind: 'stop', id });
      reject(stopped());
    });
    ask({ kind: 'load', id, path, key: `${path}|${mediaKey}`, headerName: FRAME_HEADER });
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
    asked.resolve(frameOf(message, asked.request));
  } catch (error) {
    asked.reject(error instanceof Error ? error : new Error(String(error)));
  }
}

function frameOf(message: FromFrameWorker, request: FrameRequest): DecodedFrame {
  switch (message.kind) {
    case 'refused':
      throw frameFailure(message.status, message.body);
    case 'undecodable':
      throw new OnsetError('bad-input', `Frame ${request.index} came, but its picture cannot be decoded.`);
    case 'unreachable':
      throw new OnsetError('internal', `Frame ${request.index} did not come: ${message.reason}.`);
    case 'frame': {
      const header = frameHeader.safeParse(JSON.parse(message.header));
      if (header.success && header.data.clipId === request.clipId && header.data.index === request.index)
        return { bitmap: message.bitmap, header: header.data };
      message.bitmap.close();
      throw new OnsetError(
        'internal',
        header.success
          ? `Frame ${request.index} was asked for, frame ${header.data.index} came.`
          : 'The frame came without its index and timestamp.',
      );
    }
  }
}
