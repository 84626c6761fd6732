import { expect, test } from 'vitest';
import type { RunStatus } from '#shared/domain/run.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { finishedFolds, foldRows, peakMemoryMiB, unfinishedFold } from './fold-rows.ts';

const fold = (name: string, headline: number | null = null) => ({
  ...{ name, trainClips: 8, testClips: 2, trainSubjects: 4, testSubjects: 1, headline },
});
const epochs = (index: number, count: number, seconds = 1) =>
  Array.from({ length: count }, (_, epoch) => ({ fold: index, epoch: epoch + 1, seconds }));
const run = (status: RunStatus, stopsEarly: boolean, ...headlines: (number | null)[]) => ({
  status,
  spec: {
    ...defaultRunSpec('emotion'),
    epochs: 3,
    earlyStopping: stopsEarly ? { validationShare: 0.2, patience: 1 } : null,
  },
  folds: headlines.map((headline, index) => fold(`S${index + 1}`, headline)),
});

test('a fold has the epochs and seconds of its own', () => {
  const rows = foldRows(run('training', false, null, null, null), [...epochs(0, 3, 1.5), ...epochs(1, 1, 4)]);
  expect(rows.map(({ name, epochsInWords, seconds }) => [name, epochsInWords, seconds])).toEqual([
    ['S1', '3 of 3', 4.5],
    ['S2', '1 of 3', 4],
    ['S3', '0 of 3', null],
  ]);
});

test('a fold that stopped early says so once it is over, be it without a figure', () => {
  const history = [...epochs(0, 2), ...epochs(1, 2), ...epochs(2, 2)];
  const words = (...of: Parameters<typeof run>) =>
    foldRows(run(...of), history).map((row) => row.epochsInWords);
  expect(words('training', true, 0.5, null, null)).toEqual(['stopped after 2', 'stopped after 2', '2 of 3']);
  expect(words('done', true, 0.5, null, null)[2]).toBe('stopped after 2');
  expect(words('training', true, null, null, 0.5)[2]).toBe('stopped after 2');
});

test('a fold under way, or broken off, is not over', () => {
  const history = [...epochs(0, 3), ...epochs(1, 2)];
  const failed = run('failed', true, 0.5, null, null);
  expect(finishedFolds(failed, history)).toEqual([0]);
  expect(unfinishedFold(failed, history)).toBe(1);
  expect(unfinishedFold(run('training', false, 0.5, null), epochs(0, 3))).toBeNull();
  // One whose checkpoint was damaged is trained anew, after those behind it.
  expect(finishedFolds(run('training', false, null, 0.4), [...epochs(0, 1), ...epochs(1, 3)])).toEqual([1]);
});

test('memory is the highest that any epoch saw, and unknown in runs that never looked', () => {
  expect(peakMemoryMiB([{ peakMemoryMiB: 300 }, { peakMemoryMiB: 420 }, { peakMemoryMiB: null }])).toBe(420);
  expect(peakMemoryMiB([{ peakMemoryMiB: null }])).toBeNull();
});
