import { expect, test } from 'vitest';
import { describeCnnLstm, describeWeights, sizeOf } from './description.ts';
import { initialWeights } from './initial-weights.ts';

const DESCRIPTION = describeCnnLstm(
  {
    ...{ convFilters: [6], kernelSize: 3, denseUnits: 12, lstmUnits: 10 },
    ...{ lstmLayers: 1, bidirectional: false, dropout: 0 },
  },
  { framesPerClip: 4, imageSize: 12, representation: 'grey', lengths: 'resample' },
  { task: 'intensity' },
);

function weightsByName(seed: number): Map<string, Float32Array> {
  const flat = initialWeights(DESCRIPTION, seed);
  let at = 0;
  const entries = describeWeights(DESCRIPTION).map(({ name, shape }): [string, Float32Array] => {
    const part = flat.subarray(at, at + sizeOf(shape));
    at += part.length;
    return [name, part];
  });
  expect(at).toBe(flat.length);
  return new Map(entries);
}

test('kernels fill ±sqrt(6 / (fan in + fan out)) evenly', () => {
  const weights = weightsByName(1);
  const fans: [string, number][] = [
    ['conv1/kernel', 9 * 1 + 9 * 6],
    ['dense/kernel', 150 + 12],
    ['lstm/kernel', 12 + 40],
  ];
  for (const [name, fan] of fans) {
    const values = weights.get(name) ?? new Float32Array();
    const limit = Math.sqrt(6 / fan);
    const largest = Math.max(...values.map(Math.abs));
    expect(largest).toBeLessThanOrEqual(limit);
    expect(largest).toBeGreaterThan(0.9 * limit);
    expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.2 * limit);
  }
});

test('the rows of the recurrent kernel are orthonormal', () => {
  const recurrent = weightsByName(1).get('lstm/recurrent') ?? new Float32Array();
  const row = (r: number) => [...recurrent.subarray(r * 40, (r + 1) * 40)];
  for (let a = 0; a < 10; a++)
    for (let b = 0; b <= a; b++) {
      const product = row(a).reduce((sum, value, i) => sum + value * (row(b)[i] ?? 0), 0);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
});

test('biases are 0, that of the forget gate 1', () => {
  const weights = weightsByName(1);
  expect(new Set(weights.get('dense/bias'))).toEqual(new Set([0]));
  const bias = [...(weights.get('lstm/bias') ?? [])];
  expect(bias).toEqual([...Array(10).fill(0), ...Array(10).fill(1), ...Array(20).fill(0)]);
});

test('the same seed gives the same weights, another seed others', () => {
  expect(initialWeights(DESCRIPTION, 5)).toEqual(initialWeights(DESCRIPTION, 5));
  expect(initialWeights(DESCRIPTION, 5)).not.toEqual(initialWeights(DESCRIPTION, 6));
});
