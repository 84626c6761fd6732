import { expect, it } from 'vitest';
import { unitRows } from './unit-rows.ts';

const MARKED = { onset: 10, offset: 20 };

it('has a row for each unit, by its number, with who saw it from where to where', () => {
  const rows = unitRows(
    [
      { rater: 'Ada', isOwn: true, actionUnits: 'R12B+6', ...MARKED },
      { rater: 'Ben', isOwn: false, actionUnits: '12', onset: 8, offset: 22 },
    ],
    [],
    50,
  );
  expect(rows.map(({ unit }) => unit)).toEqual(['AU6', 'AU12']);
  expect(rows[1]?.bars).toEqual([
    { rater: 'Ada', isOwn: true, first: 10, last: 20, isMarked: true, code: 'R12B' },
    { rater: 'Ben', isOwn: false, first: 8, last: 22, isMarked: true, code: '12' },
  ]);
});

it('leaves out what is in the neutral frame too', () => {
  const coded = { rater: 'Ada', isOwn: true, actionUnits: 'ref(7B)+43C', ...MARKED };
  expect(unitRows([coded], [], 50).map(({ unit }) => unit)).toEqual(['AU43']);
});

it('says of a unit without onset and offset only that it is in the clip', () => {
  const coded = { rater: 'Ada', isOwn: true, actionUnits: '4', onset: 10, offset: null };
  expect(unitRows([coded], [], 50)[0]?.bars[0]).toMatchObject({ first: 0, last: 49, isMarked: false });
});

it('gives a trace the row of its unit, coded or not', () => {
  const trace = { interpolation: 'linear', points: [[0, 0]] } as const;
  const rows = unitRows(
    [{ rater: 'Ada', isOwn: true, actionUnits: '12', ...MARKED }],
    [
      { rater: 'Ben', name: 'AU12', trace },
      { rater: 'Ben', name: 'AU4', trace },
    ],
    50,
  );
  expect(rows.map(({ unit, traces }) => [unit, traces.length])).toEqual([
    ['AU4', 1],
    ['AU12', 1],
  ]);
});

it('has one bar for a unit that a rater wrote down twice', () => {
  const coded = { rater: 'Ada', isOwn: true, actionUnits: '12+6+12+R12', ...MARKED };
  const codes = unitRows([coded], [], 50).map(({ bars }) => bars.map(({ code }) => code));
  expect(codes).toEqual([['6'], ['12', 'R12']]);
});
