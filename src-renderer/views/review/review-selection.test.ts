import { describe, expect, test } from 'vitest';
import { reviewedPrediction } from '#shared/domain/review.ts';
import { ERRORS, selectionTitle, selectPredictions } from './review-selection.ts';

const say = (clipId: number, truth: string | number, predicted: string | number, confidence: number | null) =>
  reviewedPrediction.parse({
    clipId,
    dataset: null,
    clipName: `c${clipId}`,
    subject: 's1',
    fold: 0,
    truth,
    prediction: predicted,
    confidence,
    probabilities: null,
  });
const emotions = [
  say(1, 'fear', 'fear', 0.9),
  say(2, 'fear', 'disgust', 0.6),
  say(3, 'fear', 'disgust', 0.8),
  say(4, 'disgust', 'fear', 0.99),
];
const ids = (list: readonly { clipId: number | null }[]) => list.map((p) => p.clipId);

describe('what a selection lists', () => {
  test('a cell lists exactly its clips, the surest first', () => {
    expect(ids(selectPredictions(emotions, { kind: 'cell', truth: 'fear', prediction: 'disgust' }))).toEqual([
      3, 2,
    ]);
    expect(selectPredictions(emotions, { kind: 'cell', truth: 'disgust', prediction: 'disgust' })).toEqual(
      [],
    );
  });

  test('a class lists its errors before its hits', () => {
    expect(ids(selectPredictions(emotions, { kind: 'class', name: 'fear' }))).toEqual([3, 2, 1]);
  });

  test('errors leave out what is right', () => {
    expect(ids(selectPredictions(emotions, ERRORS))).toEqual([4, 3, 2]);
  });

  test('intensities are listed by their distance', () => {
    const intensities = [say(1, 0.5, 0.4, null), say(2, 0.1, 0.9, null), say(3, 0.7, 0.7, null)];
    expect(ids(selectPredictions(intensities, ERRORS))).toEqual([2, 1, 3]);
  });

  test('titles say what is listed', () => {
    expect(selectionTitle({ kind: 'cell', truth: 'fear', prediction: 'disgust' }, 'emotion')).toBe(
      'fear predicted as disgust',
    );
    expect(selectionTitle({ kind: 'cell', truth: 'fear', prediction: 'fear' }, 'emotion')).toBe(
      'fear, recognised',
    );
  });
});
