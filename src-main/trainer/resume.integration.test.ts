import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TrainerEvent } from '#shared/contract/children.ts';
import { type BackendName, backendName } from '#shared/domain/backend.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import {
  ask,
  createScratch,
  killTrainers,
  ofType,
  readCsv,
  type SavedJob,
  saveJob,
  type TrainerScratch,
  train,
} from './test-support.ts';

/** On wasm with one seed every number is the same each time: what goes on must end in the very same predictions. */
const EPOCHS = 4;

let scratch: TrainerScratch;
beforeAll(() => {
  scratch = createScratch();
});
afterEach(killTrainers);
afterAll(() => scratch.remove());

const predictionsOf = ({ job }: SavedJob) => readFileSync(join(job.runDir, 'predictions.csv'), 'utf8');
const weightsOf = ({ job }: SavedJob) =>
  [0, 1].map((fold) => readFileSync(join(job.runDir, 'weights', `fold-${fold}.bin`)).toString('hex'));
const epochsOf = ({ job }: SavedJob) =>
  readCsv(job.runDir, 'history.csv').map((row) => `${row['fold']}/${row['epoch']} ${row['loss']}`);

async function uninterrupted(spec: Partial<RunSpec> = {}): Promise<SavedJob> {
  const saved = scratch.createJob({ epochs: EPOCHS, ...spec });
  const { last } = await train(saved.jobFile);
  expect(last?.type).toBe('done');
  return saved;
}

let plain: Promise<SavedJob> | null = null;
/** Of the settings most tests use: trained once. */
function plainlyTrained(): Promise<SavedJob> {
  plain ??= uninterrupted();
  return plain;
}

/** Kills the trainer, without a word, as soon as it says so much. */
async function killedAt(saved: SavedJob, isTime: (event: TrainerEvent) => boolean): Promise<SavedJob> {
  const { code } = await train(saved.jobFile, (event, child) => isTime(event) && child.kill('SIGKILL'));
  expect(code).toBeNull();
  return saved;
}

const afterEpoch = (fold: number, epoch: number) => (event: TrainerEvent) =>
  event.type === 'epoch' && event.record.fold === fold && event.record.epoch === epoch;

async function resume({ job }: SavedJob) {
  const saved = saveJob({ ...job, resume: true });
  const outcome = await train(saved.jobFile);
  const [begin] = ofType(outcome.events, 'begin');
  const trained = ofType(outcome.events, 'epoch').map(({ record }) => `${record.fold}/${record.epoch}`);
  return { ...outcome, begin, trained };
}

