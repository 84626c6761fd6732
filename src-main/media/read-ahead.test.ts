import { expect, it } from 'vitest';
import { createReadAhead } from './read-ahead.ts';
import type { MediaClip } from './sources.ts';

const clipOf = (frameCount: number): MediaClip => ({
  name: 'a',
  fps: null,
  media: {
    root: '/',
    paths: new Array<string>(frameCount).fill('a.png'),
    sourceNumbers: [],
    contentHash: null,
    container: null,
    timestampsMs: null,
  },
});

/** Reads that take a turn each, noted as they begin. */
function reader(fails = false) {
  const begun: number[] = [];
  const ahead = createReadAhead(async (_, index) => {
    begun.push(index);
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (fails) throw new Error('Damaged.');
  });
  const settled = async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return begun.splice(0);
  };
  return { ahead, settled };
}

it('reads on in the direction of travel, one frame at a time, up to the end of the clip', async () => {
  const { ahead, settled } = reader();
  const clip = clipOf(20);
  ahead.from(clip, 2);
  expect(await settled()).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
  ahead.from(clip, 12);
  expect(await settled()).toEqual([13, 14, 15, 16, 17, 18, 19]);
  ahead.from(clip, 3);
  expect(await settled()).toEqual([2, 1, 0]);
  ahead.from(clip, 3);
  expect(await settled()).toEqual([2, 1, 0]);
});

it('reads nothing after a jump, until somebody goes on from there', async () => {
  const { ahead, settled } = reader();
  const clip = clipOf(100);
  ahead.from(clip, 0);
  await settled();
  ahead.from(clip, 50);
  expect(await settled()).toEqual([]);
  ahead.from(clip, 51);
  expect(await settled()).toContain(52);
});

it('lets go of the old way once somebody is elsewhere', async () => {
  const { ahead, settled } = reader();
  const clip = clipOf(100);
  ahead.from(clip, 10);
  ahead.from(clip, 50);
  const begun = await settled();
  expect(begun.filter((index) => index < 50)).toEqual([11]);
  ahead.from(clip, 51);
  ahead.stop();
  expect(await settled()).toEqual([52]);
});

it('remembers the way in each of two clips', async () => {
  const { ahead, settled } = reader();
  const [one, other] = [clipOf(50), clipOf(50)];
  ahead.from(one, 3);
  ahead.from(other, 40);
  ahead.from(one, 2);
  await settled();
  ahead.from(other, 41);
  await settled();
  ahead.from(one, 1);
  expect(await settled()).toEqual([0]);
});

it('stops at a frame that cannot be read', async () => {
  const { ahead, settled } = reader(true);
  ahead.from(clipOf(9), 2);
  expect(await settled()).toEqual([3]);
});
