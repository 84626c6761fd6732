import { fork } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { describeCnnLstm, describeWeights, sizeOf } from '#main/learning/models/description.ts';
import type { TrainingJob } from '#shared/contract/children.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import {
  ask,
  createScratch,
  ENTRY,
  FOLDS,
  FRAMES,
  IMAGE_SIZE,
  idsOf,
  isAlive,
  killTrainers,
  ofType,
  readCsv,
  type TrainerScratch,
  train,
  writePackOf,
} from './test-support.ts';

let scratch: TrainerScratch;
const createJob: TrainerScratch['createJob'] = (spec, job) => scratch.createJob(spec, job);
beforeAll(() => {
  scratch = createScratch();
});
afterEach(killTrainers);
afterAll(() => scratch.remove());

describe('a run', () => {
  test('tells backend, epochs, folds and its end, in that order, and leaves', async () => {
    const { job, jobFile } = createJob();
    const { events, last, code, printed } = await train(jobFile);
    expect(last).toEqual({ type: 'done', seconds: expect.any(Number) });
    expect(code).toBe(0);
    expect(events.slice(0, 3)).toEqual([
      { type: 'trying', backend: 'wasm' },
      { type: 'backend', backend: 'wasm', reason: 'Named by the run.' },
      { type: 'begin', history: [], folds: [], message: null, progress: 0 },
    ]);
    const epochs = ofType(events, 'epoch');
    expect(epochs.map(({ record }) => [record.fold, record.epoch])).toEqual(
      [0, 1].flatMap((fold) => Array.from({ length: 10 }, (_, epoch) => [fold, epoch + 1])),
    );
    const progress = epochs.map((epoch) => epoch.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.every((value) => value > 0 && value < 1)).toBe(true);
    expect(epochs.every(({ secondsLeft }) => secondsLeft !== null && secondsLeft >= 0)).toBe(true);
    expect(ofType(events, 'fold').map(({ predictions }) => predictions.map((row) => row.clipId))).toEqual(
      FOLDS.map((fold) => fold.testClipIds),
    );
    expect(printed).toContain('Fold 2 of 2 (fold 2): 8 clips train, 4 test.');
    expect(existsSync(join(job.runDir, 'predictions.csv.tmp'))).toBe(false);
  });

  test('its files hold what it told: history, predictions, weights', async () => {
    const { job, jobFile } = createJob();
    const { events } = await train(jobFile);
    const records = ofType(events, 'epoch').map(({ record }) => record);
    expect(readCsv(job.runDir, 'history.csv')).toEqual(
      records.map((record) => ({
        fold: String(record.fold),
        epoch: String(record.epoch),
        loss: String(record.loss),
        validation_loss: '',
        held_out_loss: String(record.heldOutLoss),
        seconds: String(record.seconds),
        peak_memory_mib: String(record.peakMemoryMiB),
      })),
    );
    const told = ofType(events, 'fold').flatMap(({ predictions }) => predictions);
    expect(readCsv(job.runDir, 'predictions.csv')).toEqual(
      told.map((row) => ({
        clip_id: String(row.clipId),
        clip: row.clipName,
        subject: row.subject,
        fold: String(row.fold),
        truth: row.truth,
        prediction: row.prediction,
        confidence: String(row.confidence),
        p_fear: String(row.probabilities?.[0]),
        p_happiness: String(row.probabilities?.[1]),
      })),
    );
    for (const row of told) {
      const [fear = 0, happiness = 0] = row.probabilities ?? [];
      expect(fear + happiness).toBeCloseTo(1, 5);
      expect(row.prediction).toBe(fear > happiness ? 'fear' : 'happiness');
      expect(row.confidence).toBe(Math.max(fear, happiness));
    }
    const description = describeCnnLstm(job.spec.model, job.spec.input, { task: 'emotion', classCount: 2 });
    const index: unknown = JSON.parse(readFileSync(join(job.runDir, 'weights', 'weights.json'), 'utf8'));
    expect(index).toMatchObject({
      model: description,
      classes: job.classes,
      folds: [{ file: 'fold-0.bin' }, { file: 'fold-1.bin' }],
    });
    const count = describeWeights(description).reduce((total, { shape }) => total + sizeOf(shape), 0);
    for (const fold of [0, 1])
      expect(readFileSync(join(job.runDir, 'weights', `fold-${fold}.bin`))).toHaveLength(4 * count);
  });

  test('it learns what can be learned', async () => {
    const emotion = await train(createJob({ epochs: 30 }).jobFile);
    const emotions = ofType(emotion.events, 'fold').flatMap(({ predictions }) => predictions);
    expect(emotions).toHaveLength(8);
    expect(emotions.filter((row) => row.truth === row.prediction).length).toBeGreaterThanOrEqual(7);

    const intensity = createJob({ task: 'intensity', loss: { kind: 'mse' }, epochs: 30 });
    const { events } = await train(intensity.jobFile);
    const rows = ofType(events, 'fold').flatMap(({ predictions }) => predictions);
    expect(rows.every((row) => Math.abs(Number(row.prediction) - Number(row.truth)) < 0.3)).toBe(true);
    expect(rows.every((row) => row.confidence === null && row.probabilities === null)).toBe(true);
    const [header] = readFileSync(join(intensity.job.runDir, 'predictions.csv'), 'utf8').split('\r\n');
    expect(header).toBe('clip_id,clip,subject,fold,truth,prediction,confidence');
  });

  test('the seed decides all of it', async () => {
    const predictionsOf = async (seed: number) => {
      const { job, jobFile } = createJob({ seed, epochs: 2 });
      await train(jobFile);
      return readFileSync(join(job.runDir, 'predictions.csv'), 'utf8');
    };
    const first = await predictionsOf(1);
    expect(await predictionsOf(1)).toBe(first);
    expect(await predictionsOf(2)).not.toBe(first);
  });

  test('representation and frames per clip reach the model', async () => {
    const scalersOf = async (input: Partial<RunSpec['input']>) => {
      const whole = {
        framesPerClip: 3,
        imageSize: IMAGE_SIZE,
        window: 'clip',
        representation: 'grey',
        lengths: 'resample',
        ...input,
      } as const;
      const { job, jobFile } = createJob({ input: whole, epochs: 1 });
      await train(jobFile);
      const index = JSON.parse(readFileSync(join(job.runDir, 'weights', 'weights.json'), 'utf8'));
      return index.folds[0].scaler;
    };
    // Frames 0, 3 (2.5 rounded up) and 5: the square, a quarter of the image, is 0, 30, 50 brighter than at first.
    const difference = await scalersOf({ representation: 'difference' });
    expect(difference.means[0] * 255).toBeCloseTo(80 / 3 / 4, 0);
    // Frames 0 and 5.
    const two = await scalersOf({ representation: 'difference', framesPerClip: 2 });
    expect(two.means[0] * 255).toBeCloseTo(50 / 2 / 4, 0);
    const grey = await scalersOf({});
    expect(grey.means[0]).toBeGreaterThan(0.2);
  });
});

