import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LossSpec } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import { intensityFigures } from '#shared/kernels/metrics/figures.ts';
import { selectBackend } from '../backends/index.ts';
import { availableBackends, clipsOf, growingSquares } from '../test-helper.ts';
import { type CnnLstmOptions, createCnnLstm, type EpochEnd, type FitOptions } from './cnn-lstm.ts';
import { initialWeights } from './initial-weights.ts';
import type { LabelledClips } from './labelled-clips.ts';
import type { FitSnapshot } from './snapshot.ts';
import { validationPart } from './validation-part.ts';

const [best = 'wasm', ...others] = await availableBackends();
beforeAll(() => selectBackend(best));

const SPEC = defaultRunSpec('intensity');
const OPTIONS: CnnLstmOptions = {
  ...SPEC,
  model: { ...SPEC.model, convFilters: [4], denseUnits: 8, lstmUnits: 8 },
  input: { framesPerClip: 4, imageSize: 10, representation: 'grey', lengths: 'resample' },
  head: { task: 'intensity' },
  classes: [],
  learningRate: 0.01,
  batchSize: 8,
  epochs: 1,
};
const CROSS_ENTROPY = { kind: 'cross-entropy', labelSmoothing: 0 } as const;
const EMOTION = {
  head: { task: 'emotion', classCount: 3 },
  classes: ['a', 'b', 'c'],
  loss: CROSS_ENTROPY,
} as const;
/** So small that no weight moves: what is predicted and reported is the untrained model's. */
const STILL = { learningRate: 1e-30 };
const SQUARES = labelled(growingSquares(24, 4, 10, 1));
const NEVER = new AbortController().signal;

/** Lowest, middle and highest third. */
const CLASSES = labelled({
  x: SQUARES.x,
  yTrue: SQUARES.yTrue.map((value) => Math.min(2, Math.floor(value * 3))),
});

function labelled({ x, yTrue }: Pick<LabelledClips, 'x' | 'yTrue'>): LabelledClips {
  return { x, yTrue, distributions: null };
}

/** Nobody watches, nothing goes on from before, every clip is of a subject of its own. */
function fitOptions(data: LabelledClips): FitOptions {
  const subjects = data.yTrue.map((_, index) => `s${index}`);
  return {
    ...data,
    subjects,
    heldOut: null,
    resumeFrom: null,
    signal: NEVER,
    note: () => {},
    onEpochEnd: () => {},
  };
}

