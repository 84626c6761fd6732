import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkReference } from './check.ts';
import { goldenDir } from './golden-folder.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-golden-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function check(...args: string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const status = checkReference(args, {
    log: (line) => lines.push(line),
    error: (line) => errors.push(line),
  });
  return { status, lines, errors };
}

function write(name: string, content: object | string) {
  writeFileSync(join(dir, `${name}.json`), typeof content === 'string' ? content : JSON.stringify(content));
}

const tolerance = { abs: 1e-9, rel: 1e-9 };
/** Worked by hand: one clip of two right, with confidences 0.5 and 0.75. */
const CLASSIFICATION = {
  name: '01_classification_metrics',
  input: {
    'a case of mine': {
      labels: ['x', 'y', 'z'],
      y_true: [0, 2],
      proba: [
        [0.5, 0.25, 0.25],
        [0.75, 0, 0.25],
      ],
    },
  },
  expected: {
    'a case of mine': {
      accuracy: 0.5,
      confusion: [
        [1, 0, 0],
        [0, 0, 0],
        [1, 0, 0],
      ],
      top_k: { '2': 1 },
      ece3: 0.5 * 0.5 + 0.5 * 0.75,
      mce3: 0.75,
      ece_bins: [
        { lo: 0, hi: 0.5, n: 1, acc: 1, conf: 0.5 },
        { lo: 0.5, hi: 1, n: 1, acc: 0, conf: 0.75 },
      ],
      roc_auc_per_class: [0, null, 0.5],
    },
  },
  tolerance,
};
const REGRESSION = {
  input: { odd: { y_true: [1, 2, 3], y_pred: [2, 3, 7] } },
  expected: { odd: { mse: 6, pearson: 5 / Math.sqrt(28), pearson_ci80_fisher: [-1, 1] } },
  tolerance,
};
const MEGC = {
  input: {
    classes: ['p', 'q'],
    folds: [
      { subject: '1', dataset: 'mine', y_true: [0], y_pred: [0] },
      { subject: '2', dataset: 'yours', y_true: [0, 1], y_pred: [1, 1] },
    ],
    alone: { y_true: [1], y_pred: [0] },
  },
  expected: {
    everything: { TP: [1, 1], UF1: 2 / 3, UAR: 0.75 },
    mine: { N: [1, 0], UF1: 0.5 },
    yours: { recall: [0, 1] },
    alone: { accuracy: 0 },
    NOT_the_metric_mean_of_fold_macro_f1: (0.5 + 1 / 3) / 2,
  },
  tolerance,
};
const SPLITS = {
  input: { groups: ['s2', 's10', 's2', 's1'], y: [0, 1, 0, 1], n_folds: 2, n_classes: 2 },
  expected: {
    loso: [
      { held_out: 's1', test: [3], n_train: 3 },
      { held_out: 's10', test: [1], n_train: 3 },
      { held_out: 's2', test: [0, 2], n_train: 2 },
    ],
    class_counts: [2, 2],
    stratified_group_kfold_sklearn: { mean_abs_proportion_deviation: 0.5 },
    stratified_kfold_sklearn_no_groups: { fold_of_row: [0, 0, 1, 1] },
  },
  tolerance: { ...tolerance, overrides: { '*_sklearn': 'properties only' } },
};

test('the golden files of ../shared/reference: those the program has functions for pass', (context) => {
  const { status, lines } = check(goldenDir(context));
  expect(lines.filter((line) => line.includes(': passed')).map((line) => line.slice(0, 2))).toEqual([
    '01',
    '02',
    '03',
    '04',
    '09',
    '11',
  ]);
  expect(lines.filter((line) => line.endsWith(': not yet'))).toHaveLength(lines.length - 7);
  expect(lines.at(-1)).toBe('6 passed, 0 failed');
  expect(status).toBe(0);
});

test('cases and parameters of other names are found from the keys', () => {
  write('01_classification_metrics', CLASSIFICATION);
  write('02_megc_loso_uf1_uar', MEGC);
  write('03_regression_metrics', REGRESSION);
  write('11_subject_splits', SPLITS);
  const { status, lines } = check(dir);
  expect(lines.slice(0, 3)).toEqual([
    '01_classification_metrics: passed (26 values)',
    '02_megc_loso_uf1_uar: passed (11 values)',
    '03_regression_metrics: passed (4 values)',
  ]);
  expect(lines[3]).toMatch(/^11_subject_splits: passed/);
  expect([lines[4], status]).toEqual(['4 passed, 0 failed', 0]);
});

