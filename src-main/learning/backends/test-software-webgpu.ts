/**
 * For the tests alone: computes on a software adapter, which the ladder refuses, and prints what came of it as JSON.
 * A process of its own, since Vulkan reads its environment as the process starts.
 */
import * as tf from '@tensorflow/tfjs-core';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { createCnnLstm } from '../models/cnn-lstm.ts';
import { growingSquares } from '../test-helper.ts';
import { gradientCases, strayFromCpu } from './gradients.ts';
import { selectBackend } from './index.ts';
import { tryTrainingStep } from './trial.ts';
import { loadWebgpu } from './webgpu.ts';

const CLIPS = 8;
const INPUT = { framesPerClip: 4, imageSize: 16 };

async function losses(): Promise<number[]> {
  const spec = defaultRunSpec('intensity');
  const input = { ...spec.input, ...INPUT };
  const optimizer = { kind: 'adamw', weightDecay: 0.01 } as const;
  const { x, yTrue } = growingSquares(CLIPS, INPUT.framesPerClip, INPUT.imageSize, 3);
  const of = {
    ...spec,
    input,
    optimizer,
    batchSize: 4,
    epochs: 4,
    head: { task: 'intensity' },
    classes: [],
  } as const;
  const model = createCnnLstm(of);
  const seen: number[] = [];
  await model.fit({
    x,
    yTrue,
    distributions: null,
    subjects: yTrue.map(String),
    heldOut: null,
    resumeFrom: null,
    note: () => {},
    onEpochEnd: ({ loss }) => void seen.push(loss),
    signal: new AbortController().signal,
  });
  model.dispose();
  return seen;
}

const refusal = await selectBackend('webgpu').then(
  () => null,
  (error: unknown) => String(error),
);
await selectBackend('cpu');
const { tfName, device } = await loadWebgpu('accepted');
await tf.setBackend(tfName);
const trial = await tryTrainingStep();
const strays: Record<string, number> = {};
for (const one of gradientCases()) strays[one.name] = await strayFromCpu(tfName, one);
const trained = { losses: await losses(), backend: tf.getBackend() };
process.stdout.write(
  `${JSON.stringify({ refusal, device, trial, strays, trained, tensors: tf.memory().numTensors })}\n`,
);
// Dawn would keep the process waiting.
process.exit(0);
