import { expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { comparedPoints, comparisonWarnings, specDifferences } from './compared.ts';

const at = (fold: number, epoch: number, loss: number) => ({
  fold,
  epoch,
  loss,
  validationLoss: null,
  heldOutLoss: loss * 2,
  seconds: 1,
  peakMemoryMiB: null,
});

test('runs of several lengths stand in one row an epoch', () => {
  const runs = [
    { id: 'a', history: [at(0, 1, 1), at(1, 1, 3), at(0, 2, 0.5)], folds: [0, 1] },
    { id: 'b', history: [at(0, 1, 4), at(1, 1, 9)], folds: [0] },
  ];
  expect(comparedPoints(runs, 'loss')).toEqual([
    { x: 1, a: 2, b: 4 },
    { x: 2, a: 1.75, b: null },
  ]);
  expect(comparedPoints(runs, 'heldOutLoss')[0]).toEqual({ x: 1, a: 4, b: 8 });
});

test('only what differs is named, be it a part that one of them lacks', () => {
  const first = defaultRunSpec('emotion');
  const second = {
    ...first,
    model: { ...first.model, convFilters: [4], dropout: 0.5 },
    earlyStopping: { validationShare: 0.2, patience: 3 },
  };
  const differences = new Map(specDifferences([first, second]).map(({ path, values }) => [path, values]));
  expect(Object.fromEntries(differences)).toEqual({
    'model.convFilters': ['8, 16', '4'],
    'model.dropout': ['0', '0.5'],
    earlyStopping: ['none', null],
    'earlyStopping.validationShare': [null, '0.2'],
    'earlyStopping.patience': [null, '3'],
  });
  expect(specDifferences([first, { ...first }])).toEqual([]);
});

const clips = (...ids: number[]) => ids.map((id) => clipId.parse(id));
const run = (change: Partial<RunSpec>, clipCount = 12) => ({
  spec: { ...defaultRunSpec('emotion'), ...change },
  clipCount,
});

test('other clips are a difference, be they as many', () => {
  const specs = [run({ clipIds: clips(1, 2) }), run({ clipIds: clips(1, 3) }), run({ clipIds: clips(2, 1) })];
  expect(specDifferences(specs.map(({ spec }) => spec))).toEqual([
    { path: 'clips', values: ['2 (choice 1)', '2 (choice 2)', '2 (choice 1)'] },
  ]);
});

test.each([
  [{ loss: { kind: 'focal', gamma: 2 } }, ['losses or weights']],
  [{ classWeights: { kind: 'balanced' } }, ['losses or weights']],
  [{ densityWeights: { bins: 20, sigmaBins: 2 } }, ['losses or weights']],
  [{ split: { kind: 'loso' } }, ['differ in the split:']],
  [{ clipIds: clips(1, 2), target: { from: 'raters' } }, ['the clips and whose labels count']],
  [{ epochs: 99, learningRate: 0.1 }, []],
] satisfies [Partial<RunSpec>, string[]][])('%j is warned of', (change, words) => {
  expect(comparisonWarnings([run({}), run(change)])).toEqual(
    words.map((part) => expect.stringContaining(part)),
  );
});

test('all clips are not the same clips where the project has grown', () => {
  expect(comparisonWarnings([run({}), run({}, 13)])).toEqual([expect.stringContaining('the clips')]);
});
