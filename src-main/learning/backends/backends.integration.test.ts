import { totalmem } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { gradientCases, strayFromCpu } from './gradients.ts';
import { listBackends, selectBackend } from './index.ts';
import { tryTrainingStep } from './trial.ts';

const TF_NAMES = {
  'tfjs-node-gpu': 'tensorflow',
  'tfjs-node': 'tensorflow',
  webgpu: 'webgpu',
  wasm: 'wasm',
  cpu: 'cpu',
} as const;

test('the ladder is listed best first, and auto takes the first that works', async () => {
  const reports = await listBackends();
  expect(reports.map((report) => report.name)).toEqual([
    'tfjs-node-gpu',
    'tfjs-node',
    'webgpu',
    'wasm',
    'cpu',
  ]);
  const working = reports.filter((report) => report.available);
  expect(working.map((report) => report.name)).toEqual(expect.arrayContaining(['wasm', 'cpu']));
  expect(reports.filter((report) => report.chosen)).toEqual([working[0]]);
  expect(working[0]?.name).not.toBe('cpu');

  const inUse = await selectBackend('auto');
  expect(inUse.name).toBe(working[0]?.name);
  expect(tf.getBackend()).toBe(TF_NAMES[inUse.name]);
});

test('each that works says its version and device, each that does not says why and what to do', async () => {
  for (const report of await listBackends()) {
    if (report.available)
      expect(report).toMatchObject({
        version: expect.stringContaining('4.22'),
        device: expect.stringMatching(/\w/),
        whyNot: null,
        fix: null,
      });
    else
      expect(report).toMatchObject({
        version: null,
        device: null,
        memoryMiB: null,
        chosen: false,
        whyNot: expect.stringMatching(/npm run setup|card|Not tried/),
      });
  }
});

test('what computes on the processor has its memory', async () => {
  const mine = Math.round(totalmem() / 2 ** 20);
  for (const { name, available, memoryMiB } of await listBackends()) {
    if (!available || name === 'tfjs-node-gpu' || name === 'webgpu') continue;
    expect(memoryMiB).toBeGreaterThan(0);
    expect(memoryMiB).toBeLessThanOrEqual(name === 'wasm' ? Math.min(4096, mine) : mine);
  }
});

test('a backend that is asked for is the one that computes, or an error that says why not', async () => {
  for (const { name, available, whyNot, fix } of await listBackends()) {
    if (available) {
      expect(await selectBackend(name)).toMatchObject({ name, reason: 'Named by the run.' });
      expect(tf.getBackend()).toBe(TF_NAMES[name]);
    } else {
      await expect(selectBackend(name)).rejects.toMatchObject({
        code: 'bad-input',
        message: `The backend ${name} cannot be used here. ${whyNot}${fix === null ? '' : ` To mend it: ${fix}`}`,
      });
    }
  }
});

test('the trial step notices a backend whose numbers are wrong', async () => {
  await selectBackend('cpu');
  expect(await tryTrainingStep()).toBeNull();
  const right = tf.getKernel(tf.Conv2DBackpropFilter, 'cpu');
  tf.unregisterKernel(tf.Conv2DBackpropFilter, 'cpu');
  tf.registerKernel({
    ...right,
    kernelFunc: (params) => {
      const { x, dy } = params.inputs;
      return right.kernelFunc({ ...params, inputs: { x: dy, dy: x } as tf.NamedTensorInfoMap }); // swapped on purpose
    },
  });
  expect(await tryTrainingStep().catch((error: unknown) => error)).not.toBeNull();
  tf.unregisterKernel(tf.Conv2DBackpropFilter, 'cpu');
  tf.registerKernel(right);
  expect(await tryTrainingStep()).toBeNull();
});

test("gradients of a backend are cpu's within 1e-4, and those of a wrong one are not", async () => {
  await selectBackend('cpu');
  await selectBackend('wasm');
  const [first] = gradientCases();
  if (first === undefined) throw new Error('There is no case.');
  expect(await strayFromCpu('wasm', first)).toBeLessThan(1e-4);
  const right = tf.getKernel(tf.Tanh, 'wasm');
  tf.unregisterKernel(tf.Tanh, 'wasm');
  tf.registerKernel({ ...right, kernelFunc: tf.getKernel(tf.Sigmoid, 'wasm').kernelFunc });
  expect(await strayFromCpu('wasm', first)).toBeGreaterThan(1e-2);
  tf.unregisterKernel(tf.Tanh, 'wasm');
  tf.registerKernel(right);
});
