import { expect, test } from 'vitest';
import { fitClipWeights } from './weights.ts';

const CLASSES = ['anger', 'fear', 'joy'];
const NONE = { classWeights: { kind: 'none' }, densityWeights: null } as const;
/** Four of anger, one of fear, none of joy. */
const LABELS = [0, 0, 0, 0, 1];

test('without weights there is nothing to apply', () => {
  expect(fitClipWeights(NONE, LABELS, null, CLASSES)).toBeNull();
});

test('balanced, effective-number and given weights, by the clip’s class', () => {
  const weigh = (classWeights: Parameters<typeof fitClipWeights>[0]['classWeights']) => {
    const weightOf = fitClipWeights({ ...NONE, classWeights }, LABELS, null, CLASSES);
    return CLASSES.map((_, label) => weightOf?.(label, null).toFixed(6));
  };
  // 5 / (2 * 4), 5 / (2 * 1); joy, which no training clip has, 1.
  expect(weigh({ kind: 'balanced' })).toEqual(['0.625000', '2.500000', '1.000000']);
  // (1/2) / (1 - 1/16) = 8/15 and 1; times 2 / (23/15).
  expect(weigh({ kind: 'effective-number', beta: 0.5 })).toEqual(['0.695652', '1.304348', '1.000000']);
  expect(weigh({ kind: 'effective-number', beta: 0 })).toEqual(['1.000000', '1.000000', '1.000000']);
  expect(weigh({ kind: 'given', weights: { fear: 7, joy: 0.5 } })).toEqual([
    '1.000000',
    '7.000000',
    '0.500000',
  ]);
});

test('with distributions, shares are counted and a clip weighs what its classes do on average', () => {
  const balanced = { ...NONE, classWeights: { kind: 'balanced' } } as const;
  const distributions = [
    [1, 0, 0],
    [0.5, 0.5, 0],
  ];
  const weightOf = fitClipWeights(balanced, [0, 0], distributions, CLASSES);
  // Counts 1.5 and 0.5 of 2 clips: 2 / (2 * 1.5) = 2/3 and 2 / (2 * 0.5) = 2.
  expect(weightOf?.(0, [1, 0, 0])).toBeCloseTo(2 / 3, 12);
  expect(weightOf?.(0, [0.5, 0.5, 0])).toBeCloseTo((2 / 3 + 2) / 2, 12);
  expect(weightOf?.(0, [0, 0.5, 0.5])).toBeCloseTo(1.5, 12);
});

test('density weights go by the intensity', () => {
  const weightOf = fitClipWeights(
    { ...NONE, densityWeights: { bins: 2, sigmaBins: 0.01 } },
    [0.1, 0.2, 0.3, 0.9],
    null,
    [],
  );
  expect(weightOf?.(0.4, null)).toBeCloseTo(2 / 3, 12);
  expect(weightOf?.(0.6, null)).toBeCloseTo(2, 12);
});