async function train(
  options: Partial<CnnLstmOptions>,
  data: LabelledClips,
  heldOut: LabelledClips | null = null,
  more: Partial<FitOptions> = {},
) {
  const model = createCnnLstm({ ...OPTIONS, ...options });
  const history: EpochEnd[] = [];
  const snapshots: FitSnapshot[] = [];
  await model.fit({
    ...fitOptions(data),
    heldOut,
    onEpochEnd: async (end, snapshot) => {
      history.push(end);
      snapshots.push(await snapshot());
    },
    ...more,
  });
  const predictions = await model.predict((heldOut ?? data).x, NEVER);
  const { weights, scaler } = await model.learned();
  model.dispose();
  const losses = history.map(({ loss }) => loss);
  return { history, losses, predictions, weights, scaler, snapshots, description: model.description };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('intensity is learned, and holds for clips that were not trained on', async () => {
  const heldOut = labelled(growingSquares(11, 4, 10, 2));
  const { losses, predictions } = await train({ epochs: 40 }, SQUARES, heldOut);
  expect(losses.at(-1)).toBeLessThan(0.2 * (losses[0] ?? 0));
  const errors = predictions.map(([value = Number.NaN], index) =>
    Math.abs(value - (heldOut.yTrue[index] ?? Number.NaN)),
  );
  expect(mean(errors)).toBeLessThan(0.1);
});

test('classes are learned; the rows are probabilities', async () => {
  const { predictions } = await train({ ...EMOTION, epochs: 40 }, CLASSES);
  const right = predictions.filter((row, index) => row.indexOf(Math.max(...row)) === CLASSES.yTrue[index]);
  expect(right.length).toBeGreaterThanOrEqual(22);
  for (const row of predictions) {
    expect(row).toHaveLength(3);
    expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
  }
});

describe('the seed decides', () => {
  for (const backend of [best, ...others.filter((name) => name !== 'cpu')])
    test(`all of a run on ${backend}`, async () => {
      await selectBackend(backend);
      const run = (seed: number) => train({ seed, epochs: 3 }, SQUARES);
      const [first, again, other] = [await run(4), await run(4), await run(5)];
      expect(again.losses).toEqual(first.losses);
      expect(again.predictions).toEqual(first.predictions);
      expect(other.losses).not.toEqual(first.losses);
      await selectBackend(best);
    });
});

test('epochs are counted from 1 and there are as many as asked for', async () => {
  const { history } = await train({ epochs: 3 }, SQUARES);
  expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
});

describe('steps', () => {
  /** Largest change of a weight in one epoch. Adam's first step moves each by the learning rate, whatever the gradient. */
  async function largestChange(options: Partial<CnnLstmOptions>): Promise<number> {
    const { weights, description } = await train(options, SQUARES);
    const before = initialWeights(description, OPTIONS.seed);
    return Math.max(...weights.map((weight, index) => Math.abs(weight - (before[index] ?? Number.NaN))));
  }

  test('one batch a epoch moves the weights by the learning rate', async () => {
    expect(await largestChange({ batchSize: 24, learningRate: 0.001 })).toBeCloseTo(0.001, 5);
    expect(await largestChange({ batchSize: 1000, learningRate: 0.004 })).toBeCloseTo(0.004, 5);
  });

  test('a third of the clips in a batch: three steps', async () => {
    const change = await largestChange({ batchSize: 8, learningRate: 0.001 });
    expect(change).toBeGreaterThan(0.0025);
    expect(change).toBeLessThan(0.0035);
  });
});

describe('the loss of the untrained model, recomputed from its predictions', () => {
  const cases: [string, LossSpec, (p: number, y: number) => number][] = [
    ['MSE', { kind: 'mse' }, (p, y) => (p - y) ** 2],
    ['MAE', { kind: 'mae' }, (p, y) => Math.abs(p - y)],
  ];
  test.each(cases)('%s', async (_name, loss, formula) => {
    const { losses, predictions } = await train({ ...STILL, loss }, SQUARES);
    const expected = mean(
      predictions.map(([p = Number.NaN], index) => formula(p, SQUARES.yTrue[index] ?? Number.NaN)),
    );
    expect(losses[0]).toBeCloseTo(expected, 5);
  });

  // Truths 8 of class 0, 2 of class 1, 2 of class 2: balanced weights 12 / (3 * 8) = 0.5, 2, 2.
  const twelve = labelled({
    x: { ...SQUARES.x, length: 12 },
    yTrue: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2],
  });
  const BALANCED = [0.5, 2, 2];
  const untrained = async (
    loss: LossSpec,
    classWeights: 'none' | 'balanced',
    heldOut: LabelledClips | null = null,
  ) => {
    const weighted = { loss, classWeights: { kind: classWeights }, batchSize: 5 };
    const run = await train({ ...EMOTION, ...STILL, ...weighted }, twelve, heldOut);
    return {
      ...run,
      truths: run.predictions.map((row, index) => row[twelve.yTrue[index] ?? 0] ?? Number.NaN),
    };
  };
  const weightOf = (index: number) => BALANCED[twelve.yTrue[index] ?? 0] ?? Number.NaN;

  test('cross-entropy, and with balanced classes', async () => {
    const plain = await untrained(CROSS_ENTROPY, 'none');
    expect(plain.losses[0]).toBeCloseTo(mean(plain.truths.map((p) => -Math.log(p))), 5);
    const balanced = await untrained(CROSS_ENTROPY, 'balanced');
    // The weights add up to 12.
    const expected = mean(balanced.truths.map((p, index) => -weightOf(index) * Math.log(p)));
    expect(balanced.losses[0]).toBeCloseTo(expected, 5);
    expect(balanced.losses[0]).not.toBeCloseTo(plain.losses[0] ?? 0, 3);
  });

  test.each([0, 1, 2.5])('focal with gamma %d, and with balanced classes', async (gamma) => {
    const focal = (p: number) => -((1 - p) ** gamma) * Math.log(p);
    const plain = await untrained({ kind: 'focal', gamma }, 'none');
    expect(plain.losses[0]).toBeCloseTo(mean(plain.truths.map(focal)), 5);
    const balanced = await untrained({ kind: 'focal', gamma }, 'balanced');
    expect(balanced.losses[0]).toBeCloseTo(
      mean(balanced.truths.map((p, index) => weightOf(index) * focal(p))),
      5,
    );
  });

  test('the held-out loss is the same formula over the held-out clips', async () => {
    const { history, losses } = await untrained(CROSS_ENTROPY, 'balanced', twelve);
    expect(history[0]?.heldOutLoss).toBeCloseTo(losses[0] ?? Number.NaN, 5);
  });
});

test('held-out clips are watched, never learned from: neither weights nor scaling know of them', async () => {
  const bright = labelled({ x: clipsOf([new Array<number>(400).fill(9)], 4, 10), yTrue: [1] });
  const alone = await train({ epochs: 2 }, SQUARES);
  const watched = await train({ epochs: 2 }, SQUARES, bright);
  expect(watched.losses).toEqual(alone.losses);
  expect(watched.weights).toEqual(alone.weights);
  expect(watched.scaler).toEqual(alone.scaler);
  expect(alone.history[0]?.heldOutLoss).toBeNull();
  expect(watched.history[0]?.heldOutLoss).toEqual(expect.any(Number));
});

