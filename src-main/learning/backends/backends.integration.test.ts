import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { listBackends, selectBackend } from './index.ts';
import { tryTrainingStep } from './trial.ts';

const TF_NAMES = {
  'tfjs-node-gpu': 'tensorflow',
  'tfjs-node': 'tensorflow',
  wasm: 'wasm',
  cpu: 'cpu',
} as const;

test('the ladder is listed best first, and auto takes the first that works', async () => {
  const reports = await listBackends();
  expect(reports.map((report) => report.name)).toEqual(['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu']);
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
      expect(report).toMatchObject({ version: expect.stringContaining('4.22'), whyNot: null });
    else
      expect(report).toMatchObject({
        version: null,
        device: null,
        whyNot: expect.stringMatching(/npm run setup|card|Not tried/),
      });
  }
});

test('a backend that is asked for is the one that computes, or an error that says why not', async () => {
  for (const { name, available, whyNot } of await listBackends()) {
    if (available) {
      expect(await selectBackend(name)).toMatchObject({ name, reason: 'Named by the run.' });
      expect(tf.getBackend()).toBe(TF_NAMES[name]);
    } else {
      await expect(selectBackend(name)).rejects.toMatchObject({
        code: 'bad-input',
        message: `The backend ${name} cannot be used here. ${whyNot}`,
      });
    }
  }
});

test('the trial step notices a backend whose numbers are wrong', async () => {
  await selectBackend('cpu');
  expect(tryTrainingStep()).toBeNull();
  const right = tf.getKernel(tf.Conv2DBackpropFilter, 'cpu');
  tf.unregisterKernel(tf.Conv2DBackpropFilter, 'cpu');
  tf.registerKernel({
    ...right,
    kernelFunc: (params) => {
      const { x, dy } = params.inputs;
      return right.kernelFunc({ ...params, inputs: { x: dy, dy: x } as tf.NamedTensorInfoMap }); // swapped on purpose
    },
  });
  expect(() => expect(tryTrainingStep()).toBeNull()).toThrow();
  tf.unregisterKernel(tf.Conv2DBackpropFilter, 'cpu');
  tf.registerKernel(right);
  expect(tryTrainingStep()).toBeNull();
});
