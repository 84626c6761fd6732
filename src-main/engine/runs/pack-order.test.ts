import { expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import { packOrder } from './pack-order.ts';

const CLIPS = [
  { clipId: clipId.parse(3), firstFrame: 4, lastFrame: 10 },
  { clipId: clipId.parse(8), firstFrame: 0, lastFrame: 0 },
];
const INPUT: InputSpec = {
  framesPerClip: 3,
  imageSize: 28,
  window: 'onset-apex',
  representation: 'grey',
  lengths: 'resample',
};

test.each([
  ['grey', 'grey'],
  ['difference', 'grey'],
  ['rgb', 'rgb'],
] as const)('%s input takes all frames as %s, whatever the window', (representation, content) => {
  expect(packOrder({ ...INPUT, representation }, CLIPS)).toEqual({
    imageSize: 28,
    content,
    clips: [
      { clipId: 3, frames: null },
      { clipId: 8, frames: null },
    ],
  });
});

test('flow is measured from the first frame of the window to those chosen', () => {
  const flow = { ...INPUT, representation: 'flow' } as const;
  expect(packOrder(flow, CLIPS)).toEqual({
    imageSize: 28,
    content: 'flow',
    clips: [
      { clipId: 3, frames: [4, 6, 8, 10] },
      { clipId: 8, frames: [0, 0, 0, 0] },
    ],
  });
  // Classically: from onset to apex alone.
  expect(packOrder({ ...flow, framesPerClip: 1 }, CLIPS).clips[0]?.frames).toEqual([4, 10]);
  expect(packOrder({ ...flow, lengths: 'mask' }, CLIPS).clips[1]?.frames).toEqual([0, 0]);
});
