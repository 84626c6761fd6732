import { expect, test } from 'vitest';
import { resampledFrames } from './window.ts';

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
])('frames %i to %i in %i', (firstFrame, lastFrame, framesPerClip, frames) => {
  expect(resampledFrames(firstFrame, lastFrame, framesPerClip)).toEqual(frames);
});
