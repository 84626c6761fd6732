import { assertNever } from '#shared/base/assert-never.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { createRandom, deriveSeed } from '#shared/base/random.ts';
import type { SplitSpec } from '#shared/domain/run-spec.ts';
import { at } from '../numbers.ts';
import { stratifiedGroupFolds } from './group-folds.ts';
import { stratifiedHoldout } from './row-folds.ts';

/** A clip as a split sees it. `stratum` is what the folds shall hold alike: its emotion, or {@link intensityStratum}. */
export interface SplitItem {
  readonly id: number;
  readonly subject: string | null;
  readonly stratum: string | null;
  /** Where the data set itself puts it. */
  readonly split: 'train' | 'test' | null;
}

/** Ids ascend. */
export interface SplitFold {
  readonly name: string;
  readonly trainIds: readonly number[];
  readonly testIds: readonly number[];
}

/**
 * The folds of a run. The same items (in any order), spec and seed give the same folds. Every fold has clips on both
 * sides; all but `holdout-clips` keep each subject on one. Throws OnsetError `bad-input` where the items do not allow it.
 */
export function splitItems(items: readonly SplitItem[], spec: SplitSpec, seed: number): SplitFold[] {
  const sorted = items.toSorted((a, b) => a.id - b.id);
  if (sorted.length < 2)
    throw refusal(`A split needs at least 2 clips to train and test on, and there are ${sorted.length}.`);
  switch (spec.kind) {
    case 'loso':
      return leaveOneSubjectOut(sorted);
    case 'kfold':
      return subjectFolds(sorted, spec.folds, seed);
    case 'holdout':
      return subjectHoldout(sorted, spec.testShare, seed);
    case 'holdout-clips':
      return clipHoldout(sorted, spec.testShare, seed);
    case 'given':
      return givenSplit(sorted);
    default:
      return assertNever(spec);
  }
}

/** A fold per subject, named after it, in the order of code units (sub10 before sub2), as LeaveOneGroupOut. */
function leaveOneSubjectOut(items: readonly SplitItem[]): SplitFold[] {
  const subjects = subjectsOf(items, 'Leave-one-subject-out');
  const names = [...new Set(subjects)].sort();
  requireSubjects(names.length, 2, 'Leave-one-subject-out');
  return names.map((name) => foldOf(items, name, (row) => subjects[row] === name));
}

function subjectFolds(items: readonly SplitItem[], foldCount: number, seed: number): SplitFold[] {
  const title = `A split into ${foldCount} folds by subject`;
  const subjects = subjectsOf(items, title);
  requireSubjects(new Set(subjects).size, foldCount, title);
  const shares = new Array<number>(foldCount).fill(1 / foldCount);
  const random = createRandom(deriveSeed(seed, 'split'));
  const testFold = stratifiedGroupFolds(subjects, strataOf(items), shares, random);
  return shares.map((_, fold) => foldOf(items, `fold ${fold + 1}`, (row) => testFold[row] === fold));
}

function subjectHoldout(items: readonly SplitItem[], testShare: number, seed: number): SplitFold[] {
  const subjects = subjectsOf(items, 'A holdout by subject');
  requireSubjects(new Set(subjects).size, 2, 'A holdout by subject');
  const random = createRandom(deriveSeed(seed, 'split'));
  const side = stratifiedGroupFolds(subjects, strataOf(items), [testShare, 1 - testShare], random);
  return [foldOf(items, 'holdout', (row) => side[row] === 0)];
}

function clipHoldout(items: readonly SplitItem[], testShare: number, seed: number): SplitFold[] {
  const random = createRandom(deriveSeed(seed, 'split'));
  const heldOut = stratifiedHoldout(strataOf(items), testShare, random);
  return [foldOf(items, 'holdout', (row) => at(heldOut, row))];
}

