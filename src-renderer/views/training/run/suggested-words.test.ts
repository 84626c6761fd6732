import { expect, test } from 'vitest';
import { suggestedWords } from './suggested-words.ts';

const rater = { name: 'Model r1' };

test.each([
  [0, 0, 'No clip was labelled.'],
  [1, 1, "Model r1 has labelled 1 clip: all by models that never saw the clip's subject."],
  [
    1200,
    300,
    "Model r1 has labelled 1,200 clips: 300 of them by models that never saw the clip's subject, the others by the mean of its models.",
  ],
  [
    5,
    0,
    'Model r1 has labelled 5 clips: all by the mean of its models, of which some may have seen the clip or its subject.',
  ],
])('%d clips, %d held out', (predicted, heldOut, words) => {
  expect(suggestedWords({ rater, predicted, heldOut }, true)).toBe(words);
});

test.each([
  [2, 2],
  [5, 2],
])('%d clips, %d held out by clip: nothing is said of subjects', (predicted, heldOut) => {
  const words = suggestedWords({ rater, predicted, heldOut }, false);
  expect(words).toContain('by models that never saw the clip');
  expect(words).not.toContain('subject');
});
