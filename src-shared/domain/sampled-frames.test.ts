import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FrameChoice, narrowedWindow, resampledFrames, sampledFrames } from './sampled-frames.ts';

const frames = (firstFrame: number, lastFrame: number) => ({ firstFrame, lastFrame });
const GREY: FrameChoice = {
  framesPerClip: 5,
  window: 'clip',
  representation: 'grey',
  lengths: 'resample',
};

test.each([
  // 0, 2.25, 4.5, 6.75, 9
  [0, 9, 5, [0, 2, 5, 7, 9]],
  [10, 19, 5, [10, 12, 15, 17, 19]],
  [0, 9, 10, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  // Shorter than asked for: 0, 0.4, 0.8, 1.2, 1.6, 2
  [3, 5, 6, [3, 3, 4, 4, 5, 5]],
  // The onset alone.
  [7, 7, 4, [7, 7, 7, 7]],
  [0, 9, 2, [0, 9]],
  // One frame: the middle one, 4.5 rounded up.
  [0, 9, 1, [5]],
])('frames %i to %i in %i', (firstFrame, lastFrame, framesPerClip, expected) => {
  expect(resampledFrames(frames(firstFrame, lastFrame), framesPerClip)).toEqual(expected);
  expect(sampledFrames(frames(firstFrame, lastFrame), { ...GREY, framesPerClip })).toEqual(expected);
});

describe('one frame', () => {
  const one = (window: FrameChoice['window'], representation: FrameChoice['representation']) =>
    sampledFrames(frames(4, 10), { ...GREY, framesPerClip: 1, window, representation });

  test('from onset to apex, or of flow, is the last; else the middle one', () => {
    expect(one('onset-apex', 'grey')).toEqual([10]);
    expect(one('onset-apex', 'flow')).toEqual([10]);
    expect(one('coded', 'flow')).toEqual([10]);
    expect(one('coded', 'grey')).toEqual([7]);
  });
});

describe('flow', () => {
  const flow = (firstFrame: number, lastFrame: number, lengths: FrameChoice['lengths'] = 'resample') =>
    sampledFrames(frames(firstFrame, lastFrame), { ...GREY, representation: 'flow', lengths });

  test('starts just after the frame it is measured from and ends at the last', () => {
    expect(flow(2, 12)).toEqual([4, 6, 8, 10, 12]);
    // 0.6, 1.2, 1.8, 2.4, 3
    expect(flow(0, 3)).toEqual([1, 1, 2, 2, 3]);
    expect(flow(7, 7)).toEqual([7, 7, 7, 7, 7]);
  });

  test('masked takes the frames after the first as they are', () => {
    expect(flow(2, 5, 'mask')).toEqual([3, 4, 5]);
    expect(flow(2, 12, 'mask')).toEqual([4, 6, 8, 10, 12]);
    expect(flow(7, 7, 'mask')).toEqual([7]);
  });
});

test('masked takes frames as they are, and resamples only a longer window', () => {
  const masked = (firstFrame: number, lastFrame: number) =>
    sampledFrames(frames(firstFrame, lastFrame), { ...GREY, lengths: 'mask' });
  expect(masked(3, 5)).toEqual([3, 4, 5]);
  expect(masked(3, 7)).toEqual([3, 4, 5, 6, 7]);
  expect(masked(0, 9)).toEqual([0, 2, 5, 7, 9]);
  expect(masked(6, 6)).toEqual([6]);
});

test('a narrowed window lies inside and keeps a frame', () => {
  expect(narrowedWindow(frames(10, 30), 0.25, 0.1)).toEqual(frames(15, 28));
  expect(narrowedWindow(frames(10, 30), 0, 0)).toEqual(frames(10, 30));
  expect(narrowedWindow(frames(4, 5), 0.5, 0.5)).toEqual(frames(5, 5));
  const share = fc.double({ min: 0, max: 0.5, noNaN: true });
  fc.assert(
    fc.property(fc.nat(50), fc.nat(100), share, share, (first, span, start, end) => {
      const narrow = narrowedWindow(frames(first, first + span), start, end);
      expect(narrow.firstFrame).toBeGreaterThanOrEqual(first);
      expect(narrow.lastFrame).toBeLessThanOrEqual(first + span);
      expect(narrow.firstFrame).toBeLessThanOrEqual(narrow.lastFrame);
    }),
  );
});

test('what is sampled lies in the window, in order, at most framesPerClip', () => {
  const choice = fc.record({
    framesPerClip: fc.integer({ min: 1, max: 20 }),
    window: fc.constantFrom<FrameChoice['window']>('clip', 'onset-apex'),
    representation: fc.constantFrom<FrameChoice['representation']>('grey', 'flow'),
    lengths: fc.constantFrom<FrameChoice['lengths']>('resample', 'mask'),
  });
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), choice, (first, span, input) => {
      const taken = sampledFrames(frames(first, first + span), input);
      expect(taken.length).toBeLessThanOrEqual(input.framesPerClip);
      expect(taken.length).toBeGreaterThan(0);
      if (input.lengths === 'resample') expect(taken).toHaveLength(input.framesPerClip);
      expect(taken.every((frame) => frame >= first && frame <= first + span)).toBe(true);
      expect(taken).toEqual([...taken].sort((a, b) => a - b));
    }),
  );
});
