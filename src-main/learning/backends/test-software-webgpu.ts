/**
 * For the tests alone: computes on a software adapter, which the ladder refuses, and prints what came of it as JSON.
 * A process of its own, since Vulkan reads its environment as the process starts.
 */
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
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

/** What a reader of tensors hears once the card is gone. */
async function wordsOfLoss(): Promise<string> {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('WebGPU is not the active backend.');
  const sum = tf.add(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]));
  backend.device.destroy();
  return sum.data().then(
    (values) => `It read ${values.join(' ')}.`,
    (error: unknown) => String(error),
  );
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
const tensors = tf.memory().numTensors;
const lost = await wordsOfLoss();
process.stdout.write(`${JSON.stringify({ refusal, device, trial, strays, trained, tensors, lost })}\n`);
// Dawn would keep the process waiting.
process.exit(0);
