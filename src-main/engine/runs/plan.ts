import type { Catalog } from '#main/catalog/index.ts';
import type { Fold, RunPlan } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { estimateSeconds } from './estimate.ts';
import { type FrozenRun, freezeRun } from './freeze.ts';
import { subjectCounter, subjectsOf } from './subjects.ts';

/** What a spec would do, in words and figures; writes nothing. */
export function planRun(catalog: Catalog, spec: RunSpec): RunPlan {
  const { frozen, problems } = freezeRun(catalog, spec);
  const { clips, folds, leftOut } = frozen;
  return {
    clipCount: clips.length,
    subjectCount: subjectsOf(clips).size,
    foldCount: folds.length,
    summary: summaryOf(frozen),
    classCounts: countsOf(frozen),
    leftOut,
    warnings: warningsOf(frozen),
    problems,
    estimatedSeconds: estimateSeconds(catalog, spec, folds),
  };
}

function countsOf({ classes, clips }: FrozenRun): Record<string, number> {
  return Object.fromEntries(
    classes.map((name) => [name, clips.filter(({ target }) => target === name).length]),
  );
}

/** Such as "5 folds by subject: 19 to 20 subjects train, 4 to 5 test". */
function summaryOf({ spec, clips, folds }: FrozenRun): string {
  if (folds.length === 0) return 'Nothing to train yet';
  const subjects = subjectCounter(clips);
  const train = range(folds.map((fold) => subjects(fold.trainClipIds)));
  const test = range(folds.map((fold) => subjects(fold.testClipIds)));
  const clipsTrain = range(folds.map((fold) => fold.trainClipIds.length));
  const clipsTest = range(folds.map((fold) => fold.testClipIds.length));
  switch (spec.split.kind) {
    case 'loso':
      return `Leave one subject out, ${folds.length} folds: ${train} subjects train, 1 tests`;
    case 'kfold':
      return `${folds.length} folds by subject: ${train} subjects train, ${test} test`;
    case 'holdout':
      return `Holdout by subject: ${train} subjects train, ${test} test`;
    case 'holdout-clips':
      return `Holdout by clip: ${clipsTrain} clips train, ${clipsTest} test; one person's clips may be in both`;
    default:
      return `The data's own split: ${clipsTrain} clips train, ${clipsTest} test`;
  }
}

function range(counts: readonly number[]): string {
  const low = Math.min(...counts);
  const high = Math.max(...counts);
  return low === high ? String(low) : `${low} to ${high}`;
}

/** What makes the figures mean less than they seem to. */
function warningsOf(frozen: FrozenRun): string[] {
  return [
    ...independenceWarnings(frozen),
    ...blindWarnings(frozen),
    ...weightWarnings(frozen),
    ...frozen.classes.flatMap((name) => classWarnings(frozen, name)),
  ];
}

/** The difference of the first frame from itself, and the flow, is 0 everywhere. */
function blindWarnings({ spec, clips }: FrozenRun): string[] {
  const { representation } = spec.input;
  if (representation !== 'difference' && representation !== 'flow') return [];
  const blind = clips.filter(({ firstFrame, lastFrame }) => firstFrame === lastFrame).length;
  if (blind === 0) return [];
  const what = representation === 'flow' ? "frame's flow from itself" : "frame's difference from itself";
  return [
    `The model sees nothing of ${blind} of ${clips.length} clips: it gets one frame of each, and that ${what} is 0. Choose the representation grey, or a window of more frames.`,
  ];
}

function weightWarnings({ spec, classes }: FrozenRun): string[] {
  if (spec.classWeights.kind !== 'given') return [];
  const unknown = Object.keys(spec.classWeights.weights).filter((name) => !classes.includes(name));
  return unknown.map((name) => `There is a class weight for ${name}, but no clip of this run is ${name}.`);
}

function independenceWarnings({ spec, clips, subjectIndependent }: FrozenRun): string[] {
  if (clips.length === 0 || subjectIndependent) return [];
  if (spec.split.kind === 'holdout-clips')
    return ['This split is by clip, not by subject: no figure of this run is subject-independent.'];
  const unknown = clips.filter(({ subject }) => subject === null).length;
  return [
    `${unknown} of ${clips.length} clips have no subject, so one person may be on both sides: no figure of this run is subject-independent.`,
  ];
}

function classWarnings({ spec, clips, folds }: FrozenRun, name: string): string[] {
  const ofClass = clips.filter(({ target }) => target === name);
  const subjectCount = subjectsOf(ofClass).size;
  const warnings: string[] = [];
  if (spec.split.kind === 'kfold' && subjectCount < spec.split.folds)
    warnings.push(
      `${name} has ${counted(subjectCount, 'subject')}, fewer than the ${spec.split.folds} folds: some folds test none of it.`,
    );
  const ids = new Set(ofClass.map(({ clipId }) => clipId));
  const without = folds.filter((fold) => !fold.trainClipIds.some((id) => ids.has(id)));
  if (without.length > 0)
    warnings.push(
      `${name} is not in the training clips of ${without.length === folds.length ? 'any fold' : listed(without)}: a model trained there never predicts it.`,
    );
  return warnings;
}

const LISTED_FOLDS = 3;

function listed(folds: readonly Fold[]): string {
  const names = folds.slice(0, LISTED_FOLDS).map(({ name }) => name);
  const rest = folds.length - names.length;
  return `${counted(folds.length, 'fold')} (${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
