import { existsSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LossSpec } from '#shared/domain/run-spec.ts';
import { crossEntropyLoss, focalLoss } from '#shared/kernels/losses.ts';
import { selectBackend } from '../backends/index.ts';
import { availableBackends } from '../test-helper.ts';
import { createLoss } from './loss.ts';

const REFERENCE = '../shared/reference/09_losses_gradients.json';
const backends = await availableBackends();
afterEach(() => selectBackend('cpu'));

function lossOf(
  spec: LossSpec,
  yTrue: readonly number[],
  yPred: readonly (readonly number[])[],
  classWeights: readonly number[] | null = null,
) {
  return tf.tidy(() => {
    const width = yPred[0]?.length ?? 0;
    const { sum, divisor, gradient } = createLoss(spec, classWeights)(
      yTrue,
      tf.tensor2d(yPred.flat(), [yPred.length, width]),
    );
    expect(gradient.shape).toEqual([yPred.length, width]);
    return { value: (sum.dataSync()[0] ?? Number.NaN) / divisor, gradient: [...gradient.dataSync()] };
  });
}

function expectClose(got: readonly number[], expected: readonly number[], tolerance: number): void {
  expect(got).toHaveLength(expected.length);
  for (const [index, value] of expected.entries())
    expect(Math.abs((got[index] ?? Number.NaN) - value)).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    );
}

describe.each(backends)('on %s', (backend) => {
  test('MSE and MAE by hand: errors -0.5, 0.1, 0', async () => {
    await selectBackend(backend);
    const [yTrue, yPred] = [
      [1, 0.2, 0.4],
      [[0.5], [0.3], [0.4]],
    ];
    const mse = lossOf({ kind: 'mse' }, yTrue, yPred);
    expect(mse.value).toBeCloseTo((0.25 + 0.01) / 3, 6);
    expectClose(mse.gradient, [-1 / 3, 0.2 / 3, 0], 1e-6);
    const mae = lossOf({ kind: 'mae' }, yTrue, yPred);
    expect(mae.value).toBeCloseTo(0.6 / 3, 6);
    expectClose(mae.gradient, [-1 / 3, 1 / 3, 0], 1e-6);
  });

  test('cross-entropy by hand: probabilities 1/4 and 3/4; weights divide by their sum', async () => {
    await selectBackend(backend);
    // Logits (0, ln 3): softmax (1/4, 3/4). Truths 0 and 1.
    const logits = [
      [0, Math.log(3)],
      [0, Math.log(3)],
    ];
    const plain = lossOf({ kind: 'cross-entropy' }, [0, 1], logits);
    expect(plain.value).toBeCloseTo((Math.log(4) + Math.log(4 / 3)) / 2, 6);
    expectClose(plain.gradient, [-0.375, 0.375, 0.125, -0.125], 1e-6);
    const weighted = lossOf({ kind: 'cross-entropy' }, [0, 1], logits, [3, 1]);
    expect(weighted.value).toBeCloseTo((3 * Math.log(4) + Math.log(4 / 3)) / 4, 6);
    expectClose(weighted.gradient, [-0.5625, 0.5625, 0.0625, -0.0625], 1e-6);
  });

  test('focal by hand: gamma 0 is cross-entropy, 2 weighs by the squared miss; weights divide by the number of clips', async () => {
    await selectBackend(backend);
    const logits = [[0, Math.log(3)]];
    const focal = (gamma: number, weights: number[] | null = null) =>
      lossOf({ kind: 'focal', gamma }, [1], logits, weights);
    expect(focal(0).value).toBeCloseTo(Math.log(4 / 3), 6);
    expect(focal(1).value).toBeCloseTo(Math.log(4 / 3) / 4, 6);
    expect(focal(2).value).toBeCloseTo(Math.log(4 / 3) / 16, 6);
    expect(focal(2, [1, 5]).value).toBeCloseTo((5 * Math.log(4 / 3)) / 16, 6);
    // By the truth's logit: (q² - 2 p q ln p) (p - 1), p = 3/4, q = 1/4.
    const slope = (1 / 16 - 2 * 0.75 * 0.25 * Math.log(0.75)) * -0.25;
    expectClose(focal(2).gradient, [-slope, slope], 1e-6);
  });

  test('value and gradient are those of the plain-number form', async () => {
    await selectBackend(backend);
    const logits = [
      [2.5, -1, 0.3],
      [0, 0, 0],
      [-4, 5, 1],
      [80, -80, 0],
      [-30, 0, 30],
    ];
    const yTrue = [0, 2, 1, 0, 0];
    for (const weights of [null, [0.5, 2, 1.25]]) {
      const crossEntropy = crossEntropyLoss(logits, yTrue, weights);
      const got = lossOf({ kind: 'cross-entropy' }, yTrue, logits, weights);
      expectClose([got.value, ...got.gradient], [crossEntropy.value, ...crossEntropy.gradient.flat()], 1e-4);
      for (const gamma of [0, 0.5, 1, 2, 5]) {
        const focal = focalLoss(logits, yTrue, gamma, weights);
        const gotFocal = lossOf({ kind: 'focal', gamma }, yTrue, logits, weights);
        expectClose([gotFocal.value, ...gotFocal.gradient], [focal.value, ...focal.gradient.flat()], 1e-4);
      }
    }
  });
});

const numbers = z.array(z.number());
const valueAndGradient = z.object({ value: z.number(), gradient: z.array(numbers) });
const reference = z.object({
  input: z.object({ logits: z.array(numbers), y: numbers, class_counts: numbers, alpha: numbers }),
  expected: z.object({
    cross_entropy: valueAndGradient,
    weighted_cross_entropy_torch_mean: valueAndGradient,
    focal_gamma2_alpha_mean: valueAndGradient,
    'focal_gamma1.5_alpha1': valueAndGradient,
    focal_gamma0_alpha1_equals_ce: valueAndGradient,
  }),
});

const needed = existsSync(REFERENCE) || process.env['CI'] !== undefined;
describe.runIf(needed)('the reference, within 1e-4', () => {
  const load = () => reference.parse(JSON.parse(readFileSync(REFERENCE, 'utf8')));
  test.each<[keyof z.infer<typeof reference>['expected'], LossSpec, boolean]>([
    ['cross_entropy', { kind: 'cross-entropy' }, false],
    ['weighted_cross_entropy_torch_mean', { kind: 'cross-entropy' }, true],
    ['focal_gamma2_alpha_mean', { kind: 'focal', gamma: 2 }, true],
    ['focal_gamma1.5_alpha1', { kind: 'focal', gamma: 1.5 }, false],
    ['focal_gamma0_alpha1_equals_ce', { kind: 'focal', gamma: 0 }, false],
  ])('%s', async (name, spec, weighted) => {
    const { input, expected } = load();
    for (const backend of backends) {
      await selectBackend(backend);
      const got = lossOf(spec, input.y, input.logits, weighted ? input.alpha : null);
      expectClose(
        [got.value, ...got.gradient],
        [expected[name].value, ...expected[name].gradient.flat()],
        1e-4,
      );
    }
  });
});
