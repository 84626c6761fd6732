import { expect, test } from 'vitest';
import { FIGURE_KINDS, interpretation } from './interpretation.ts';

test('an ICC is judged by its interval, as Koo & Li ask: .5, .75, .9', () => {
  // Their own example: 0.932 with 0.879 to 0.965 is good to excellent, not excellent.
  expect(interpretation('icc2', 0.932, { low: 0.879, high: 0.965 })).toMatch(
    /^Good to excellent reliability/,
  );
  expect(interpretation('icc3', 0.6, { low: 0.5, high: 0.74 })).toMatch(/^Moderate reliability/);
  expect(interpretation('icc1k', 0.4, { low: -0.1, high: 0.9 })).toMatch(/^Poor to excellent reliability/);
  expect(interpretation('icc2', 1, null)).toContain('without an interval');
});

test('alpha by Krippendorff’s .667 and .800, and where its interval begins', () => {
  expect(interpretation('krippendorff', 0.8, { low: 0.8, high: 0.9 })).toBe(
    'At or above .800, what Krippendorff asks of data to rely on.',
  );
  expect(interpretation('krippendorff', 0.79, null)).toMatch(/^Between .667 and .800/);
  expect(interpretation('krippendorff', 0.85, { low: 0.5, high: 0.95 })).toMatch(
    /^At or above .800.*begins below .667/,
  );
  expect(interpretation('krippendorff', 0.66, null)).toMatch(/^Below .667/);
});

test('kappa by Landis & Koch, said to be a convention', () => {
  const bands = [-0.1, 0.2, 0.21, 0.4, 0.6, 0.8, 0.81].map(
    (value) => /^([\w ]+) agreement/.exec(interpretation('cohenKappa', value, null))?.[1],
  );
  expect(bands).toEqual(['Poor', 'Slight', 'Fair', 'Fair', 'Moderate', 'Substantial', 'Almost perfect']);
  expect(interpretation('fleissKappa', 0.5, { low: 0.3, high: 0.7 })).toMatch(
    /^Fair to substantial.*convention/,
  );
});

test('a bias says its side, its size and whether it may be chance', () => {
  expect(interpretation('bias', -0.0512, { low: -0.09, high: -0.01 })).toBe(
    'On average 0.0512 lower than the other raters; the interval does not hold 0.',
  );
  expect(interpretation('bias', 2, { low: -1, high: 5 }, 'frames')).toMatch(
    /2 frames higher.*holds 0, so it may be chance\.$/,
  );
  expect(interpretation('bias', 0, null)).toContain('neither higher nor lower');
});

test('every figure has one sentence, defined or not', () => {
  for (const kind of FIGURE_KINDS) {
    expect(interpretation(kind, null, null)).toMatch(/^Undefined: .*[^.]\.$/);
    expect(interpretation(kind, 0.5, { low: 0.4, high: 0.6 })).toMatch(/^[A-Z0-9].*[^.]\.$/);
  }
});

test('agreement in percent tells the clips of one pair from the mean over pairs', () => {
  expect(interpretation('percentAgreement', 0.455, null)).toMatch(
    /^In 45.5 % of the comparisons both said the same, /,
  );
  expect(interpretation('meanPercentAgreement', 0.455, null)).toMatch(
    /^On average over the pairs of raters, 45.5 % of the clips both labelled got the same from both, /,
  );
});
