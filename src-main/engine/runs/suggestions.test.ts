import { expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { heldOutSuggestion, meanSuggestion } from './suggestions.ts';

const ID = clipId.parse(3);
const CLASSES = ['fear', 'happiness', 'surprise'];
const said = (outputs: readonly number[], classes: readonly string[], seen: number, models = 5) => {
  const { values } = meanSuggestion(ID, outputs, classes, { models, seen });
  return values;
};

test('an emotion is the likeliest class, with its probability in the note', () => {
  expect(said([0.1, 0.3, 0.6], CLASSES, 0)).toMatchObject({
    emotion: 'surprise',
    intensity: null,
    note: 'Probability 0.60. Mean over 5 models; none was trained with the clip or, where it is known, its subject.',
  });
});

test('what models were trained with is told', () => {
  expect(said([0.9, 0.1, 0], CLASSES, 4).note).toContain('4 of 5 trained with the clip or its subject');
  expect(said([0.9, 0.1, 0], CLASSES, 1, 1).note).toContain('Prediction of the one model; 1 of 1 trained');
});

test('an intensity stays within 0 and 1', () => {
  expect(said([0.25], [], 0)).toMatchObject({ emotion: null, intensity: 0.25 });
  expect(said([1.000_000_1], [], 0).intensity).toBe(1);
});

test('a held-out prediction says who made it, and what that model never saw', () => {
  const row = {
    ...{ clipId: ID, clipName: 'EP01', subject: 's1', fold: 1, truth: 'fear' },
    ...{ prediction: 'happiness', confidence: 0.814, probabilities: null },
  };
  expect(heldOutSuggestion(row, true).values).toMatchObject({
    emotion: 'happiness',
    note: "Probability 0.81. Held-out prediction of the model of fold 2, which never saw the clip's subject.",
  });
  expect(heldOutSuggestion(row, false).values.note).toContain('which never saw the clip.');
});