describe('a killed trainer costs at most the epoch in flight', () => {
  const variants: readonly [string, Partial<RunSpec>][] = [
    ['the defaults', {}],
    ['SGD with momentum, dropout, augmentation', variantWithDropout()],
    ['AdamW on a cosine, a head on SMOTE', variantWithSmote()],
  ];
  test.each(variants)('%s: the same predictions, weights and losses in the end', async (_, spec) => {
    const whole = await uninterrupted(spec);
    const halves = scratch.createJob({ epochs: EPOCHS, ...spec });
    await killedAt(halves, afterEpoch(0, 2));
    const { last, begin, trained } = await resume(halves);
    expect(last?.type).toBe('done');
    expect(begin?.history.length).toBeGreaterThanOrEqual(2);
    expect(begin?.message).toMatch(/^Goes on after epoch [23] of 4 in fold 1 of 2\.$/);
    expect(trained).not.toContain('0/1');
    expect(trained).not.toContain('0/2');
    expect(predictionsOf(halves)).toBe(predictionsOf(whole));
    expect(weightsOf(halves)).toEqual(weightsOf(whole));
    expect(epochsOf(halves)).toEqual(epochsOf(whole));
  });

  test('with early stopping: the weights of the best epoch, though that was before the kill', async () => {
    const spec = { learningRate: 0.2, earlyStopping: { validationShare: 0.3, patience: EPOCHS } };
    const whole = await uninterrupted(spec);
    const losses = readCsv(whole.job.runDir, 'history.csv')
      .filter((row) => row['fold'] === '1')
      .map((row) => Number(row['validation_loss']));
    expect(losses.indexOf(Math.min(...losses)) + 1).toBeLessThan(3);
    const halves = await killedAt(scratch.createJob({ epochs: EPOCHS, ...spec }), afterEpoch(1, 3));
    await resume(halves);
    expect(predictionsOf(halves)).toBe(predictionsOf(whole));
    expect(weightsOf(halves)).toEqual(weightsOf(whole));
  });

  test('in the second fold the first is not trained again; its predictions are told once more', async () => {
    const whole = await plainlyTrained();
    const halves = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(1, 1));
    const { begin, trained, events } = await resume(halves);
    expect(begin?.progress).toBeGreaterThan(0.5);
    expect(begin?.folds.map(({ fold, predictions }) => [fold, predictions.length])).toEqual([[0, 4]]);
    expect(trained.every((epoch) => epoch.startsWith('1/'))).toBe(true);
    expect(ofType(events, 'fold').map(({ fold }) => fold)).toEqual([1]);
    expect(predictionsOf(halves)).toBe(predictionsOf(whole));
    expect(weightsOf(halves)).toEqual(weightsOf(whole));
    const index = JSON.parse(readFileSync(join(halves.job.runDir, 'weights', 'weights.json'), 'utf8'));
    expect(index.folds.map(({ name }: { name: string }) => name)).toEqual(['fold 1', 'fold 2']);
  });

  test('on another backend: it goes on, and says so each time it is resumed', async () => {
    const only = (backend: BackendName) =>
      backendName.options
        .filter((name) => name !== backend)
        .map((name) => ({ name, whyNot: 'Not in this test.' }));
    const saved = scratch.createJob({ epochs: EPOCHS, backend: 'auto' });
    await ask({ type: 'train', jobFile: saved.jobFile, without: only('wasm') }, (event, child) => {
      if (afterEpoch(0, 2)(event)) child.kill('SIGKILL');
    });
    const { jobFile } = saveJob({ ...saved.job, resume: true });
    const changed =
      /in fold 1 of 2\. It was trained on wasm before and goes on on cpu: the figures may differ/;
    const second = await ask({ type: 'train', jobFile, without: only('cpu') }, (event, child) => {
      if (afterEpoch(0, 3)(event)) child.kill('SIGKILL');
    });
    expect(ofType(second.events, 'begin')[0]?.message).toMatch(changed);
    expect(second.printed).toMatch(/It was trained on wasm before and goes on on cpu/);
    // The epochs on wasm are still part of the fold.
    const third = await ask({ type: 'train', jobFile, without: only('cpu') });
    expect(ofType(third.events, 'begin')[0]?.message).toMatch(changed);
    expect(third.last?.type).toBe('done');
  });

  test('killed again and again', async () => {
    const whole = await plainlyTrained();
    const pieces = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(0, 1));
    const resumed = saveJob({ ...pieces.job, resume: true });
    await killedAt(resumed, afterEpoch(0, 3));
    await killedAt(resumed, (event) => event.type === 'fold');
    await killedAt(resumed, (event) => event.type === 'begin');
    const { last } = await resume(pieces);
    expect(last).toMatchObject({ type: 'done', seconds: expect.any(Number) });
    expect(predictionsOf(pieces)).toBe(predictionsOf(whole));
    expect(epochsOf(pieces)).toEqual(epochsOf(whole));
  });

  test('one that was done but could not say so says it, with all it had predicted', async () => {
    const whole = await plainlyTrained();
    const { last, trained, begin } = await resume(whole);
    expect(last?.type).toBe('done');
    expect(trained).toEqual([]);
    expect(begin?.folds).toHaveLength(2);
    expect(begin?.history).toHaveLength(2 * EPOCHS);
  });

  test('the seconds are those of all sittings', async () => {
    const halves = scratch.createJob({ epochs: EPOCHS });
    await killedAt(halves, afterEpoch(1, 1));
    const { begin, last } = await resume(halves);
    const before = begin?.history.reduce((sum, { seconds }) => sum + seconds, 0) ?? 0;
    const after = readCsv(halves.job.runDir, 'history.csv').reduce(
      (sum, row) => sum + Number(row['seconds']),
      0,
    );
    expect(before).toBeGreaterThan(0);
    expect(last?.type === 'done' && last.seconds).toBeGreaterThanOrEqual(after);
  });
});

