import { describe, expect, test } from 'vitest';
import { clipId } from '#shared/domain/ids.ts';
import type { EpochRecord } from '#shared/domain/run.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';
import {
  decodeFinished,
  decodeUnderWay,
  encodeFinished,
  encodeUnderWay,
  type FinishedFold,
  type FoldUnderWay,
  keyOfJob,
} from './checkpoint.ts';

const owner = { job: 'abc', fold: 1, seed: 42 };
const ownerOf = (fold: number) => ({ ...owner, fold });
const record: EpochRecord = {
  fold: 1,
  epoch: 2,
  loss: 0.1 + 0.2,
  validationLoss: 0.5,
  heldOutLoss: null,
  seconds: 1,
  peakMemoryMiB: 300.25,
};
const underWay: FoldUnderWay = {
  snapshot: {
    epoch: 2,
    step: 14,
    weights: Float32Array.of(1, 2, 3),
    slots: [Float32Array.of(4, 5, 6), Float32Array.of(7, 8, 9)],
    scaler: { means: [0.1, 0.2, 0.3], stds: [1, 2, 3] },
    best: { epoch: 1, validationLoss: 0.25, weights: Float32Array.of(-1, -2, -3) },
    stopped: false,
  },
  records: [record],
  backends: ['wasm', 'tfjs-node'],
  seconds: 12.5,
};
const finished: FinishedFold = {
  scaler: { means: [0.1], stds: [1] },
  weightsSha256: 'ff',
  records: [record],
  predictions: [
    {
      clipId: clipId.parse(3),
      clipName: 'EP03',
      subject: null,
      fold: 1,
      truth: 0.25,
      prediction: 0.1 + 0.2,
      confidence: null,
      probabilities: null,
    },
  ],
  backends: ['wasm'],
  seconds: 20,
};

describe('a checkpoint comes back as it was', () => {
  test('of a fold under way, with and without a best epoch', () => {
    expect(decodeUnderWay(encodeUnderWay(owner, underWay), ownerOf)).toEqual({ fold: 1, ...underWay });
    const plain = { ...underWay, snapshot: { ...underWay.snapshot, best: null, slots: [], stopped: true } };
    expect(decodeUnderWay(encodeUnderWay(owner, plain), ownerOf)).toEqual({ fold: 1, ...plain });
  });

  test('of a finished one', () => {
    expect(decodeFinished(encodeFinished(owner, finished), owner)).toEqual(finished);
  });
});

describe('a checkpoint is refused in words', () => {
  test.each([
    [{ job: 'another' }, /belongs to another run/],
    [{ fold: 2 }, /belongs to fold 3/],
    [{ seed: 43 }, /belongs to the seed 43/],
  ])('where it is of %j', (changes, words) => {
    const bytes = encodeFinished({ ...owner, ...changes }, finished);
    expect(decodeFinished(bytes, owner)).toEqual({ unusable: expect.stringMatching(words) });
    if ('fold' in changes) return;
    const state = encodeUnderWay({ ...owner, ...changes }, underWay);
    expect(decodeUnderWay(state, ownerOf)).toEqual({ unusable: expect.stringMatching(words) });
  });

  test('where one stands for the other, is damaged, or lacks a vector', () => {
    const damaged = { unusable: 'it is damaged' };
    expect(decodeFinished(encodeUnderWay(owner, underWay), owner)).toEqual(damaged);
    expect(decodeUnderWay(encodeFinished(owner, finished), ownerOf)).toEqual(damaged);
    expect(decodeFinished(new Uint8Array(0), owner)).toEqual(damaged);
    const { snapshot } = underWay;
    const short = { ...underWay, snapshot: { ...snapshot, slots: [Float32Array.of(1)] } };
    expect(decodeUnderWay(encodeUnderWay(owner, short), ownerOf)).toEqual(damaged);
  });
});

test('the key of a job follows from all that decides its result, and from nothing else', () => {
  const job = {
    spec: defaultRunSpec('emotion'),
    runDir: '/a/run',
    packFile: '/a/cache/packs/0123.pack',
    classes: ['fear', 'anger'],
    clips: [
      {
        ...{ clipId: clipId.parse(1), clipName: 'EP01', subject: 's1', target: 'fear' },
        ...{ distribution: null, firstFrame: 0, lastFrame: 5 },
      },
    ],
    folds: [{ name: 's1', trainClipIds: [], testClipIds: [clipId.parse(1)] }],
    subjectIndependent: true,
    resume: false,
  };
  const frames = () => 7;
  const key = keyOfJob(job, frames);
  expect(keyOfJob({ ...job, resume: true, runDir: '/b/run', packFile: '/b/4567.pack' }, frames)).toBe(key);
  const others = [
    { ...job, spec: { ...job.spec, seed: 2 } },
    { ...job, spec: { ...job.spec, learningRate: 0.5 } },
    { ...job, classes: ['anger', 'fear'] },
    { ...job, clips: job.clips.map((clip) => ({ ...clip, target: 'anger' })) },
    { ...job, clips: job.clips.map((clip) => ({ ...clip, lastFrame: 4 })) },
    { ...job, folds: [] },
  ];
  const keys = others.map((other) => keyOfJob(other, frames));
  expect(new Set([key, keyOfJob(job, () => 8), ...keys]).size).toBe(others.length + 2);
});