function givenSplit(items: readonly SplitItem[]): SplitFold[] {
  const unplaced = items.filter((item) => item.split === null);
  if (unplaced.length === items.length)
    throw refusal('The data give no train and test split. Choose kfold, loso or holdout instead.');
  if (unplaced.length > 0)
    throw refusal(
      `The data place ${countOf(unplaced.length, items.length)} in neither train nor test: ${clipList(unplaced)}. Leave them out, or choose kfold, loso or holdout.`,
    );
  const fold = foldOf(items, 'given', (row) => items[row]?.split === 'test');
  const missing = fold.testIds.length === 0 ? 'test' : fold.trainIds.length === 0 ? 'train' : null;
  if (missing !== null)
    throw refusal(`The given split has no clip in ${missing}. Choose kfold, loso or holdout instead.`);
  const subjectById = new Map(items.map((item) => [item.id, item.subject]));
  const shared = sharedSubjects(fold, (id) => subjectById.get(id) ?? null);
  if (shared.length > 0)
    throw refusal(
      `The given split has the same subject in train and in test: ${listed(shared)}. Correct it, or choose kfold, loso or holdout.`,
    );
  return [fold];
}

/**
 * Throws OnsetError `bad-input` if in any fold a clip, or two clips of one subject, are on both sides. Clips without a
 * subject are not compared by subject.
 */
export function assertSubjectsDisjoint(
  folds: readonly SplitFold[],
  subjectOf: (id: number) => string | null,
): void {
  for (const fold of folds) {
    const train = new Set(fold.trainIds);
    const clips = fold.testIds.filter((id) => train.has(id));
    if (clips.length > 0)
      throw refusal(`${fold.name} has the same clip in train and in test: ${listed(clips.map(String))}.`);
    const subjects = sharedSubjects(fold, subjectOf);
    if (subjects.length > 0)
      throw refusal(`${fold.name} has the same subject in train and in test: ${listed(subjects)}.`);
  }
}

function sharedSubjects(fold: SplitFold, subjectOf: (id: number) => string | null): string[] {
  const train = new Set(fold.trainIds.map(subjectOf));
  const test = new Set(fold.testIds.map(subjectOf));
  return [...test]
    .filter((subject) => subject !== null)
    .filter((subject) => train.has(subject))
    .sort();
}

/** A stratum for each intensity: `bins` of about equal number, equal values always together. */
export function intensityStratum(values: readonly number[], bins: number): string[] {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new RangeError(`${bins} is no number of bins.`);
  const sorted = values.toSorted((a, b) => a - b);
  const edges = Array.from(
    { length: bins - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / bins)],
  );
  return values.map((value) => `q${edges.filter((edge) => edge !== undefined && edge <= value).length + 1}`);
}

function foldOf(items: readonly SplitItem[], name: string, isTest: (row: number) => boolean): SplitFold {
  const ids = (test: boolean) => items.filter((_, row) => isTest(row) === test).map((item) => item.id);
  return { name, trainIds: ids(false), testIds: ids(true) };
}

function strataOf(items: readonly SplitItem[]): string[] {
  return items.map((item) => item.stratum ?? '');
}

function subjectsOf(items: readonly SplitItem[], title: string): string[] {
  const without = items.filter((item) => item.subject === null);
  if (without.length === items.length)
    throw refusal(
      `${title} needs the subject of each clip, and no clip has one. Choose holdout-clips, whose figures are not subject-independent.`,
    );
  if (without.length > 0)
    throw refusal(
      `${title} needs the subject of each clip, and ${countOf(without.length, items.length)} have none: ${clipList(without)}. Give them a subject, leave them out, or choose holdout-clips, whose figures are not subject-independent.`,
    );
  return items.map((item) => item.subject ?? '');
}

function requireSubjects(found: number, needed: number, title: string): void {
  if (found < needed)
    throw refusal(
      `${title} needs at least ${needed} subjects, and the clips have ${found}. ${needed > 2 && found >= 2 ? `Choose at most ${found} folds, or loso.` : 'Add clips of more subjects, or choose holdout-clips, whose figures are not subject-independent.'}`,
    );
}

const LISTED_AT_MOST = 10;

function listed(names: readonly string[]): string {
  const rest = names.length - LISTED_AT_MOST;
  const shown = names.slice(0, LISTED_AT_MOST).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function clipList(items: readonly SplitItem[]): string {
  return `clips ${listed(items.map((item) => String(item.id)))}`;
}

function countOf(some: number, all: number): string {
  return `${some} of the ${all} clips`;
}

function refusal(message: string): OnsetError {
  return new OnsetError('bad-input', message);
}