describe('never a wrong number', () => {
  test('a damaged checkpoint is told, and its fold starts anew', async () => {
    const whole = await plainlyTrained();
    const halves = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(0, 2));
    const file = join(halves.job.runDir, 'checkpoint', 'under-way.bin');
    const bytes = readFileSync(file);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    const { begin, trained, printed } = await resume(halves);
    expect(begin).toMatchObject({ history: [], folds: [] });
    expect(begin?.message).toMatch(/under-way\.bin is not used: it is damaged.*Starts anew\.$/);
    expect(printed).toMatch(/is not used: it is damaged/);
    expect(trained).toHaveLength(2 * EPOCHS);
    expect(predictionsOf(halves)).toBe(predictionsOf(whole));
  });

  test('one of another spec is not used', async () => {
    const halves = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(0, 2));
    const other = { ...halves.job, spec: { ...halves.job.spec, seed: 2 } };
    const whole = await uninterrupted({ seed: 2 });
    const { begin } = await resume({ ...halves, job: other });
    expect(begin?.message).toMatch(/belongs to another run/);
    expect(predictionsOf(halves)).toBe(predictionsOf(whole));
  });

  test('weights of a finished fold that are not what was saved: the fold is trained again', async () => {
    const whole = await plainlyTrained();
    const halves = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(1, 2));
    writeFileSync(join(halves.job.runDir, 'weights', 'fold-0.bin'), new Uint8Array(40));
    const { trained, begin } = await resume(halves);
    expect(begin?.message).toMatch(/the weights that belong to it/);
    expect(trained.slice(0, EPOCHS)).toEqual(['0/1', '0/2', '0/3', '0/4']);
    expect(trained.at(EPOCHS)).toMatch(/^1\/[34]$/);
    expect(weightsOf(halves)).toEqual(weightsOf(whole));
  });

  test('a run that is not to be resumed starts anew over whatever is there', async () => {
    const halves = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(1, 1));
    const { events } = await train(halves.jobFile);
    expect(ofType(events, 'begin')).toEqual([
      { type: 'begin', history: [], folds: [], message: null, progress: 0 },
    ]);
    expect(ofType(events, 'epoch')).toHaveLength(2 * EPOCHS);
  });
});

describe('the last checkpoint stays', () => {
  test('where the run is cancelled', async () => {
    const whole = await plainlyTrained();
    const saved = scratch.createJob({ epochs: EPOCHS });
    const { last } = await train(saved.jobFile, (event, child) => {
      if (afterEpoch(0, 2)(event)) child.send({ type: 'cancel' });
    });
    expect(last?.type).toBe('cancelled');
    const { begin } = await resume(saved);
    expect(begin?.history.length).toBeGreaterThanOrEqual(2);
    expect(predictionsOf(saved)).toBe(predictionsOf(whole));
  });

  test('where the disk is full', async () => {
    const whole = await plainlyTrained();
    const saved = await killedAt(scratch.createJob({ epochs: EPOCHS }), afterEpoch(0, 2));
    const before = readFileSync(join(saved.job.runDir, 'checkpoint', 'under-way.bin'));
    const history = join(saved.job.runDir, 'history.csv');
    rmSync(history);
    symlinkSync('/dev/full', history);
    const { last } = await resume(saved);
    expect(last).toMatchObject({
      failure: { message: expect.stringMatching(/the disk is full\. Free some space/) },
    });
    expect(readFileSync(join(saved.job.runDir, 'checkpoint', 'under-way.bin')).equals(before)).toBe(true);
    rmSync(history);
    expect((await resume(saved)).trained).not.toContain('0/2');
    expect(predictionsOf(saved)).toBe(predictionsOf(whole));
  });
});

function variantWithDropout(): Partial<RunSpec> {
  return {
    model: {
      ...{ convFilters: [4], kernelSize: 3, denseUnits: 8, lstmUnits: 6 },
      ...{ lstmLayers: 1, bidirectional: false, dropout: 0.3 },
    },
    optimizer: { kind: 'sgd', momentum: 0.9 },
    augmentation: { flip: true, shiftPixels: 1, brightness: 0.1, temporalCrop: 0.2 },
  };
}

function variantWithSmote(): Partial<RunSpec> {
  return {
    optimizer: { kind: 'adamw', weightDecay: 0.01 },
    schedule: { kind: 'cosine', warmupEpochs: 1, finalShare: 0.1 },
    sampling: { kind: 'embedding-smote', neighbours: 2, headEpochs: 2 },
  };
}
