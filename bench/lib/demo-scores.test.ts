import { expect, it } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import type { Prediction } from '#shared/domain/run.ts';
import type { FinishedRun } from './demo-runs.ts';
import { ridgeInstead, scoreEmotions, scoreIntensities } from './demo-scores.ts';

function runOf(held: readonly Pick<Prediction, 'fold' | 'truth' | 'prediction'>[]): FinishedRun {
  const predictions = held.map((rest, i) => ({
    ...rest,
    clipId: clipId.parse(i + 1),
    clipName: `c${i + 1}`,
    subject: null,
    confidence: null,
    probabilities: null,
  }));
  return { seed: 1, seconds: 5, backend: null, predictions };
}

it('scores against what was drawn, not against what the raters said', () => {
  const run = runOf([
    { fold: 0, truth: 'anger', prediction: 'fear' },
    { fold: 1, truth: 'anger', prediction: 'anger' },
  ]);
  const truth = new Map([
    [1, 'fear'],
    [2, 'anger'],
  ]);
  expect(scoreEmotions(run, truth)).toBe(1);
});

it('a constant prediction scores a CCC of 0', () => {
  const run = runOf([0.2, 0.9].map((truth) => ({ fold: 0, truth, prediction: 0.5 })));
  expect(
    scoreIntensities(
      run,
      new Map([
        [1, 0.2],
        [2, 0.9],
      ]),
    ),
  ).toBe(0);
});

it('ridge predicts a fold from the other folds alone', () => {
  // Every clip of a fold says the same: learned from the others, each fold gets the other's figure.
  const run = runOf([0, 0, 1, 1].map((fold) => ({ fold, truth: fold === 0 ? 0.2 : 0.8, prediction: 0 })));
  const features = new Map([1, 2, 3, 4].map((id) => [id, [1]]));
  const { predictions, seconds } = ridgeInstead(run, features);
  expect(predictions.map(({ prediction }) => prediction)).toEqual([0.8, 0.8, 0.2, 0.2]);
  expect(seconds).toBeNull();
});