test('a value that differs fails its file, with the place, and the others still run', () => {
  write('01_classification_metrics', CLASSIFICATION);
  write('03_regression_metrics', { ...REGRESSION, expected: { odd: { mse: 6, mae: 2.5 } } });
  const { status, lines } = check(dir);
  expect(lines[1]).toBe('03_regression_metrics: failed (1 of 2 values): odd.mae expected 2.5, got 2');
  expect([lines[2], status]).toEqual(['1 passed, 1 failed', 1]);
});

test('a key without a function is a failure that names the key, and only the first few are listed', () => {
  const keys = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`figure${i}`, i]));
  write('03_regression_metrics', { ...REGRESSION, expected: { odd: keys } });
  const [line] = check(dir).lines;
  expect(line).toContain('failed (7 of 7 values): odd.figure0 has no function; ');
  expect(line).toContain('odd.figure4 has no function; and 2 more');
});

test('damaged and mistaken files fail in words', () => {
  write('01_classification_metrics', JSON.stringify(CLASSIFICATION).slice(0, 200));
  write('02_megc_loso_uf1_uar', { input: {}, expected: {} });
  write('03_regression_metrics', { ...REGRESSION, expected: { other: { mse: 1 } } });
  write('04_rater_agreement', '{');
  write('11_subject_splits', { ...SPLITS, expected: {}, input: { ...SPLITS.input, groups: 'all' } });
  const { status, lines } = check(dir);
  expect(lines[0]).toMatch(/^01_classification_metrics: failed: not JSON: /);
  expect(lines[1]).toMatch(/^02_megc_loso_uf1_uar: failed: not as the schema says: tolerance: /);
  expect(lines[2]).toMatch(/^03_regression_metrics: failed: not as the schema says: input.other: /);
  expect(lines[3]).toMatch(/^04_rater_agreement: failed: not JSON: /);
  expect(lines[4]).toMatch(/^11_subject_splits: failed: not as the schema says: input.groups: /);
  expect([lines[5], status]).toEqual(['0 passed, 5 failed', 1]);
});

test('a file that holds nothing to compare has not passed', () => {
  write('03_regression_metrics', { ...REGRESSION, expected: {} });
  expect(check(dir).lines[0]).toBe('03_regression_metrics: failed (it holds nothing to compare)');
});

test('a file of an area without functions is not yet, and counts as neither', () => {
  write('10_rdd_tests_fairness', { anything: 1 });
  mkdirSync(join(dir, 'folder.json.d'));
  writeFileSync(join(dir, 'README.md'), 'not golden');
  expect(check(dir)).toEqual({
    status: 0,
    lines: ['10_rdd_tests_fairness: not yet', '0 passed, 0 failed'],
    errors: [],
  });
});

test('the area is told by the name inside, else by that of the file, else by its number', () => {
  write('a', { ...REGRESSION, name: '03_regression_metrics' });
  write('b_regression_metrics_more', REGRESSION);
  write('3', REGRESSION);
  expect(check(dir).lines).toEqual([
    '3: passed (4 values)',
    'a: passed (4 values)',
    'b_regression_metrics_more: not yet',
    '2 passed, 0 failed',
  ]);
});

test('splits by subject are held to the reference: how much they may deviate is not ours to say', () => {
  const strict = {
    ...SPLITS.expected,
    stratified_group_kfold_sklearn: { mean_abs_proportion_deviation: 0.1 },
  };
  write('11_subject_splits', { ...SPLITS, expected: strict });
  const { lines } = check(dir);
  expect(lines[0]).toContain('stratified_group_kfold_sklearn: our folds deviate by 0.333');
});

test('no folder, a folder that is none, and one without golden files are bad usage', () => {
  for (const args of [[], [join(dir, 'missing')], [dir], [dir, dir]]) {
    const { status, lines, errors } = check(...args);
    expect([status, lines]).toEqual([2, []]);
    expect(errors).toHaveLength(1);
  }
  writeFileSync(join(dir, 'file'), '');
  expect(check(join(dir, 'file')).errors[0]).toContain('is not a folder');
});

test('as a program it prints its lines and ends with its status', { timeout: 60_000 }, () => {
  write('03_regression_metrics', REGRESSION);
  const script = join(import.meta.dirname, '../check-reference.ts');
  const run = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  expect(run(dir)).toMatchObject({
    status: 0,
    stdout: '03_regression_metrics: passed (4 values)\n1 passed, 0 failed\n',
  });
  expect(run()).toMatchObject({
    status: 2,
    stdout: '',
    stderr: 'Usage: npm run -s check:reference -- DIR\n',
  });
});
