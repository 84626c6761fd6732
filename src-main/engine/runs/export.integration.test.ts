import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { openPack } from '#main/framestore/pack-reader.ts';
import { createPackSource } from '#main/trainer/clip-source.ts';
import { trainingJob } from '#shared/contract/children.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { taskId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { runPaths } from './folder.ts';
import {
  endlessSpec,
  makeTestProject,
  readRunCsv,
  readRunJson,
  smallSpec,
  type TestProject,
  whenRun,
} from './test-support.ts';
import { trainToEnd } from './train-to-end.ts';

const asTask = () => ({ taskId: taskId.parse(crypto.randomUUID()) });

async function trained(spec: RunSpec): Promise<{ project: TestProject; id: RunId; out: string }> {
  const project = await makeTestProject();
  const { detail } = await trainToEnd(project.engine, spec);
  return { project, id: detail.id, out: join(project.dir, '..', 'taken') };
}

/** The clips that fold `index` held out, as the trainer reads them, with what the run predicted of each. */
async function heldOutOf(dir: string, id: RunId, index: number) {
  const job = trainingJob.parse(readRunJson(dir, id, 'job'));
  const rows = readRunCsv(dir, id, 'predictions.csv').filter((row) => row['fold'] === String(index));
  const pack = openPack(job.packFile);
  try {
    const source = createPackSource(pack, job.clips, job.spec.input);
    const places = rows.map((row) => job.clips.findIndex(({ clipId }) => String(clipId) === row['clip_id']));
    const { frames } = await source.readBatch(places, null);
    const { framesPerClip, imageSize, channels } = source;
    return { rows, frames, shape: [rows.length, framesPerClip, imageSize, imageSize, channels] };
  } finally {
    pack.close();
  }
}

async function byOnnx(file: string, frames: Float32Array, shape: number[]): Promise<number[]> {
  const session = await InferenceSession.create(file);
  const outputs = await session.run({ frames: new Tensor('float32', frames, shape) });
  const values = outputs['probabilities']?.data;
  if (!(values instanceof Float32Array)) throw new Error('ONNX Runtime gave no numbers.');
  return [...values];
}

async function byLayers(file: string, frames: Float32Array, shape: number[]): Promise<number[]> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(file, 'utf8'));
  const [{ paths, weights: weightSpecs }] = weightsManifest;
  const weightData = Uint8Array.from(readFileSync(join(file, '..', paths[0]))).buffer;
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const output = model.predict(tf.tensor(frames, shape)) as tf.Tensor; // a model of one output
  return [...(await output.data())];
}

it('gives others the very models: the same predictions of every held-out clip', async () => {
  const stacked = { lstmLayers: 2, bidirectional: true, dropout: 0.3 };
  const small = smallSpec('emotion');
  const { project, id, out } = await trained({ ...small, model: { ...small.model, ...stacked } });
  const { dir, files } = await project.engine.call('runs.export', { runId: id, dir: out, ...asTask() });
  expect(dir).toBe(out);
  for (const file of files) expect(existsSync(join(out, file))).toBe(true);
  const runDir = runPaths(project.dir, id).dir;
  for (const name of ['spec.json', 'split.json', 'labels.json', 'history.csv', 'predictions.csv'])
    expect(readFileSync(join(out, name))).toEqual(readFileSync(join(runDir, name)));

  let compared = 0;
  for (const fold of [0, 1, 2]) {
    const { rows, frames, shape } = await heldOutOf(project.dir, id, fold);
    const expected = rows.flatMap((row) => [Number(row['p_anger']), Number(row['p_happiness'])]);
    const onnx = await byOnnx(join(out, 'onnx', `fold-${fold}.onnx`), frames, shape);
    const layers = await byLayers(join(out, 'tfjs', `fold-${fold}`, 'model.json'), frames, shape);
    for (const [place, value] of expected.entries()) {
      expect(onnx[place]).toBeCloseTo(value, 4);
      expect(layers[place]).toBeCloseTo(value, 4);
      compared++;
    }
  }
  expect(compared).toBe(2 * 12);

  const card = readFileSync(join(out, 'MODEL_CARD.md'), 'utf8');
  expect(card).toContain(`# Model card: run ${id}`);
  expect(card).toContain('`frames` [batch, 2, 8, 8, 1]');
  expect(card).toContain('in this order: anger, happiness');
  expect(card).toContain('| anger | 6 |');
  expect(card).toContain('12 clips of 6 subjects');
});

describe('it is there whole or not at all', () => {
  it('refuses a folder in use, a file in its place, no place at all, and a path from nowhere', async () => {
    const { project, id, out } = await trained(smallSpec('emotion'));
    const exportTo = (dir: string) => project.engine.call('runs.export', { runId: id, dir, ...asTask() });
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.txt'), 'mine');
    await expect(exportTo(out)).rejects.toThrow(`${out} is there already and not empty: name a new folder.`);
    expect(readdirSync(out)).toEqual(['thesis.txt']);
    await expect(exportTo(join(out, 'thesis.txt'))).rejects.toThrow('is a file: name a new folder.');
    await expect(exportTo(join(out, 'none', 'deeper'))).rejects.toThrow(
      `There is no folder ${join(out, 'none')}.`,
    );
    await expect(exportTo('taken')).rejects.toThrow('taken is not an absolute path');

    rmSync(join(out, 'thesis.txt'));
    expect((await exportTo(out)).files).toContain('MODEL_CARD.md');

    const runDir = runPaths(project.dir, id).dir;
    rmSync(join(runDir, 'predictions.csv'));
    const other = `${out}-2`;
    await expect(exportTo(other)).rejects.toThrow('predictions.csv: it is not there. Bring back the folder');
    expect(existsSync(other)).toBe(false);
    expect(readdirSync(join(out, '..')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    writeFileSync(join(runDir, 'weights', 'fold-1.bin'), 'short');
    await expect(exportTo(other)).rejects.toThrow(/fold-1\.bin has 5 bytes where \d+ weights take/);
  });

  it('refuses a run that has not finished', async () => {
    const project = await makeTestProject();
    const { runId } = await project.engine.call('runs.start', { spec: endlessSpec() });
    await whenRun(project, (event) => event.status === 'training');
    const dir = join(project.dir, '..', 'taken');
    await expect(project.engine.call('runs.export', { runId, dir, ...asTask() })).rejects.toThrow(
      'has not finished yet',
    );
    await project.engine.call('runs.cancel', { runId });
  });
});
