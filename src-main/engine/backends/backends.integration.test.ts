import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { makeTestProject, openTestEngine, smallSpec, whenEnded } from '../runs/test-support.ts';
import { trainToEnd } from '../runs/train-to-end.ts';

/** What a native TensorFlow that was built for another processor does. */
const HOOK = `
import { registerHooks } from 'node:module';
const crash = 'data:text/javascript,process.kill(process.pid, "SIGILL"); for (;;);';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('@tensorflow/tfjs-node') ? { url: crash, shortCircuit: true } : next(specifier, context),
});`;
const CRASHED = 'It crashed the trainer as it was tried (signal SIGILL).';

beforeEach(() => {
  const file = join(temporaryFolder(), 'hook.mjs');
  writeFileSync(file, HOOK);
  vi.stubEnv('NODE_OPTIONS', `--import ${pathToFileURL(file)}`);
  return () => vi.unstubAllEnvs();
});

test('a native backend that crashes is told as not there, and the next one is taken', async () => {
  const { engine } = openTestEngine(temporaryFolder());
  const reports = await engine.call('backends.list', {});
  expect(reports.map(({ name, whyNot, chosen }) => [name, whyNot, chosen])).toEqual([
    ['tfjs-node-gpu', CRASHED, false],
    ['tfjs-node', CRASHED, false],
    ['wasm', null, true],
    ['cpu', null, false],
  ]);
});

test('a run with the backend auto does without it and says why; one that names it fails in words', async () => {
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
