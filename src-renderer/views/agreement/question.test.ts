import { expect, it } from 'vitest';
import type { AgreementFigure } from '#shared/domain/agreement.ts';
import { raterId } from '#shared/domain/ids.ts';
import { comparedPair, roundOf } from './question.ts';

const [ada, ben, cleo] = [raterId.parse(1), raterId.parse(2), raterId.parse(3)];
const figure: AgreementFigure = {
  ...{ name: 'Mean difference', value: 0.2, interval: null, intervalBy: null },
  ...{ clips: 3, unit: '', reading: '' },
};
const pairs = [{ a: ada, b: ben, headline: figure, figures: [figure] }];

it('two raters are compared in the order of the report, whichever was named first', () => {
  expect(comparedPair({ pairs }, { a: ada, b: ben })).toBe(pairs[0]);
  expect(comparedPair({ pairs }, { a: ben, b: ada })).toMatchObject({ a: ada, b: ben });
  expect(comparedPair({ pairs }, { a: ada, b: cleo })).toBeNull();
});

it('any round there may be can be asked for, and none', () => {
  expect([7, '99', 1].map(roundOf)).toEqual([7, 99, 1]);
  expect(['', 0, 100, 1.5, '-'].map(roundOf)).toEqual([null, null, null, null, null]);
});
