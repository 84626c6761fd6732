import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import type { CallOutput } from '#renderer/client/index.ts';
import { clipId } from '#shared/domain/ids.ts';
import { closeComparison, compareWith, renewCompared, useComparison } from './comparison.ts';
import { queries, queryClient } from './queries.ts';

// Stands for the engine: what it says of the clip, and the content that its frames come from.
const engine = vi.hoisted(() => {
  const state: { detail: unknown; servedHash: string } = { detail: null, servedHash: 'abc' };
  const bridge = {
    onEvent: () => () => {},
    pickPath: () => Promise.resolve(null),
    call: () => Promise.resolve({ ok: true, output: state.detail }),
  };
  Object.assign(globalThis, { window: { onset: bridge, addEventListener: () => {} } });
  return state;
});

const ID = clipId.parse(3);

const detailWith = (contentHash: string, frameCount: number): CallOutput<'clips.detail'> => ({
  clip: {
    ...{ id: ID, name: 'EP02_01f', dataset: null, subject: '01', split: null, frameCount, fps: 200 },
    ...{ mediaMissing: false, emotion: null, intensity: null, onset: 5, apex: null, offset: null },
    ...{ apexEstimated: false, raterCount: 1, intensitySpread: null, emotionAgreement: null },
    ...{ labelledByMe: false, myStatus: null },
  },
  labels: [],
  media: {
    ...{ root: '/faces', container: null, timestampsMs: null, contentHash },
    paths: Array.from({ length: frameCount }, (_, index) => `img${index}.jpg`),
    sourceNumbers: Array.from({ length: frameCount }, (_, index) => index),
  },
});

vi.stubGlobal('createImageBitmap', async () => ({ width: 1, height: 1, close: () => undefined }));
vi.stubGlobal('fetch', async (path: string) => {
  const index = Number(/(\d+)\?/.exec(path)?.[1]);
  const header = { clipId: ID, index, sourceNumber: index, timestampMs: null, mimeType: 'image/png' };
  const headers = { 'x-onset-frame': JSON.stringify({ ...header, contentHash: engine.servedHash }) };
  return new Response('', { headers });
});
afterAll(() => vi.unstubAllGlobals());

beforeEach(() => {
  closeComparison();
  queryClient.clear();
  engine.detail = detailWith('abc', 20);
  engine.servedHash = 'abc';
});

/** What the second pane shows once something arrived. */
const shown = () =>
  vi.waitFor(() => {
    const held = useComparison.getState().shown;
    if (held === null) throw new Error('Nothing is shown.');
    return held;
  });
const shownHash = async () => (await shown()).frame?.header.contentHash;

it('shows another clip from its onset', async () => {
  compareWith(detailWith('abc', 20).clip);
  expect((await shown()).key).toEqual({ clipId: ID, index: 5 });
  expect(await shownHash()).toBe('abc');
});

it("shows no frame of another project's clip of the same id", async () => {
  engine.servedHash = 'def';
  compareWith(detailWith('abc', 20).clip);
  const { frame, failure } = await shown();
  expect(frame).toBeNull();
  expect(failure).toMatch(/other media than this clip's/);
});

it('shows the frame of the media that the clip has now', async () => {
  compareWith(detailWith('abc', 20).clip);
  await shown();
  engine.detail = detailWith('def', 4);
  engine.servedHash = 'def';
  await queryClient.invalidateQueries({ queryKey: queries.clipDetail(ID, null, 1).queryKey });
  await renewCompared();
  await vi.waitFor(async () => expect(await shownHash()).toBe('def'));
  expect((await shown()).key.index).toBe(3);
  expect(useComparison.getState().clip?.frameCount).toBe(4);
});
