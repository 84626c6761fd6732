import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import {
  endlessSpec,
  makeTestProject,
  openTestEngine,
  smallSpec,
  whenEnded,
  whenRun,
} from '../runs/test-support.ts';
import { trainToEnd } from '../runs/train-to-end.ts';

const { resolve } = createRequire(import.meta.url);
const urlOf = (name: string) => pathToFileURL(resolve(name)).href;

/** What a native TensorFlow that was built for another processor does. */
const CRASH = 'process.kill(process.pid, "SIGILL"); for (;;);';
const CRASHED = 'It crashed the trainer as it was tried (signal SIGILL).';

/** A stand-in for tfjs-node-gpu: the processor's TensorFlow, which says it uses a card (or not), with `more` of its own. */
const pretendedCard = (usesCard: boolean, more = '{}') => `
  import '${urlOf('@tensorflow/tfjs-node')}';
  import tf from '${urlOf('@tensorflow/tfjs-core')}';
  const backend = tf.findBackend('tensorflow');
  const own = { isUsingGpuDevice: () => ${usesCard}, ...${more} };
  backend.binding = Object.create(backend.binding, Object.getOwnPropertyDescriptors(own));`;

/** Lets every trainer find an NVIDIA card and no other, and load these modules in place of the native packages. */
function pretend(modules: Readonly<Record<'gpu' | 'processor', string | null>>): void {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return pathToFileURL(join(folder, name)).href;
  };
  const tool = join(folder, 'nvidia-smi');
  writeFileSync(tool, '#!/bin/sh\necho "Test Card 9000, 8192"\n');
  chmodSync(tool, 0o755);
  const places = {
    '@tensorflow/tfjs-node-gpu': modules.gpu === null ? null : write('gpu.mjs', modules.gpu),
    '@tensorflow/tfjs-node': modules.processor === null ? null : write('processor.mjs', modules.processor),
  };
  const hook = write(
    'hook.mjs',
    `import { registerHooks } from 'node:module';
    const places = ${JSON.stringify(places)};
    registerHooks({
      resolve: (specifier, context, next) =>
        places[specifier] ? { url: places[specifier], shortCircuit: true } : next(specifier, context),
    });`,
  );
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH']}`);
  vi.stubEnv('NODE_OPTIONS', `--import ${hook}`);
  vi.stubEnv('VK_DRIVER_FILES', join(folder, 'none.json'));
}

const look = async () => {
  const { engine } = openTestEngine(temporaryFolder());
  const reports = await engine.call('backends.retry', {});
  return new Map(reports.map((report) => [report.name, report]));
};

const hasNative = existsSync(
  join(dirname(resolve('@tensorflow/tfjs-node/package.json')), 'lib/napi-v8/tfjs_binding.node'),
);

afterEach(() => vi.unstubAllEnvs());

test('a native backend that crashes is told as not there, and the next one is taken', async () => {
  pretend({ gpu: CRASH, processor: CRASH });
  const reports = [...(await look()).values()];
  expect(reports.map(({ name, whyNot, chosen }) => [name, whyNot, chosen])).toEqual([
    ['tfjs-node-gpu', CRASHED, false],
    ['tfjs-node', CRASHED, false],
    ['webgpu', expect.stringContaining('graphics card'), false],
    ['wasm', null, true],
    ['cpu', null, false],
  ]);
});

test('a run with the backend auto does without it and says why; one that names it fails in words', async () => {
  pretend({ gpu: CRASH, processor: CRASH });
  const project = await makeTestProject();
  const spec = smallSpec('emotion', { epochs: 1, backend: 'auto' });
  const { detail } = await trainToEnd(project.engine, spec);
  expect([detail.status, detail.backend]).toEqual(['done', 'wasm']);
  expect(project.events.map(({ message }) => message)).toContainEqual(
    expect.stringContaining(`Not used: tfjs-node-gpu: ${CRASHED} tfjs-node: ${CRASHED}`),
  );
  const { runId } = await project.engine.call('runs.start', { spec: { ...spec, backend: 'tfjs-node' } });
  expect((await whenEnded(project, runId)).message).toBe(
    `The backend tfjs-node cannot be used here. ${CRASHED}`,
  );
});