test('no tensor is left behind over epochs, nor by a model that is done with', async () => {
  const before = tf.memory().numTensors;
  const counts: number[] = [];
  const model = createCnnLstm({ ...OPTIONS, epochs: 4 });
  await model.fit({
    ...fitOptions(SQUARES),
    heldOut: SQUARES,
    onEpochEnd: async (_, snapshot) => {
      await snapshot();
      counts.push(tf.memory().numTensors);
    },
  });
  await model.predict(SQUARES.x, NEVER);
  expect(new Set(counts).size).toBe(1);
  expect(tf.memory().numTensors).toBe(counts[0]);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('cancelled in the middle of an epoch, it stops there', async () => {
  const controller = new AbortController();
  let reads = 0;
  const counted: LabelledClips['x'] = {
    ...SQUARES.x,
    readBatch: (...asked) => {
      reads += 1;
      if (reads === 2) controller.abort();
      return SQUARES.x.readBatch(...asked);
    },
  };
  const model = createCnnLstm({ ...OPTIONS, epochs: 100 });
  const data = { ...fitOptions(labelled({ x: counted, yTrue: SQUARES.yTrue })), signal: controller.signal };
  await expect(model.fit(data)).rejects.toMatchObject({ code: 'cancelled' });
  // Two batches, of which one was read ahead; and at most the next one.
  expect(reads).toBeLessThanOrEqual(3);
  model.dispose();
});

test('memory of batches that are done with is used again, never that of one under way', async () => {
  const spares: (Float32Array | undefined)[] = [];
  const given: Float32Array[] = [];
  const x: LabelledClips['x'] = {
    ...SQUARES.x,
    readBatch: async (indices, variations, spare) => {
      spares.push(spare);
      const batch = await SQUARES.x.readBatch(indices, variations, spare);
      given.push(batch.frames);
      return batch;
    },
  };
  await train({ epochs: 1, batchSize: 5 }, labelled({ x, yTrue: SQUARES.yTrue }));
  // Five batches; while the second is read the first is under way, so the third is the first to get one: the first's.
  expect(spares.slice(0, 2)).toEqual([undefined, undefined]);
  expect(spares[2]).toBe(given[0]);
  expect(spares[4]).toBe(given[2]);
});

test('a loss that is no number ends the training in words', async () => {
  const yTrue = SQUARES.yTrue.map((value, index) => (index === 20 ? Number.NaN : value));
  const broken = labelled({ x: SQUARES.x, yTrue });
  await expect(train({ epochs: 2 }, broken)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/no longer a number in epoch 1.*smaller learning rate/),
  });
});

test.each([{}, EMOTION])('weights that diverge in the last step do so too', async (task) => {
  const steps = { ...task, learningRate: 1e38, batchSize: SQUARES.yTrue.length, epochs: 1 };
  await expect(train(steps, task === EMOTION ? CLASSES : SQUARES)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(/no longer a number in epoch 1.*smaller learning rate/),
  });
});

describe('resumed', () => {
  const options = {
    ...EMOTION,
    epochs: 6,
    model: { ...OPTIONS.model, dropout: 0.3 },
    schedule: { kind: 'step', everyEpochs: 2, factor: 0.5 },
    augmentation: { flip: true, shiftPixels: 1, brightness: 0.1, temporalCrop: 0.2 },
  } as const;

  test.each(['adam', 'sgd'] as const)(
    'after any epoch it ends as if never interrupted (%s)',
    async (kind) => {
      const own = { ...options, optimizer: kind === 'adam' ? { kind } : { kind, momentum: 0.9 } };
      const whole = await train(own, CLASSES);
      for (const resumeFrom of [whole.snapshots[0], whole.snapshots[3], whole.snapshots[5]]) {
        if (resumeFrom === undefined) throw new Error('An epoch gave no snapshot.');
        const rest = await train(own, CLASSES, null, { resumeFrom });
        expect(rest.history.map(({ epoch }) => epoch)).toEqual(
          [1, 2, 3, 4, 5, 6].filter((epoch) => epoch > resumeFrom.epoch),
        );
        expect(rest.weights).toEqual(whole.weights);
        expect(rest.predictions).toEqual(whole.predictions);
      }
    },
  );

  test('with early stopping too, and the head learned anew', async () => {
    const own = {
      ...options,
      learningRate: 0.05,
      earlyStopping: { validationShare: 0.3, patience: 2 },
      sampling: { kind: 'embedding-smote', neighbours: 3, headEpochs: 3 },
    } as const;
    const whole = await train(own, CLASSES);
    for (const resumeFrom of whole.snapshots) {
      const rest = await train(own, CLASSES, null, { resumeFrom });
      expect(rest.predictions).toEqual(whole.predictions);
    }
  });
});

