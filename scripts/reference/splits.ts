import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { at, mean, sum } from '#shared/kernels/numbers.ts';
import { stratifiedFolds } from '#shared/kernels/splits/row-folds.ts';
import { assertSubjectsDisjoint, type SplitItem, splitItems } from '#shared/kernels/splits/split.ts';
import type { Comparison } from './compare.ts';
import { type FigureTable, figuresByKey } from './figures-by-key.ts';
import { type Golden, parseAs } from './golden.ts';

const inputSchema = z.object({
  groups: z.array(z.string()),
  y: z.array(z.int().nonnegative()),
  n_folds: z.int().min(2),
  n_classes: z.int().positive(),
});
type Input = z.infer<typeof inputSchema>;

const SEED = 1;

const FIGURES: FigureTable<Input> = [
  ['loso', leaveOneOut],
  [
    'class_counts',
    (input) =>
      countClasses(
        input,
        input.y.map((_, row) => row),
      ),
  ],
  ['stratified_group_kfold.*', (input) => describe(input, foldsBySubject(input, true))],
  ['group_kfold.*', (input) => describe(input, foldsBySubject(input, false))],
  ['stratified_kfold.*', (input) => describe(input, stratifiedFolds(input.y.map(String), input.n_folds))],
];

/** Golden file 11. What is compared in it only by its properties is left to {@link splitProperties}. */
export function splitFigures({ input, expected }: Golden): Record<string, unknown> {
  return figuresByKey(FIGURES, parseAs(inputSchema, input, 'input'), expected);
}

function items({ groups, y }: Input, stratified: boolean): SplitItem[] {
  return groups.map((subject, id) => ({
    id,
    subject,
    stratum: stratified ? String(at(y, id)) : null,
    split: null,
  }));
}

function leaveOneOut(input: Input) {
  return splitItems(items(input, true), { kind: 'loso' }, SEED).map((fold) => ({
    held_out: fold.name,
    test: fold.testIds,
    n_train: fold.trainIds.length,
  }));
}

/** The test fold of each row; -1 for a row that is in none, or in several. */
function foldsBySubject(input: Input, stratified: boolean): number[] {
  const folds = splitItems(items(input, stratified), { kind: 'kfold', folds: input.n_folds }, SEED);
  return input.y.map((_, row) => {
    const own = folds.flatMap((fold, index) => (fold.testIds.includes(row) ? [index] : []));
    return own.length === 1 ? at(own, 0) : -1;
  });
}

function countClasses(input: Input, rows: readonly number[]): number[] {
  const counts = new Array<number>(input.n_classes).fill(0);
  for (const row of rows) counts[at(input.y, row)] = at(counts, at(input.y, row)) + 1;
  return counts;
}

function describe(input: Input, foldOfRow: readonly number[]) {
  const rows = Array.from({ length: input.n_folds }, (_, fold) =>
    foldOfRow.flatMap((own, row) => (own === fold ? [row] : [])),
  );
  const counts = rows.map((own) => countClasses(input, own));
  const overall = countClasses(
    input,
    input.y.map((_, row) => row),
  );
  const deviations = counts.flatMap((own) =>
    own.map((count, index) => Math.abs(count / sum(own) - at(overall, index) / input.y.length)),
  );
  return {
    fold_of_row: foldOfRow,
    class_counts_per_fold: counts,
    mean_abs_proportion_deviation: mean(deviations),
    max_abs_proportion_deviation: Math.max(...deviations),
    fold_sizes: rows.map((own) => own.length),
  };
}

const deviationSchema = z.object({ mean_abs_proportion_deviation: z.number() });

/** What must hold of our splits by subject, whoever wrote the reference: the file's `properties`. */
export function splitProperties({ input: rawInput, expected }: Golden): Comparison {
  const input = parseAs(inputSchema, rawInput, 'input');
  const differences: string[] = [];
  let values = 0;
  const hold = (holds: boolean, otherwise: string) => {
    values++;
    if (!holds) differences.push(otherwise);
  };
  for (const stratified of [true, false]) {
    const name = stratified ? 'our stratified folds by subject' : 'our folds by subject';
    const folds = foldsBySubject(input, stratified);
    hold(!folds.includes(-1), `${name}: a row is not in exactly one test fold`);
    hold(new Set(folds).size === input.n_folds, `${name}: a fold is empty`);
    hold(subjectsStayTogether(input, stratified), `${name}: a subject is on both sides`);
    hold(
      folds.join() === foldsBySubject(input, stratified).join(),
      `${name}: the same seed gave another split`,
    );
  }
  hold(refusesTooManyFolds(input), 'more folds than subjects are not refused');
  const deviation = describe(input, foldsBySubject(input, true)).mean_abs_proportion_deviation ?? 0;
  for (const [key, wanted] of Object.entries(expected)) {
    const limitOf = /^stratified_group_kfold/.test(key) ? 1.25 : /^group_kfold/.test(key) ? 1 : null;
    if (limitOf === null) continue;
    const theirs = parseAs(deviationSchema, wanted, `expected.${key}`).mean_abs_proportion_deviation;
    const limit = limitOf * theirs + 0.01;
    hold(deviation <= limit, `${key}: our folds deviate by ${deviation}, more than ${limit}`);
  }
  return { values, differences };
}

function subjectsStayTogether(input: Input, stratified: boolean): boolean {
  const folds = splitItems(items(input, stratified), { kind: 'kfold', folds: input.n_folds }, SEED);
  return !throwsRefusal(() => assertSubjectsDisjoint(folds, (row) => at(input.groups, row)));
}

function refusesTooManyFolds(input: Input): boolean {
  const folds = new Set(input.groups).size + 1;
  return throwsRefusal(() => splitItems(items(input, true), { kind: 'kfold', folds }, SEED));
}

function throwsRefusal(action: () => void): boolean {
  try {
    action();
    return false;
  } catch (error) {
    if (error instanceof OnsetError) return true;
    throw error;
  }
}
