import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { fetchDecodedFrame } from './decoded-frames.ts';
import type { FromFrameWorker, ToFrameWorker } from './frame-messages.ts';

const MEDIA = { contentHash: 'abc', mediaKey: 'faces' };
const REQUEST = { clipId: clipId.parse(3), index: 7, size: 'full' as const };
const HEADER = {
  ...{ clipId: 3, index: 7, sourceNumber: 46, timestampMs: 35 },
  ...{ contentHash: 'abc', mimeType: 'image/png' },
};

const asked: ToFrameWorker[] = [];
let tell: (message: FromFrameWorker) => void = () => undefined;

/** Stands for the worker: the test gives its answers. */
class SaidWorker {
  onmessage: ((event: { data: FromFrameWorker }) => void) | null = null;
  constructor() {
    tell = (data) => this.onmessage?.({ data });
  }
  postMessage(message: ToFrameWorker): void {
    asked.push(message);
  }
  terminate(): void {}
}

vi.stubGlobal('Worker', SaidWorker);
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => {
  asked.length = 0;
});

/** Asks for the frame and lets another header's come; gives how that ends, and whether its picture was let go. */
async function comesWith(header: object) {
  const close = vi.fn();
  const frame = fetchDecodedFrame(REQUEST, MEDIA, new AbortController().signal);
  const load = asked[0];
  if (load?.kind !== 'load') throw new Error('Nothing was asked for.');
  const bitmap: ImageBitmap = { width: 1, height: 1, close };
  tell({ kind: 'frame', id: load.id, header: JSON.stringify(header), bitmap });
  const outcome = await frame.then(
    (came) => came.header,
    (error: Error) => error.message,
  );
  return { outcome, close, key: load.key };
}

it('gives the frame that was asked for', async () => {
  const { outcome, close } = await comesWith(HEADER);
  expect(outcome).toEqual(HEADER);
  expect(close).not.toHaveBeenCalled();
  expect(asked.map(({ kind }) => kind)).toEqual(['load']);
});

it.each([
  [
    "another project's clip of the same id",
    { ...HEADER, contentHash: 'def' },
    /other media than this clip's/,
  ],
  ['media whose content nobody knows', { ...HEADER, contentHash: null }, /other media than this clip's/],
  ['another frame', { ...HEADER, index: 8 }, /Frame 7 was asked for, frame 8 of the clip came/],
  ['another clip', { ...HEADER, clipId: 4 }, /frame 7 of another clip came/],
  ['who knows what', {}, /without its index/],
])('refuses a frame of %s, and does not let the worker keep it', async (_, header, words) => {
  const { outcome, close, key } = await comesWith(header);
  expect(outcome).toMatch(words);
  expect(close).toHaveBeenCalledOnce();
  expect(asked.at(-1)).toEqual({ kind: 'forget', key });
});