describe('it stops', () => {
  test('when it is told to, long before its time', async () => {
    const { job, jobFile } = createJob({ epochs: 10_000 });
    const { events, last, code } = await ask({ type: 'train', jobFile, without: [] }, (event, child) => {
      if (event.type === 'epoch' && event.record.epoch === 2) child.send({ type: 'cancel' });
    });
    expect(last).toEqual({ type: 'cancelled' });
    expect(code).toBe(0);
    expect(ofType(events, 'epoch').length).toBeLessThan(1000);
    expect(existsSync(join(job.runDir, 'predictions.csv'))).toBe(false);
    expect(readCsv(job.runDir, 'history.csv').length).toBeGreaterThanOrEqual(2);
  });

  test('when whoever started it is killed', async () => {
    const { jobFile } = createJob({ epochs: 10_000 });
    const parentFile = join(scratch.root, 'parent.mjs');
    writeFileSync(
      parentFile,
      `import { fork } from 'node:child_process';
       const child = fork(${JSON.stringify(ENTRY)}, [], { execArgv: [], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
       child.on('message', (event) => { if (event.type === 'epoch') process.send?.(child.pid); });
       child.send({ type: 'train', jobFile: ${JSON.stringify(jobFile)}, without: [] });`,
    );
    const parent = fork(parentFile, [], { execArgv: [] });
    const pid = await new Promise<number>((resolve) =>
      parent.once('message', (message) => resolve(Number(message))),
    );
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
  });
});

