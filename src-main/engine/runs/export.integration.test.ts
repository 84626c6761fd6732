import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { openPack } from '#main/framestore/pack-reader.ts';
import { createPackSource } from '#main/trainer/clip-source.ts';
import { type TrainingJob, trainingJob } from '#shared/contract/children.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { taskId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { runPaths } from './folder.ts';
import {
  allClipIds,
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

interface Clips {
  readonly frames: Float32Array;
  readonly frameCounts: readonly number[] | null;
  readonly shape: readonly number[];
}

/** The clips at `places` of a job, as the trainer reads them. */
async function readClips(job: TrainingJob, places: readonly number[]): Promise<Clips> {
  const pack = openPack(job.packFile);
  try {
    const source = createPackSource(pack, job.clips, job.spec.input);
    const batch = await source.readBatch(places, null);
    const { framesPerClip, imageSize, channels } = source;
    return { ...batch, shape: [places.length, framesPerClip, imageSize, imageSize, channels] };
  } finally {
    pack.close();
  }
}

/** The clips that fold `index` held out, with what the run predicted of each. */
async function heldOutOf(dir: string, id: RunId, index: number) {
  const job = trainingJob.parse(readRunJson(dir, id, 'job'));
  const rows = readRunCsv(dir, id, 'predictions.csv').filter((row) => row['fold'] === String(index));
  const places = rows.map((row) => job.clips.findIndex(({ clipId }) => String(clipId) === row['clip_id']));
  return { rows, clips: await readClips(job, places) };
}

async function byOnnx(
  file: string,
  { frames, frameCounts, shape }: Clips,
  output: 'probabilities' | 'intensity' = 'probabilities',
): Promise<number[]> {
  const session = await InferenceSession.create(file);
  const counts =
    frameCounts === null ? {} : { frameCounts: new Tensor('int32', frameCounts, [frameCounts.length]) };
  const outputs = await session.run({ frames: new Tensor('float32', frames, shape), ...counts });
  const values = outputs[output]?.data;
  if (!(values instanceof Float32Array)) throw new Error('ONNX Runtime gave no numbers.');
  return [...values];
}

async function byLayers(file: string, { frames, shape }: Clips): Promise<number[]> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(file, 'utf8'));
  const [{ paths, weights: weightSpecs }] = weightsManifest;
  const weightData = Uint8Array.from(readFileSync(join(file, '..', paths[0]))).buffer;
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const output = model.predict(tf.tensor(frames, [...shape])) as tf.Tensor; // a model of one output
  return [...(await output.data())];
}

const ofModel = (changes: Partial<RunSpec['model']>): Partial<RunSpec> => ({
  model: { ...smallSpec('emotion').model, ...changes },
});
const ofInput = (changes: Partial<RunSpec['input']>): Partial<RunSpec> => ({
  input: { ...smallSpec('emotion').input, ...changes },
});

describe.each<[string, Partial<RunSpec>]>([
  ['stacked, both ways, with dropout', ofModel({ lstmLayers: 2, bidirectional: true, dropout: 0.3 })],
  ['in colour', ofInput({ representation: 'rgb', imageSize: 10 })],
  ['of flow', ofInput({ representation: 'flow', window: 'onset-apex' })],
  // Of 6 frames the clips have 4.
  ['masked', ofInput({ lengths: 'mask', framesPerClip: 6 })],
])('a run %s', (_, changes) => {
  it('gives others the very models: the same predictions of every held-out clip', async () => {
    const { project, id, out } = await trained(smallSpec('emotion', changes));
    const { dir } = await project.engine.call('runs.export', { runId: id, dir: out, ...asTask() });
    let compared = 0;
    for (const fold of [0, 1, 2]) {
      const { rows, clips } = await heldOutOf(project.dir, id, fold);
      const expected = rows.flatMap((row) => [Number(row['p_anger']), Number(row['p_happiness'])]);
      const onnx = await byOnnx(join(dir, 'onnx', `fold-${fold}.onnx`), clips);
      // It has no way to say how many frames there are.
      const layers =
        clips.frameCounts === null
          ? await byLayers(join(dir, 'tfjs', `fold-${fold}`, 'model.json'), clips)
          : onnx;
      for (const [place, value] of expected.entries()) {
        expect(onnx[place]).toBeCloseTo(value, 4);
        expect(layers[place]).toBeCloseTo(value, 4);
        compared++;
      }
    }
    expect(compared).toBe(2 * 12);
  });
});

