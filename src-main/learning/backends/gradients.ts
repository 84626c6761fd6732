import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '#shared/base/random.ts';
import type { LossSpec } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { createLoss } from '../losses/loss.ts';
import type { BatchTruth } from '../losses/truth.ts';
import type { Batch } from '../models/batch-steps.ts';
import { describeCnnLstm, type ModelDescription } from '../models/description.ts';
import { runModel } from '../models/executor.ts';
import { initialWeights } from '../models/initial-weights.ts';

/** The first step of a training: a model, drawn clips, a loss. */
export interface GradientCase {
  readonly name: string;
  readonly description: ModelDescription;
  readonly loss: LossSpec;
  readonly batch: Batch;
  readonly truth: BatchTruth;
  readonly dropoutSeed: number | null;
}

/** Small, since plain JavaScript computes them too. */
const INPUT = { framesPerClip: 4, imageSize: 16 } as const;
const CLIPS = 4;
const CLASSES = 3;
const SEED = 20;

const emotionLosses: readonly LossSpec[] = [
  { kind: 'cross-entropy', labelSmoothing: 0.1 },
  { kind: 'focal', gamma: 2 },
  { kind: 'soft-cross-entropy' },
  { kind: 'kl' },
];
const intensityLosses: readonly LossSpec[] = [
  { kind: 'mse' },
  { kind: 'mae' },
  { kind: 'huber', delta: 0.3 },
  { kind: 'ccc' },
];

/** Every loss on the default model; both tasks on one that has all a spec can ask of a model. */
export function gradientCases(): GradientCase[] {
  return [
    ...emotionLosses.map((loss) => makeCase('emotion', loss, false)),
    ...intensityLosses.map((loss) => makeCase('intensity', loss, false)),
    makeCase('emotion', { kind: 'cross-entropy', labelSmoothing: 0 }, true),
    makeCase('intensity', { kind: 'mse' }, true),
  ];
}

/** `rich`: colour, masked clips, two LSTMs that read both ways, dropout. */
function makeCase(task: 'emotion' | 'intensity', loss: LossSpec, rich: boolean): GradientCase {
  const spec = defaultRunSpec(task);
  const description = describeCnnLstm(
    rich ? { ...spec.model, lstmLayers: 2, bidirectional: true, dropout: 0.3 } : spec.model,
    { ...spec.input, ...INPUT, ...(rich ? ({ representation: 'rgb', lengths: 'mask' } as const) : {}) },
    task === 'emotion' ? { task, classCount: CLASSES } : { task },
  );
  const random = createRandom(SEED);
  const draw = (count: number) => Array.from({ length: count }, () => random.next());
  const { framesPerClip, imageSize, channels } = description;
  const isSoft = loss.kind === 'soft-cross-entropy' || loss.kind === 'kl';
  return {
    name: `${task}, ${loss.kind}${rich ? ', the largest model' : ''}`,
    description,
    loss,
    batch: {
      size: CLIPS,
      frames: Float32Array.from(draw(CLIPS * framesPerClip * imageSize ** 2 * channels)),
      frameCounts: rich ? [4, 3, 1, 4] : null,
    },
    truth: {
      yTrue: task === 'emotion' ? [0, 2, 1, 1] : draw(CLIPS),
      distributions: isSoft ? Array.from({ length: CLIPS }, () => sumToOne(draw(CLASSES))) : null,
      weights: rich ? [1, 2, 0.5, 1] : null,
    },
    dropoutSeed: rich ? SEED : null,
  };
}

function sumToOne(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

/**
 * How far a backend (by TensorFlow.js's own name, both registered) is from plain JavaScript: of the loss, and the
 * largest of a gradient, as a share of the largest gradient.
 */
export async function strayFromCpu(tfName: string, of: GradientCase): Promise<number> {
  const right = await lossGradient('cpu', of);
  const got = await lossGradient(tfName, of);
  const largest = right.gradient.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const off = right.gradient.map((value, index) => Math.abs(value - (got.gradient[index] ?? Number.NaN)));
  // Not Math.max alone: it must not lose a NaN to a smaller number.
  const stray = off.reduce((max, value) => (value <= max ? max : value), 0) / largest;
  const lossStray = Math.abs(got.loss - right.loss) / Math.abs(right.loss);
  return Number.isNaN(stray) || Number.isNaN(lossStray) ? Number.NaN : Math.max(stray, lossStray);
}

async function lossGradient(tfName: string, of: GradientCase) {
  await tf.setBackend(tfName);
  const { description, batch, truth, dropoutSeed } = of;
  const { framesPerClip, imageSize, channels } = description;
  const [loss, gradient] = tf.tidy(() => {
    const weights = tf.tensor1d(initialWeights(description, SEED));
    const shape: [number, number, number, number] = [
      batch.size * framesPerClip,
      imageSize,
      imageSize,
      channels,
    ];
    const frames = tf.tensor4d(batch.frames, shape);
    const run = runModel(description, weights, frames, { frameCounts: batch.frameCounts, dropoutSeed });
    const batchLoss = createLoss(of.loss)(truth, run.yPred);
    return [tf.div(batchLoss.sum, batchLoss.divisor), run.backward(batchLoss.gradient)];
  });
  const [lossValue = Number.NaN] = await loss.data();
  const values = await gradient.data();
  tf.dispose([loss, gradient]);
  return { loss: lossValue, gradient: [...values] };
}
