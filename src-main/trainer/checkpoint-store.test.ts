import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { FinishedFold, FoldUnderWay } from './checkpoint.ts';
import { type CheckpointStore, NO_CHECKPOINTS, openCheckpoints } from './checkpoint-store.ts';

let runDir = '';
let weights: Record<number, string> = {};
beforeEach(() => {
  runDir = mkdtempSync(join(tmpdir(), 'onset-checkpoint-'));
  weights = { 0: 'w0', 1: 'w1', 2: 'w2' };
  onTestFinished(() => rmSync(runDir, { recursive: true }));
});

const open = (job = 'job'): CheckpointStore =>
  openCheckpoints({
    runDir,
    foldCount: 3,
    ownerOf: (fold) => ({ job, fold, seed: fold }),
    weightsSha256Of: (fold) => weights[fold] ?? null,
  });
const file = (name: string) => join(runDir, 'checkpoint', name);

const underWay = (epoch: number): FoldUnderWay => ({
  snapshot: {
    ...{ epoch, step: epoch, weights: Float32Array.of(epoch), slots: [] },
    ...{ scaler: { means: [0], stds: [1] }, best: null, stopped: false },
  },
  records: [],
  backends: ['wasm'],
  seconds: epoch,
});
const finished = (fold: number): FinishedFold => ({
  ...{ scaler: { means: [0], stds: [1] }, weightsSha256: `w${fold}` },
  ...{ records: [], predictions: [], backends: ['wasm'], seconds: fold },
});

test('a run without any starts anew', () => {
  expect(open().read()).toEqual(NO_CHECKPOINTS);
});

test('the last of the fold under way, and all that are done, are found by another process', () => {
  const store = open();
  store.saveFinished(0, finished(0));
  store.saveUnderWay(1, underWay(1));
  store.saveUnderWay(1, underWay(2));
  expect(open().read()).toEqual({
    finished: new Map([[0, finished(0)]]),
    underWay: { fold: 1, ...underWay(2) },
    setAside: [],
  });
});

test('once a fold is done, its last epoch does not count', () => {
  const store = open();
  store.saveUnderWay(0, underWay(2));
  store.saveFinished(0, finished(0));
  expect(open().read()).toEqual({ finished: new Map([[0, finished(0)]]), underWay: null, setAside: [] });
});

test('a damaged one is set aside, in words, and costs its fold alone', () => {
  const store = open();
  for (const fold of [0, 1]) store.saveFinished(fold, finished(fold));
  store.saveUnderWay(2, underWay(5));
  const bytes = readFileSync(file('fold-1.bin'));
  writeFileSync(file('fold-1.bin'), bytes.subarray(0, bytes.length - 10));
  writeFileSync(file('under-way.bin'), 'x');
  const { setAside, ...found } = open().read();
  expect(found).toEqual({ finished: new Map([[0, finished(0)]]), underWay: null });
  expect(setAside).toEqual([
    `The checkpoint ${file('fold-1.bin')} is not used: it is damaged. Fold 2 starts anew.`,
    `The checkpoint ${file('under-way.bin')} is not used: it is damaged. The fold that was under way starts anew.`,
  ]);
  expect(readdirSync(join(runDir, 'checkpoint')).sort()).toEqual([
    'fold-0.bin',
    'fold-1.bin.unusable',
    'under-way.bin.unusable',
  ]);
  expect(open().read().setAside).toEqual([]);
});

test('one of other settings, or without its weights, is not believed', () => {
  open().saveFinished(0, finished(0));
  open().saveUnderWay(1, underWay(1));
  expect(open('another').read()).toMatchObject({
    finished: new Map(),
    underWay: null,
    setAside: [expect.stringMatching(/another run/), expect.stringMatching(/another run/)],
  });
  open().saveFinished(0, finished(0));
  weights = { 0: 'others' };
  expect(open().read()).toMatchObject({
    finished: new Map(),
    setAside: [expect.stringMatching(/the weights that belong to it are not there, or damaged\. Fold 1/)],
  });
});

test('a full disk leaves the last one as it was', () => {
  const store = open();
  store.saveUnderWay(0, underWay(1));
  // Linux's own full disk stands where the next one is written.
  symlinkSync('/dev/full', file(`under-way.bin.${process.pid}.tmp`));
  expect(() => store.saveUnderWay(0, underWay(2))).toThrow(/ENOSPC/);
  expect(open().read().underWay).toEqual({ fold: 0, ...underWay(1) });
  store.saveUnderWay(0, underWay(3));
  expect(open().read().underWay?.snapshot.epoch).toBe(3);
});

test('what a killed trainer left half written is gone', () => {
  open().saveUnderWay(0, underWay(1));
  writeFileSync(file('under-way.bin.99999.tmp'), 'half');
  expect(open().read().underWay?.snapshot.epoch).toBe(1);
  expect(existsSync(file('under-way.bin.99999.tmp'))).toBe(false);
});
