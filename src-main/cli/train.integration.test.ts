import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  createScratch,
  filesBelow,
  makeFacesProject,
  onset,
  onsetJson,
  outcomeOf,
  readCsv,
  readJson,
  SMALL,
  shapes,
  smallSpec,
  startOnset,
} from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);
beforeAll(async () => {
  scratch.write({ 'small.json': smallSpec() });
  await makeFacesProject(scratch, 'study');
});

const TRAIN = ['train', '--project', 'study', '--task'];

describe('a run of emotions', () => {
  let run = '';

  test('every option of the command line, and the file before them, is in the spec on disk', async () => {
    const options = ['--split', 'kfold:2', '--epochs', '3', '--loss', 'focal:1.5', '--seed', '7'];
    const more = ['--class-weights', 'balanced', '--image-size', '14', '--frames', '3', '--backend', 'cpu'];
    const command = [...TRAIN, 'emotion', '--spec', 'small.json', ...options, ...more];
    const result = await onsetJson(scratch, shapes.trained, ...command);
    run = result.run;
    expect(result).toMatchObject({ folds: 2, backend: 'cpu', clips: 12, staleClips: 0 });
    expect(readJson(z.unknown(), scratch.path('study', 'runs', run, 'spec.json'))).toEqual({
      version: 2,
      task: 'emotion',
      target: { from: 'rater-then-raters', rater: null },
      clipIds: null,
      split: { kind: 'kfold', folds: 2 },
      input: {
        ...{ framesPerClip: 3, imageSize: 14, window: 'clip', representation: 'difference' },
        lengths: 'resample',
      },
      augmentation: { flip: false, shiftPixels: 0, brightness: 0, temporalCrop: 0 },
      model: {
        ...{ convFilters: [4], kernelSize: 3, denseUnits: 8, lstmUnits: 8 },
        ...{ lstmLayers: 1, bidirectional: false, dropout: 0 },
      },
      loss: { kind: 'focal', gamma: 1.5 },
      classWeights: { kind: 'balanced' },
      densityWeights: null,
      sampling: { kind: 'shuffled' },
      optimizer: { kind: 'adam' },
      learningRate: 0.000_01,
      schedule: { kind: 'constant' },
      earlyStopping: null,
      batchSize: 4,
      epochs: 3,
      seed: 7,
      backend: 'cpu',
    });
    expect(await onsetJson(scratch, shapes.shown, 'show', run, '--project', 'study')).toEqual({
      ...result,
      spec: readJson(z.unknown(), scratch.path('study', 'runs', run, 'spec.json')),
    });
  });

  test('its folder holds what it was and what came of it', () => {
    const dir = scratch.path('study', 'runs', run);
    expect(filesBelow(dir)).toEqual([
      'history.csv',
      'job.json',
      'labels.json',
      'log.txt',
      'predictions.csv',
      'spec.json',
      'split.json',
      'weights/fold-0.bin',
      'weights/fold-1.bin',
      'weights/weights.json',
    ]);
    const epochs = readCsv(`${dir}/history.csv`).map((row) => `${row['fold']}/${row['epoch']}`);
    expect(epochs).toEqual(['0/1', '0/2', '0/3', '1/1', '1/2', '1/3']);
  });
});

test('without --json: figures and matrix in words on stdout, progress and warnings on stderr', async () => {
  const options = ['--split', 'holdout-clips:0.3', '--epochs', '1', ...SMALL];
  const { code, stdout, stderr } = await onset(scratch, ...TRAIN, 'emotion', ...options);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Run \d{8}-\d{6}-emotion: emotion, 1 folds, 12 clips, wasm/);
  expect(stdout).toMatch(/NOT subject-independent/);
  expect(stdout).toMatch(/ uar +\d/);
  expect(stdout).toMatch(/truth \\ prediction +anger +happiness/);
  expect(stdout).not.toMatch(/Starting|Packing|Warning/);
  expect(stderr).toMatch(/Starting|Packing/);
  expect(stderr).toMatch(/Warning: This split is by clip, not by subject/);
});

test('a run of intensities: the figures are those of predictions.csv', async () => {
  const rows = ['anger', 'happiness'].flatMap((_, clip) =>
    [1, 2, 3, 4, 5, 6].map((subject) => `S${subject}_${clip + 1},Ada,${(subject + 5 * clip) / 12}`),
  );
  scratch.write({ 'ratings.csv': ['clip,rater,intensity', ...rows].join('\n') });
  const table = ['import', 'ratings.csv', '--as', 'intensities', '--project', 'study'];
  expect((await onsetJson(scratch, shapes.imported, ...table)).added.labels).toBe(12);

  const options = ['--split', 'kfold:2', '--loss', 'mae', '--epochs', '2', ...SMALL];
  const result = await onsetJson(scratch, shapes.trainedIntensity, ...TRAIN, 'intensity', ...options);
  const predicted = readCsv(scratch.path('study', 'runs', result.run, 'predictions.csv'));
  expect(predicted.map((row) => Number(row['truth'])).sort((a, b) => a - b)).toEqual(
    rows.map((row) => Number(row.split(',')[2])).sort((a, b) => a - b),
  );
  for (const [name, value] of Object.entries(intensityFiguresOf(predicted)))
    expect(Object.entries(result.metrics).find(([key]) => key === name)?.[1], name).toBeCloseTo(value, 12);
});

function intensityFiguresOf(rows: readonly Record<string, string>[]) {
  const pairs = rows.map((row) => [Number(row['truth']), Number(row['prediction'])] as const);
  const mean = (of: (pair: readonly [number, number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const [vx, vy] = [mean(([x]) => (x - mx) ** 2), mean(([, y]) => (y - my) ** 2)];
  const covariance = mean(([x, y]) => (x - mx) * (y - my));
  const mse = mean(([x, y]) => (x - y) ** 2);
  return {
    mse,
    mae: mean(([x, y]) => Math.abs(x - y)),
    rmse: Math.sqrt(mse),
    ccc: (2 * covariance) / (vx + vy + (mx - my) ** 2),
    pearson: covariance / Math.sqrt(vx * vy),
  };
}

describe('a run that comes to no good end: exit 1, why, and it is listed so', () => {
  const statusOfLast = async () => (await onsetJson(scratch, shapes.runs, 'runs', '--project', 'study'))[0];

  test('ctrl-C cancels it', async () => {
    const options = ['--split', 'loso', '--epochs', '10000', ...SMALL, '--json'];
    const child = startOnset(scratch, [...TRAIN, 'emotion', ...options]);
    const ended = outcomeOf(child);
    if (child.stderr !== null) await once(child.stderr, 'data');
    // As a terminal does it: the trainer hears it too.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cancelled' } });
    expect(await statusOfLast()).toMatchObject({ status: 'cancelled', split: 'loso' });
  });

  test('frames that are no more fail it, and it says which', async () => {
    await makeFacesProject(scratch, 'moved');
    renameSync(scratch.path('faces'), scratch.path('elsewhere'));
    const command = ['train', '--project', 'moved', '--task', 'emotion', '--split', 'loso', ...SMALL];
    const { code, stdout, stderr } = await onset(scratch, ...command, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.stringMatching(/S\d_\d.*faces/) } });
    expect(stderr).toContain('Too few clips can be read to train');
  });
});
