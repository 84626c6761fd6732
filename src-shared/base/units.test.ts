import { expect, test } from 'vitest';
import { clamp, formatDuration, frameTimestampMs } from './units.ts';

test('frame 46 at 200 fps is at 230 ms; without a frame rate nothing is guessed', () => {
  expect(frameTimestampMs(46, 200)).toBe(230);
  expect(frameTimestampMs(46, null)).toBeNull();
});

test.each([
  [0, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [125, '2 min 05 s'],
  [4800, '1 h 20 min'],
  [-3, '0 s'],
])('%d seconds are %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test('clamp holds a value within its bounds', () => {
  expect([clamp(-1, 0, 1), clamp(0.4, 0, 1), clamp(2, 0, 1)]).toEqual([0, 0.4, 1]);
});
