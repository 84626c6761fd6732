import { expect, test } from 'vitest';
import type { Heard } from '../class-maps.ts';
import { goldMajority, goldMeanDistribution, goldMedian } from './recipes.ts';

const SILENT: Heard = { emotion: null, distribution: null, dropped: 0, missing: null };
const OTHERS: Heard = { ...SILENT, dropped: 1, missing: 'dropped' };
const FOREIGN: Heard = { ...SILENT, missing: 'foreign' };
const votes = (...emotions: string[]): Heard[] => emotions.map((emotion) => ({ ...SILENT, emotion }));
const shares = (distribution: Record<string, number>, dropped = 0): Heard => ({
  ...SILENT,
  distribution,
  dropped,
});

test('the median of odd and even numbers of ratings, null of none', () => {
  expect(goldMedian([0.9, 0.1, 0.4])).toBe(0.4);
  expect(goldMedian([0.75, 0.25, 0, 1])).toBe(0.5);
  expect(goldMedian([0.3])).toBe(0.3);
  expect(goldMedian([])).toBeNull();
});

test('the emotion that most raters gave wins, without needing half of them; shares are the votes', () => {
  expect(goldMajority(votes('fear', 'anger', 'fear', 'disgust', 'sadness'))).toEqual({
    emotion: 'fear',
    leaders: ['fear'],
    share: 0.4,
    distribution: { fear: 0.4, anger: 0.2, disgust: 0.2, sadness: 0.2 },
  });
});

test('a tie has no emotion and tells which', () => {
  const { emotion, leaders, share } = goldMajority(votes('fear', 'anger', 'fear', 'anger', 'sadness'));
  expect([emotion, [...leaders].sort(), share]).toEqual([null, ['anger', 'fear'], 0.4]);
});

test('nobody, no emotion: who said nothing, or said it in a scheme that no map leads from, has no vote', () => {
  const none = { emotion: null, leaders: [], share: null, distribution: null };
  for (const heard of [[], [SILENT, FOREIGN]]) {
    expect(goldMajority(heard)).toEqual(none);
    expect(goldMeanDistribution(heard)).toEqual(none);
  }
  expect(goldMajority([...votes('fear'), FOREIGN, FOREIGN]).emotion).toBe('fear');
});

test('what is dropped is a vote for none of the classes', () => {
  expect(goldMajority([...votes('negative'), OTHERS, OTHERS])).toEqual({
    emotion: null,
    leaders: [null],
    share: 2 / 3,
    distribution: { negative: 1 },
  });
  expect(goldMajority([...votes('negative', 'negative'), OTHERS]).emotion).toBe('negative');
  expect(goldMajority([...votes('negative'), OTHERS])).toMatchObject({
    emotion: null,
    leaders: ['negative', null],
  });
  expect(goldMeanDistribution([...votes('negative'), OTHERS, OTHERS])).toMatchObject({ leaders: [null] });
});

test('the mean of distributions, where whoever gave one emotion gave it all', () => {
  const mean = goldMeanDistribution([
    shares({ fear: 0.4, anger: 0.6 }),
    shares({ fear: 0.4, anger: 0.6 }),
    ...votes('fear'),
  ]);
  expect(mean).toMatchObject({ emotion: 'fear', leaders: ['fear'] });
  expect(mean.distribution?.['fear']).toBeCloseTo(0.6, 12);
  expect(mean.distribution?.['anger']).toBeCloseTo(0.4, 12);
  // Negative 0.4 of the one and all of the other, none of the classes 0.6: 0.7 against 0.3.
  const dropped = goldMeanDistribution([shares({ negative: 1 }, 0.6), ...votes('negative')]);
  expect(dropped).toMatchObject({
    emotion: 'negative',
    share: expect.closeTo(0.7, 12),
    distribution: { negative: 1 },
  });
});