test('the CCC loss of held-out clips is that of all of them at once, however they lie', async () => {
  const heldOut = labelled(growingSquares(11, 4, 10, 2));
  const options = { loss: { kind: 'ccc' }, epochs: 3, batchSize: 4 } as const;
  const { history, predictions } = await train(options, SQUARES, heldOut);
  const ccc = intensityFigures(
    predictions.map(([prediction = Number.NaN], index) => ({
      ...{ prediction, truth: heldOut.yTrue[index] ?? Number.NaN },
    })),
  ).ccc;
  expect(history.at(-1)?.heldOutLoss).toBeCloseTo(1 - (ccc ?? Number.NaN), 5);
});

describe('early stopping', () => {
  const stopping = { earlyStopping: { validationShare: 0.25, patience: 2 }, epochs: 40 };

  test('takes the weights of the epoch with the lowest validation loss, and stops after its patience', async () => {
    const { history, snapshots, weights } = await train({ ...stopping, learningRate: 0.1 }, SQUARES);
    const losses = history.map(({ validationLoss }) => validationLoss ?? Number.NaN);
    const best = losses.indexOf(Math.min(...losses));
    expect(history.length).toBe(Math.min(40, best + 1 + 2));
    expect(weights).toEqual(snapshots[best]?.weights);
  });

  test('held-out clips have no say in it', async () => {
    const other = labelled(growingSquares(11, 4, 10, 2));
    const alone = await train({ ...stopping, epochs: 8 }, SQUARES);
    const watched = await train({ ...stopping, epochs: 8 }, SQUARES, other);
    expect(watched.weights).toEqual(alone.weights);
  });

  test('no subject is in both parts, also where one clip has none', () => {
    const subjects = Array.from({ length: 24 }, (_, index) => (index === 5 ? null : `s${index % 6}`));
    const { train: learned, validation } = validationPart(subjects, SQUARES.yTrue, true, 0.25, 1);
    const of = (positions: readonly number[]) =>
      new Set(positions.map((position) => subjects[position]).filter((subject) => subject !== null));
    expect([...of(learned)].filter((subject) => of(validation).has(subject))).toEqual([]);
    expect([...learned, ...validation].sort((a, b) => a - b)).toEqual(subjects.map((_, index) => index));
    expect(validation.length).toBeGreaterThan(0);
  });
});

test('embedding SMOTE says where a class has too few clips for its neighbours', async () => {
  const rare = labelled({ x: SQUARES.x, yTrue: SQUARES.yTrue.map((_, index) => [1, 2, 2, 0][index] ?? 0) });
  const notes: string[] = [];
  const sampling = { kind: 'embedding-smote', neighbours: 4, headEpochs: 1 } as const;
  await train({ ...EMOTION, sampling }, rare, null, { note: (words) => notes.push(words) });
  expect(notes).toEqual([
    'SMOTE repeats the only training clip of b.',
    'SMOTE looks at 1 neighbours of each clip of c: there are no more.',
  ]);
});

test('balanced class weights do nothing where SMOTE has made the classes equal', async () => {
  const sampling = { kind: 'embedding-smote', neighbours: 2, headEpochs: 30 } as const;
  const still = { ...EMOTION, ...STILL, sampling, batchSize: 100 };
  const headOf = async (classWeights: CnnLstmOptions['classWeights']) => {
    const { weights } = await train({ ...still, learningRate: 0.01, epochs: 1, classWeights }, CLASSES);
    return weights.slice(-(8 * 3 + 3));
  };
  const plain = await headOf({ kind: 'none' });
  // They are from the beginning: the weights are 1, for the trunk and for the head.
  expect(await headOf({ kind: 'balanced' })).toEqual(plain);
});

test('embedding SMOTE changes the head alone', async () => {
  const rare = labelled({ x: SQUARES.x, yTrue: SQUARES.yTrue.map((_, index) => (index < 3 ? 1 : 0)) });
  const options = {
    ...EMOTION,
    epochs: 3,
    head: { task: 'emotion', classCount: 2 },
    classes: ['a', 'b'],
  } as const;
  const plain = await train(options, rare);
  const even = await train(
    { ...options, sampling: { kind: 'embedding-smote', neighbours: 2, headEpochs: 30 } },
    rare,
  );
  const headSize = 8 * 2 + 2;
  expect(even.weights.slice(0, -headSize)).toEqual(plain.weights.slice(0, -headSize));
  expect(even.weights.slice(-headSize)).not.toEqual(plain.weights.slice(-headSize));
  const recall = (rows: readonly (readonly number[])[]) =>
    rows.slice(0, 3).filter(([first = 0, second = 0]) => second > first).length;
  expect(recall(even.predictions)).toBeGreaterThan(recall(plain.predictions));
});
