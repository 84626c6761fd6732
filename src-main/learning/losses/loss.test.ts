import { existsSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LossSpec } from '#shared/domain/learning-spec.ts';
import { cccLoss } from '#shared/kernels/losses/concordance.ts';
import { crossEntropyLoss, klLoss, softCrossEntropyLoss } from '#shared/kernels/losses/cross-entropy.ts';
import { focalLoss } from '#shared/kernels/losses/focal.ts';
import { huberLoss, maeLoss, mseLoss } from '#shared/kernels/losses/intensity.ts';
import { at } from '#shared/kernels/numbers.ts';
import { selectBackend } from '../backends/index.ts';
import { availableBackends } from '../test-helper.ts';
import { createLoss } from './loss.ts';
import type { BatchTruth } from './truth.ts';

const TOLERANCE = 1e-4;
const REFERENCE = '../shared/reference/09_losses_gradients.json';
const backends = await availableBackends();
afterEach(() => selectBackend('cpu'));

type Rows = readonly (readonly number[])[];
type Truth = Partial<BatchTruth> & Pick<BatchTruth, 'yTrue'>;

const truthOf = (truth: Truth): BatchTruth => ({ distributions: null, weights: null, ...truth });

/** The loss's figure, then its gradient, row after row. Waits, as not all backends can read without. */
async function figuresOf(spec: LossSpec, truth: Truth, yPred: Rows): Promise<number[]> {
  const { sum, divisor, gradient } = tf.tidy(() => {
    const loss = createLoss(spec)(truthOf(truth), tf.tensor2d(yPred.map((row) => [...row])));
    return { sum: loss.sum, divisor: loss.divisor, gradient: loss.gradient };
  });
  expect(gradient.shape).toEqual([yPred.length, yPred[0]?.length]);
  const figures = [at(await sum.data(), 0) / divisor, ...(await gradient.data())];
  tf.dispose([sum, gradient]);
  return figures;
}