test('a report made while a run trains is not kept; one made before or after is', async () => {
  // How many times the backends were tried is how often the card's package was loaded.
  const folder = temporaryFolder();
  const loads = join(folder, 'loads');
  writeFileSync(loads, '');
  pretend({
    gpu: `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(loads)}, 'x'); ${CRASH}`,
    processor: CRASH,
  });
  const project = await makeTestProject();
  const list = async () => {
    const before = readFileSync(loads, 'utf8').length;
    await project.engine.call('backends.list', {});
    return readFileSync(loads, 'utf8').length - before;
  };
  await project.engine.call('backends.retry', {});
  expect(await list()).toBe(0);
  const { runId } = await project.engine.call('runs.start', { spec: endlessSpec() });
  await whenRun(project, (event) => event.runId === runId && event.epoch !== null);
  expect(await list()).toBe(0);
  await project.engine.call('backends.retry', {});
  expect(await list()).toBe(1);
  await project.engine.call('runs.cancel', { runId });
  expect(await list()).toBe(1);
  expect(await list()).toBe(0);
});

test('the card is asked for memory as it is needed: another trainer may want some', async () => {
  const said = 'throw new Error("growth " + process.env.TF_FORCE_GPU_ALLOW_GROWTH);';
  pretend({ gpu: said, processor: CRASH });
  expect((await look()).get('tfjs-node-gpu')?.whyNot).toBe('tfjs-node-gpu does not load (growth true).');
});

test('a run that names webgpu where no graphics card is fails in words', async () => {
  pretend({ gpu: CRASH, processor: CRASH });
  const project = await makeTestProject();
  const spec = smallSpec('emotion', { epochs: 1, backend: 'webgpu' });
  const { runId } = await project.engine.call('runs.start', { spec });
  const { status, message } = await whenEnded(project, runId);
  expect([status, message]).toEqual([
    'failed',
    expect.stringMatching(/^The backend webgpu cannot be used here\. Dawn finds no graphics card/),
  ]);
});

test.runIf(hasNative)('with a card, the processor beside it is tried by itself', async () => {
  pretend({ gpu: pretendedCard(true), processor: null });
  const reports = await look();
  expect(reports.get('tfjs-node-gpu')).toMatchObject({
    available: true,
    device: 'Test Card 9000',
    memoryMiB: 8192,
    verified: false,
    chosen: true,
  });
  expect(reports.get('tfjs-node')).toMatchObject({ available: true, whyNot: null, chosen: false });
});

test.runIf(hasNative)('where its TensorFlow cannot use the card, it computes on the processor', async () => {
  // A second TensorFlow would not load beside it.
  pretend({ gpu: pretendedCard(false), processor: 'throw new Error("A second TensorFlow.")' });
  const reports = await look();
  expect(reports.get('tfjs-node-gpu')?.whyNot).toMatch(/cannot use the Test Card 9000/);
  expect(reports.get('tfjs-node')).toMatchObject({ device: expect.stringMatching(/^CPU/), chosen: true });
});

test.runIf(hasNative)(
  'a card that fails the training step leaves the processor to another process',
  async () => {
    const broken = '{ executeOp: () => { throw new Error("Could not create cudnn handle"); } }';
    pretend({ gpu: pretendedCard(true, broken), processor: null });
    const reports = await look();
    expect(reports.get('tfjs-node-gpu')?.whyNot).toBe(
      'It failed a small training step: Could not create cudnn handle.',
    );
    expect(reports.get('tfjs-node')).toMatchObject({ available: true, chosen: true });
  },
);
