import { expect, test } from 'vitest';
import { majorityEmotion, meanIntensity } from './consensus.ts';

test('the raters together give the mean of their intensities', () => {
  expect(meanIntensity([0.2, 0.4, 0.9])).toBeCloseTo(0.5, 12);
  expect(meanIntensity([])).toBeNull();
});

test('the emotion that most raters gave wins, without needing half of them', () => {
  expect(majorityEmotion(['fear', 'anger', 'fear', 'disgust', 'sadness'])).toEqual({ emotion: 'fear' });
});

test('a tie names all that tie, in alphabetical order', () => {
  const emotions = ['fear', 'sadness', 'disgust', 'fear', 'contempt', 'sadness', 'disgust'];
  expect(majorityEmotion(emotions)).toEqual({ tie: ['disgust', 'fear', 'sadness'] });
});

test('no rater, no emotion', () => {
  expect(majorityEmotion([])).toBeNull();
});