function expectClose(got: readonly number[], expected: readonly number[], tolerance = TOLERANCE): void {
  expect(got).toHaveLength(expected.length);
  for (const [index, value] of expected.entries())
    expect(Math.abs(at(got, index) - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
}

/** The figures of the plain-number form; a gradient of intensities is a column. */
function plainFigures({ value, gradient }: { value: number; gradient: Rows | readonly number[] }): number[] {
  return [value, ...gradient.flat()];
}

const column = (values: readonly number[]): Rows => values.map((value) => [value]);

const LOGITS = [
  [2.5, -1, 0.3],
  [0, 0, 0],
  [-4, 5, 1],
  [80, -80, 0],
  [-30, 0, 30],
  [-1e4, 1e4, 0],
];
const LABELS = [0, 2, 1, 0, 0, 0];
const SHARES = [
  [0.5, 0.25, 0.25],
  [1, 0, 0],
  [0, 0.75, 0.25],
  [1, 0, 0],
  [0, 0.5, 0.5],
  [0.2, 0.8, 0],
];
const INTENSITIES = [0, 0.15, 0.4, 0.55, 0.9, 1];
const PREDICTIONS = [0.2, 0.15, 0.1, 0.5, 0.95, 0.6];
const WEIGHTS = [0.5, 2, 1.25, 1, 3, 0.1];

/** Every loss, with its plain-number form. */
const LOGIT_CASES: [LossSpec, (weights: readonly number[] | null) => number[]][] = [
  ...[0, 0.1, 0.5].map((labelSmoothing): (typeof LOGIT_CASES)[number] => [
    { kind: 'cross-entropy', labelSmoothing },
    (weights) => plainFigures(crossEntropyLoss(LOGITS, LABELS, weights, labelSmoothing)),
  ]),
  ...[0, 0.5, 1, 2, 5].map((gamma): (typeof LOGIT_CASES)[number] => [
    { kind: 'focal', gamma },
    (weights) => plainFigures(focalLoss(LOGITS, LABELS, gamma, weights)),
  ]),
  [{ kind: 'soft-cross-entropy' }, (weights) => plainFigures(softCrossEntropyLoss(LOGITS, SHARES, weights))],
  [{ kind: 'kl' }, (weights) => plainFigures(klLoss(LOGITS, SHARES, weights))],
];
const INTENSITY_CASES: [LossSpec, (weights: readonly number[] | null) => number[]][] = [
  [{ kind: 'mse' }, (weights) => plainFigures(mseLoss(INTENSITIES, PREDICTIONS, weights))],
  [{ kind: 'mae' }, (weights) => plainFigures(maeLoss(INTENSITIES, PREDICTIONS, weights))],
  ...[0.03, 0.25, 2].map((delta): (typeof INTENSITY_CASES)[number] => [
    { kind: 'huber', delta },
    (weights) => plainFigures(huberLoss(INTENSITIES, PREDICTIONS, delta, weights)),
  ]),
  [{ kind: 'ccc' }, () => plainFigures(cccLoss(INTENSITIES, PREDICTIONS))],
];

describe.each(backends)('on %s, within 1e-4 of the plain-number form', (backend) => {
  test.each(LOGIT_CASES)('%o', async (spec, plain) => {
    await selectBackend(backend);
    for (const weights of [null, WEIGHTS])
      expectClose(
        await figuresOf(spec, { yTrue: LABELS, distributions: SHARES, weights }, LOGITS),
        plain(weights),
      );
  });

  test.each(INTENSITY_CASES)('%o', async (spec, plain) => {
    await selectBackend(backend);
    for (const weights of [null, WEIGHTS])
      expectClose(
        await figuresOf(spec, { yTrue: INTENSITIES, weights }, column(PREDICTIONS)),
        plain(weights),
      );
  });

  test('CCC of truths that are all one value is a loss of 1 that pulls nowhere, and so is that of one clip', async () => {
    await selectBackend(backend);
    const same = column([0.3, 0.3, 0.3]);
    expectClose(await figuresOf({ kind: 'ccc' }, { yTrue: [0.3, 0.3, 0.3] }, same), [1, 0, 0, 0], 1e-6);
    expectClose(await figuresOf({ kind: 'ccc' }, { yTrue: [0.1, 0.1] }, column([0.7, 0.2])), [1, 0, 0], 1e-6);
    expectClose(await figuresOf({ kind: 'ccc' }, { yTrue: [0.1] }, column([0.1])), [1, 0], 1e-6);
  });
});

describe('by hand', () => {
  // Softmax (1/4, 3/4).
  const odds = [0, Math.log(3)];
  const [rare, common] = [Math.log(4), Math.log(4 / 3)];

  test('cross-entropy divides by the sum of the weights, focal loss by the number of clips', async () => {
    await selectBackend('cpu');
    const truth = { yTrue: [0, 1], weights: [3, 1] };
    expectClose(
      await figuresOf({ kind: 'cross-entropy', labelSmoothing: 0 }, truth, [odds, odds]),
      [(3 * rare + common) / 4, -0.5625, 0.5625, 0.0625, -0.0625],
      1e-6,
    );
    const [focal] = await figuresOf({ kind: 'focal', gamma: 1 }, truth, [odds, odds]);
    expect(focal).toBeCloseTo((3 * 0.75 * rare + 0.25 * common) / 2, 6);
  });

  test('where clips have no distributions, one emotion is all of theirs', async () => {
    await selectBackend('cpu');
    for (const kind of ['kl', 'soft-cross-entropy'] as const)
      expectClose(await figuresOf({ kind }, { yTrue: [0] }, [odds]), [rare, -0.75, 0.75], 1e-6);
  });

  test('batches of any size add up to the figure of all clips together', async () => {
    await selectBackend('cpu');
    const specs: LossSpec[] = [
      { kind: 'cross-entropy', labelSmoothing: 0.1 },
      { kind: 'focal', gamma: 2 },
      { kind: 'soft-cross-entropy' },
      { kind: 'kl' },
    ];
    const logits = LOGITS.slice(0, 3);
    for (const spec of specs) {
      const part = (from: number, to: number) => {
        const truth = {
          yTrue: LABELS.slice(from, to),
          distributions: SHARES.slice(from, to),
          weights: WEIGHTS.slice(from, to),
        };
        return tf.tidy(() => {
          const { sum, divisor } = createLoss(spec)(truth, tf.tensor2d(logits.slice(from, to)));
          return { sum: at(sum.dataSync(), 0), divisor };
        });
      };
      const [whole, first, rest] = [part(0, 3), part(0, 1), part(1, 3)];
      expect((first.sum + rest.sum) / (first.divisor + rest.divisor)).toBeCloseTo(
        whole.sum / whole.divisor,
        5,
      );
    }
  });
});

describe('the gradient is the slope of the value, by central differences', () => {
  const step = 1e-2;
  const cases: [LossSpec, Truth, Rows][] = [
    ...INTENSITY_CASES.map(([spec]): [LossSpec, Truth, Rows] => [
      spec,
      { yTrue: [0.1, 0.4, 0.9], weights: [1, 3, 0.5] },
      column([0.3, 0.35, 0.2]),
    ]),
    ...LOGIT_CASES.filter(([spec]) => spec.kind !== 'focal' || spec.gamma >= 1).map(
      ([spec]): [LossSpec, Truth, Rows] => [
        spec,
        { yTrue: LABELS.slice(0, 2), distributions: SHARES.slice(0, 2), weights: [2, 0.5] },
        [
          [0.3, -0.4, 1],
          [-0.2, 0.1, 0.6],
        ],
      ],
    ),
  ];
  test.each(cases)('%o', async (spec, truth, yPred) => {
    await selectBackend('cpu');
    const value = async (i: number, j: number, by: number) => {
      const shifted = yPred.map((row, a) => row.map((one, b) => (a === i && b === j ? one + by : one)));
      const [figure = Number.NaN] = await figuresOf(spec, truth, shifted);
      return figure;
    };
    const [, ...gradient] = await figuresOf(spec, truth, yPred);
    const slopes: number[] = [];
    for (const [i, row] of yPred.entries())
      for (const j of row.keys())
        slopes.push(((await value(i, j, step)) - (await value(i, j, -step))) / (2 * step));
    expectClose(gradient, slopes, 1e-3);
  });
});

const numbers = z.array(z.number());
const valueAndGradient = z.object({ value: z.number(), gradient: z.union([z.array(numbers), numbers]) });
const reference = z.object({
  input: z.object({
    logits: z.array(numbers),
    y: numbers,
    alpha: numbers,
    soft_targets: z.array(numbers),
    ccc_target: numbers,
    ccc_prediction: numbers,
  }),
  expected: z.object({
    cross_entropy: valueAndGradient,
    weighted_cross_entropy_torch_mean: valueAndGradient,
    'label_smoothed_ce_0.1': valueAndGradient,
    focal_gamma2_alpha_mean: valueAndGradient,
    'focal_gamma1.5_alpha1': valueAndGradient,
    focal_gamma0_alpha1_equals_ce: valueAndGradient,
    soft_label_kl: valueAndGradient,
    ccc_loss: valueAndGradient,
  }),
});

const needed = existsSync(REFERENCE) || process.env['CI'] !== undefined;
describe.runIf(needed)('the reference, within 1e-4', () => {
  test.each<[keyof z.infer<typeof reference>['expected'], LossSpec, 'weighted' | 'plain']>([
    ['cross_entropy', { kind: 'cross-entropy', labelSmoothing: 0 }, 'plain'],
    ['weighted_cross_entropy_torch_mean', { kind: 'cross-entropy', labelSmoothing: 0 }, 'weighted'],
    ['label_smoothed_ce_0.1', { kind: 'cross-entropy', labelSmoothing: 0.1 }, 'plain'],
    ['focal_gamma2_alpha_mean', { kind: 'focal', gamma: 2 }, 'weighted'],
    ['focal_gamma1.5_alpha1', { kind: 'focal', gamma: 1.5 }, 'plain'],
    ['focal_gamma0_alpha1_equals_ce', { kind: 'focal', gamma: 0 }, 'plain'],
    ['soft_label_kl', { kind: 'kl' }, 'plain'],
    ['ccc_loss', { kind: 'ccc' }, 'plain'],
  ])('%s', async (name, spec, weighting) => {
    const { input, expected } = reference.parse(JSON.parse(readFileSync(REFERENCE, 'utf8')));
    const weights = weighting === 'weighted' ? input.y.map((label) => at(input.alpha, label)) : null;
    const [truth, yPred] =
      spec.kind === 'ccc'
        ? [{ yTrue: input.ccc_target }, column(input.ccc_prediction)]
        : [{ yTrue: input.y, distributions: input.soft_targets, weights }, input.logits];
    for (const backend of backends) {
      await selectBackend(backend);
      expectClose(await figuresOf(spec, truth, yPred), plainFigures(expected[name]));
    }
  });
});
