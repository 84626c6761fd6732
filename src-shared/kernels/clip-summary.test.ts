import { expect, test } from 'vitest';
import { type CountedLabel, summarizeClip } from './clip-summary.ts';

const label = (values: Partial<CountedLabel>): CountedLabel => ({
  ...{ kind: 'person', emotion: null, missing: null, intensity: null },
  ...{ onset: null, apex: null, offset: null, apexEstimated: false },
  ...values,
});

test('mean intensity, majority emotion and how many gave it, spread around the mean', () => {
  const found = summarizeClip([
    label({ emotion: 'fear', intensity: 0.2 }),
    label({ emotion: 'fear', intensity: 0.4 }),
    label({ emotion: 'anger', intensity: 0.9 }),
  ]);
  expect(found).toMatchObject({ raterCount: 3, emotion: 'fear', emotionAgreement: 2 / 3 });
  expect(found.intensity).toBeCloseTo(0.5, 12);
  // (0.09 + 0.01 + 0.16) / 3
  expect(found.intensitySpread).toBeCloseTo(Math.sqrt(0.26 / 3), 12);
});

test('what is none of the classes is a vote', () => {
  const others = label({ missing: 'dropped' });
  expect(summarizeClip([label({ emotion: 'negative' }), others, others])).toMatchObject({
    ...{ emotion: null, emotionAgreement: 2 / 3, raterCount: 3 },
  });
});

test('what was adjudicated stands, also where it is a tie or none of the classes', () => {
  const votes = [label({ emotion: 'negative' }), label({ emotion: 'negative' })];
  for (const missing of ['tied', 'dropped', 'foreign'] as const)
    expect(summarizeClip([...votes, label({ kind: 'adjudicated', missing })]).emotion).toBeNull();
  expect(summarizeClip([...votes, label({ kind: 'adjudicated', intensity: 1 })])).toMatchObject({
    ...{ emotion: 'negative', intensity: 1, raterCount: 2 },
  });
});

test('an apex is estimated where all it was made of are', () => {
  const apex = (frame: number, apexEstimated: boolean, kind: CountedLabel['kind'] = 'person') =>
    label({ apex: frame, apexEstimated, kind });
  const found = (...labels: CountedLabel[]) => {
    const { apex: frame, apexEstimated } = summarizeClip(labels);
    return [frame, apexEstimated];
  };
  expect(found(apex(4, true), apex(6, true), apex(9, true))).toEqual([6, true]);
  expect(found(apex(4, true), apex(6, false))).toEqual([4, false]);
  expect(found(apex(4, false), apex(6, true, 'source'))).toEqual([6, true]);
  expect(found(apex(4, true), apex(7, false, 'adjudicated'))).toEqual([7, false]);
  expect(found(label({}))).toEqual([null, false]);
});