it('takes its data along as they are, and a card that describes them', async () => {
  const { project, id, out } = await trained(smallSpec('emotion'));
  const { dir, files } = await project.engine.call('runs.export', { runId: id, dir: out, ...asTask() });
  expect(dir).toBe(out);
  for (const file of files) expect(existsSync(join(out, file))).toBe(true);
  const runDir = runPaths(project.dir, id).dir;
  for (const name of ['spec.json', 'split.json', 'labels.json', 'history.csv', 'predictions.csv'])
    expect(readFileSync(join(out, name))).toEqual(readFileSync(join(runDir, name)));
  const card = readFileSync(join(out, 'MODEL_CARD.md'), 'utf8');
  expect(card).toContain(`# Model card: run ${id}`);
  expect(card).toContain('`frames` [batch, 2, 8, 8, 1]');
  expect(card).toContain('in this order: anger, happiness');
  expect(card).toContain('| anger | 6 |');
  expect(card).toContain('12 clips of 6 subjects');
  expect(card).toMatch(/Trained on wasm 4\.22\.0, .+, in \d+ s\./);
});

/** Gives every clip an intensity by a person, 0 to 1 in equal steps. */
async function rateAll({ engine }: TestProject, ids: readonly ClipId[]): Promise<void> {
  const { id: raterId } = await engine.call('raters.enter', { name: 'Ana' });
  for (const [i, clipId] of ids.entries()) {
    const change = { intensity: i / (ids.length - 1) };
    await engine.call('labels.set', { clipId, raterId, change, mergeKey: null });
  }
}

it('says of clips that are new to the run what predict says of them: the mean over its models', async () => {
  const project = await makeTestProject();
  const { engine } = project;
  const ids = await allClipIds(project);
  await rateAll(project, ids);
  // The pack of a run with all clips has the frames of those that the next one never meets.
  const { detail: onAll } = await trainToEnd(engine, smallSpec('intensity'));
  const rows = await engine.call('clips.rows', { ids, raterId: null });
  const isNew = ({ subject }: { subject: string | null }) => subject === 'S5' || subject === 'S6';
  const clipIds = rows.filter((row) => !isNew(row)).map(({ id }) => id);
  const spec = smallSpec('intensity', { clipIds, split: { kind: 'kfold', folds: 2 } });
  const { detail } = await trainToEnd(engine, spec);
  const out = join(project.dir, '..', 'taken');
  await engine.call('runs.export', { runId: detail.id, dir: out, ...asTask() });
  const newIds = rows.filter(isNew).map(({ id }) => id);
  const { rater } = await engine.call('runs.predict', { runId: detail.id, clipIds: newIds, ...asTask() });

  const job = trainingJob.parse(readRunJson(project.dir, onAll.id, 'job'));
  const places = newIds.map((id) => job.clips.findIndex(({ clipId }) => clipId === id));
  const clips = await readClips(job, places);
  const byFold = [0, 1].map((fold) => byOnnx(join(out, 'onnx', `fold-${fold}.onnx`), clips, 'intensity'));
  const [first = [], second = []] = await Promise.all(byFold);
  expect(newIds).toHaveLength(4);
  for (const [place, clipId] of newIds.entries()) {
    const { labels } = await engine.call('clips.detail', { clipId, raterId: null });
    const label = labels.find(({ raterId }) => raterId === rater.id);
    expect(label?.intensity).toBeCloseTo(((first[place] ?? 0) + (second[place] ?? 0)) / 2, 4);
    expect(label?.note).toBe(
      'Mean over 2 models; none was trained with the clip or, where it is known, its subject.',
    );
  }
  expect(Math.max(...first) - Math.min(...first)).toBeGreaterThan(1e-3);
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

  it('leaves nothing once cancelled', async () => {
    const { project, id, out } = await trained(smallSpec('emotion'));
    const task = asTask();
    const exporting = project.engine.call('runs.export', { runId: id, dir: out, ...task });
    await project.engine.call('tasks.cancel', task);
    await expect(exporting).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(join(out, '..')).filter((name) => name.includes('taken'))).toEqual([]);
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
