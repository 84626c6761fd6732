import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markAgreement } from './marks.ts';
import { ratingsFromRows } from './ratings.ts';

const NONE = Number.NaN;

test('by hand: in frames over all, in ms over clips whose frame rate is known', () => {
  const marks = ratingsFromRows([
    [10, 12, null],
    [20, 20, 25],
    [30, 37, null],
    [null, 5, 5],
  ]);
  const { pairs, all } = markAgreement(marks, Float64Array.of(200, 100, NONE, 50), [0, 2]);
  // 0-1: 2, 0, 7; 0-2: 5; 1-2: 5, 0.
  expect(pairs[0]).toEqual({
    first: 0,
    second: 1,
    comparisons: 3,
    meanFrames: 3,
    medianFrames: 2,
    within: [
      { frames: 0, share: 1 / 3 },
      { frames: 2, share: 2 / 3 },
    ],
    timed: 2,
    meanMs: 5,
    medianMs: 5,
  });
  expect(pairs[1]).toMatchObject({ first: 0, second: 2, comparisons: 1, meanFrames: 5, meanMs: 50 });
  expect(all).toMatchObject({ comparisons: 6, timed: 5, medianFrames: 3.5, medianMs: 10 });
  expect(all.meanFrames).toBeCloseTo(19 / 6, 12);
  expect(all.meanMs).toBeCloseTo((10 + 0 + 50 + 50 + 0) / 5, 12);
  expect(all.within).toEqual([
    { frames: 0, share: 2 / 6 },
    { frames: 2, share: 3 / 6 },
  ]);
});

test('no clip in common, one rater, no frame rate: null', () => {
  const apart = markAgreement(
    ratingsFromRows([
      [1, null],
      [null, 2],
    ]),
    Float64Array.of(100, 100),
    [1],
  );
  expect(apart.pairs[0]).toMatchObject({ comparisons: 0, meanFrames: null, medianFrames: null });
  expect(apart.all).toMatchObject({
    within: [{ frames: 1, share: null }],
    timed: 0,
    meanMs: null,
    medianMs: null,
  });
  expect(markAgreement(ratingsFromRows([[1]]), Float64Array.of(100), []).pairs).toEqual([]);
  const untimed = markAgreement(ratingsFromRows([[1, 3]]), Float64Array.of(NONE), []);
  expect(untimed.all).toMatchObject({ medianFrames: 2, timed: 0, medianMs: null });
  expect(() => markAgreement(ratingsFromRows([[1]]), new Float64Array(2), [])).toThrow('do not pair up');
});

test('equal distances of several pairs add up, near and very far ones', () => {
  const row = [0, 3, 5000];
  const { all } = markAgreement(ratingsFromRows([row, row, row]), Float64Array.of(100, 100, 50), [3]);
  // Three times 3, 5000 and 4997.
  expect(all).toMatchObject({ comparisons: 9, medianFrames: 4997, within: [{ frames: 3, share: 1 / 3 }] });
  expect(all.meanFrames).toBeCloseTo(10_000 / 3, 9);
  expect(all.timed).toBe(9);
});

test('means and medians are those of the differences, whatever the distances and frame rates', () => {
  const frame = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1e6 }));
  const clip = fc.record({ a: frame, b: frame, fps: fc.integer({ min: 1, max: 120 }) });
  fc.assert(
    fc.property(fc.array(clip, { minLength: 1, maxLength: 60 }), (clips) => {
      const { all } = markAgreement(
        ratingsFromRows(clips.map(({ a, b }) => [a, b])),
        Float64Array.from(clips, ({ fps }) => fps),
        [],
      );
      const sorted = (values: number[]) => values.sort((x, y) => x - y);
      const middle = (values: number[]) =>
        ((values[(values.length - 1) >> 1] ?? 0) + (values[values.length >> 1] ?? 0)) / 2;
      const frames = clips.map(({ a, b }) => Math.abs(a - b));
      const ms = clips.map(({ a, b, fps }) => (1000 * Math.abs(a - b)) / fps);
      expect(all.medianFrames).toBe(middle(sorted(frames)));
      expect(all.medianMs).toBeCloseTo(middle(sorted(ms)), 6);
      expect(all.meanMs).toBeCloseTo(ms.reduce((total, value) => total + value, 0) / ms.length, 6);
    }),
  );
});
