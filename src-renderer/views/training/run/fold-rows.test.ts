import { expect, test } from 'vitest';
import { foldRows, peakMemoryMiB } from './fold-rows.ts';

const fold = { name: 'S1', trainClips: 8, testClips: 2, trainSubjects: 4, testSubjects: 1, headline: null };

test('a fold has the epochs and seconds of its own', () => {
  const history = [
    { fold: 0, epoch: 1, seconds: 1.5 },
    { fold: 0, epoch: 2, seconds: 1 },
    { fold: 1, epoch: 1, seconds: 4 },
  ];
  const rows = foldRows([fold, { ...fold, name: 'S2' }, { ...fold, name: 'S3' }], history);
  expect(rows.map(({ name, epochsDone, seconds }) => [name, epochsDone, seconds])).toEqual([
    ['S1', 2, 2.5],
    ['S2', 1, 4],
    ['S3', 0, null],
  ]);
});

test('memory is the highest that any epoch saw, and unknown in runs that never looked', () => {
  expect(peakMemoryMiB([{ peakMemoryMiB: 300 }, { peakMemoryMiB: 420 }, { peakMemoryMiB: null }])).toBe(420);
  expect(peakMemoryMiB([{ peakMemoryMiB: null }])).toBeNull();
});
