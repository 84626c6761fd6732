import { expect, test } from 'vitest';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { comparedPoints, specDifferences } from './compared.ts';

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
    { id: 'a', history: [at(0, 1, 1), at(1, 1, 3), at(0, 2, 0.5)] },
    { id: 'b', history: [at(0, 1, 4)] },
  ];
  expect(comparedPoints(runs, 'loss')).toEqual([
    { x: 1, a: 2, b: 4 },
    { x: 2, a: 0.5, b: null },
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
