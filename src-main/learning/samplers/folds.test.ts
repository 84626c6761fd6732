import { expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { foldSides } from './folds.ts';

const CLIPS = [
  { clipId: 10, subject: 's1' },
  { clipId: 11, subject: 's1' },
  { clipId: 12, subject: 's2' },
  { clipId: 13, subject: null },
];
const fold = (train: number[], test: number[]) => ({
  name: 'fold 1',
  trainClipIds: train.map((id) => clipId.parse(id)),
  testClipIds: test.map((id) => clipId.parse(id)),
});

test('a side is the positions of its clips', () => {
  expect(foldSides([fold([12, 10], [13])], CLIPS, true)).toEqual([{ train: [2, 0], test: [3] }]);
});

test('a subject on both sides is refused, unless the split is by clip', () => {
  expect(() => foldSides([fold([10, 12], [11])], CLIPS, true)).toThrow(/same subject.*s1/);
  expect(foldSides([fold([10, 12], [11])], CLIPS, false)).toEqual([{ train: [0, 2], test: [1] }]);
});

test('a clip on both sides is always refused', () => {
  expect(() => foldSides([fold([10, 12], [12])], CLIPS, false)).toThrow(/same clip.*12/);
});

test('no folds, an empty side and an unknown clip are refused', () => {
  expect(() => foldSides([], CLIPS, true)).toThrow('The run has no folds');
  expect(() => foldSides([fold([10], [])], CLIPS, true)).toThrow('fold 1 has no clips to test on');
  expect(() => foldSides([fold([], [10])], CLIPS, true)).toThrow('fold 1 has no clips to train on');
  expect(() => foldSides([fold([99], [10])], CLIPS, true)).toThrow(/99.*not in the run/);
});
