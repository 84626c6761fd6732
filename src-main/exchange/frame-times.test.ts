import { expect, test } from 'vitest';
import { frameToMs, MAX_FPS_IN_MS, msToFrame } from './frame-times.ts';

const RATES = [23.976, 24_000 / 1001, 29.97, 30_000 / 1001, 59.94, 119.88, 239.76, 999, MAX_FPS_IN_MS];
const wholeRates = Array.from({ length: 500 - 24 + 1 }, (_, i) => 24 + i);

test('from a frame to whole milliseconds and back is the same frame, at any rate and for hours', () => {
  const frames = [...Array.from({ length: 2000 }, (_, i) => i), 123_457, 1_999_999, 7_200_001];
  for (const fps of [1, 12.5, 15, ...wholeRates, ...RATES])
    expect(frames.filter((frame) => msToFrame(frameToMs(frame, fps), fps) !== frame)).toEqual([]);
});

test('each frame begins later than the one before', () => {
  const frames = Array.from({ length: 3000 }, (_, i) => i);
  for (const fps of RATES)
    expect(frames.filter((frame) => frameToMs(frame + 1, fps) <= frameToMs(frame, fps))).toEqual([]);
});

test('frames begin where they do: the 30th of 29.97 a second after 968 ms', () => {
  expect([frameToMs(1, 25), frameToMs(29, 29.97), frameToMs(1, 29.97)]).toEqual([40, 968, 33]);
});

test('beyond that rate frames share a millisecond', () => {
  expect(msToFrame(frameToMs(1, 2500), 2500)).not.toBe(1);
});