describe('it fails in words', () => {
  const failureOf = async (job: Partial<TrainingJob>, spec: Partial<RunSpec> = {}) => {
    const made = createJob(spec, job);
    const { last, code } = await train(made.jobFile);
    expect(code).toBe(0);
    return { message: last?.type === 'failed' ? last.failure.message : last, runDir: made.job.runDir };
  };

  test('a pack that is not there, is cut off, or holds fewer frames than the window', async () => {
    const gone = join(scratch.root, 'gone.pack');
    expect((await failureOf({ packFile: gone })).message).toBe(
      `Cannot read the packed frames ${gone}: it is not there.`,
    );
    const cut = join(scratch.root, 'cut.pack');
    writePackOf(cut, FRAMES);
    truncateSync(cut, 5000);
    expect((await failureOf({ packFile: cut })).message).toMatch(
      /cut\.pack: it is cut off\. Delete the file/,
    );
    const short = join(scratch.root, 'short.pack');
    writePackOf(short, 3);
    expect((await failureOf({ packFile: short })).message).toContain(
      'The packed frames of EP01, "first" are 3',
    );
  });

  test('a subject on both sides: nothing is trained', async () => {
    // The two clips of s1, one on each side.
    const [first, ...rest] = idsOf(['s1', 's2']);
    if (first === undefined) throw new Error('s1 has no clip.');
    const folds = [{ name: 'fold 1', trainClipIds: [...idsOf(['s0']), first], testClipIds: rest }];
    const { message, runDir } = await failureOf({ folds });
    expect(message).toMatch(/same subject in train and in test: s1/);
    expect(existsSync(join(runDir, 'history.csv'))).toBe(false);
    const { events } = await train(createJob({ epochs: 1 }, { folds, subjectIndependent: false }).jobFile);
    expect(events.at(-1)?.type).toBe('done');
  });

  test('a full disk', async () => {
    const { job, jobFile } = createJob();
    symlinkSync('/dev/full', join(job.runDir, 'history.csv'));
    const { last } = await train(jobFile);
    expect(last).toMatchObject({
      type: 'failed',
      failure: { message: expect.stringContaining('the disk is full') },
    });
  });

  test('a job that is none', async () => {
    const { last, code, printed } = await ask({
      type: 'train',
      jobFile: join(scratch.root, 'nothing.json'),
      without: [],
    });
    expect(last).toMatchObject({
      type: 'failed',
      failure: { message: expect.stringContaining('nothing.json') },
    });
    expect(code).toBe(0);
    expect(printed).toContain('nothing.json');
  });
});

test('asked for the backends, it tries them all, answers and leaves', async () => {
  const { events, code } = await ask({ type: 'backends', without: [] });
  const [answer] = ofType(events, 'backends');
  expect(answer?.reports.map(({ name }) => name)).toEqual([
    'tfjs-node-gpu',
    'tfjs-node',
    'webgpu',
    'wasm',
    'cpu',
  ]);
  expect(answer?.reports.filter(({ chosen }) => chosen)).toHaveLength(1);
  expect(code).toBe(0);
});

test('a backend that crashed before is not tried, and is told with its reason', async () => {
  const without = [{ name: 'wasm' as const, whyNot: 'It crashed.' }];
  const { events } = await ask({ type: 'backends', without });
  expect(ofType(events, 'trying').map(({ backend }) => backend)).not.toContain('wasm');
  const reports = ofType(events, 'backends').flatMap((event) => event.reports);
  expect(reports.find(({ name }) => name === 'wasm')).toMatchObject({
    available: false,
    whyNot: 'It crashed.',
  });
  const { last } = await ask({ type: 'train', jobFile: createJob().jobFile, without });
  expect(last).toMatchObject({
    failure: { message: 'The backend wasm cannot be used here. It crashed.' },
  });
});
