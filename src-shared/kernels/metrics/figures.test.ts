import { expect, test } from 'vitest';
import {
  emotionFigures as emotionSchema,
  intensityFigures as intensitySchema,
} from '#shared/domain/review.ts';
import { emotionFigures, intensityFigures } from './figures.ts';

const CLASSES = ['happiness', 'fear', 'disgust'];
const PAIRS = [
  { truth: 'happiness', prediction: 'happiness' },
  { truth: 'happiness', prediction: 'happiness' },
  { truth: 'happiness', prediction: 'fear' },
  { truth: 'fear', prediction: 'fear' },
];

test('the figures of an emotion run by hand, in the order of its classes', () => {
  const figures = emotionFigures(CLASSES, PAIRS);
  expect(figures.confusion).toEqual([
    [2, 1, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
  expect(figures.confusionByRow[0]).toEqual([2 / 3, 1 / 3, 0]);
  expect(figures.perClass).toEqual([
    { name: 'happiness', precision: 1, recall: 2 / 3, f1: 4 / 5, support: 3 },
    { name: 'fear', precision: 1 / 2, recall: 1, f1: 2 / 3, support: 1 },
    { name: 'disgust', precision: 0, recall: 0, f1: 0, support: 0 },
  ]);
  expect(figures.accuracy).toBe(3 / 4);
  expect(figures.macroF1).toBeCloseTo((4 / 5 + 2 / 3) / 3, 12);
  expect(figures.uf1).toBeCloseTo((4 / 5 + 2 / 3) / 3, 12);
  expect(figures.uar).toBeCloseTo((2 / 3 + 1) / 3, 12);
  expect(figures.weightedF1).toBeCloseTo((3 * (4 / 5) + 2 / 3) / 4, 12);
});

test('an emotion that is no class of the run is a defect, and named', () => {
  expect(() => emotionFigures(CLASSES, [{ truth: 'contempt', prediction: 'fear' }])).toThrow('contempt');
});

test('the figures of an intensity run by hand', () => {
  const figures = intensityFigures([
    { truth: 0, prediction: 1 },
    { truth: 1, prediction: 1 },
    { truth: 2, prediction: 4 },
  ]);
  expect(figures.mse).toBeCloseTo(5 / 3, 12);
  expect(figures.mae).toBe(1);
  expect(figures.rmse).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(figures.ccc).toBeCloseTo(2 / (2 / 3 + 2 + 1), 12);
  expect(figures.pearson).toBeCloseTo(3 / Math.sqrt(2 * 6), 12);
});

test('nothing predicted, and predictions that are not numbers, still give figures as the contract wants them', () => {
  const diverged = intensityFigures([{ truth: 0.5, prediction: Number.NaN }]);
  expect(intensitySchema.parse(diverged).mse).toBeNull();
  expect(intensitySchema.parse(intensityFigures([])).ccc).toBeNull();
  expect(emotionSchema.parse(emotionFigures(CLASSES, [])).accuracy).toBe(0);
});
