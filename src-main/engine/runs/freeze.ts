import type { Catalog } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { TrainingClip } from '#shared/contract/children.ts';
import type { Fold, RunPlan } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import {
  assertSubjectsDisjoint,
  intensityStratum,
  type SplitItem,
  splitItems,
} from '#shared/kernels/splits/split.ts';
import { type SelectedClip, type Selection, selectClips } from './selection.ts';
import { sharesOf } from './shares.ts';

/** All a run trains on, fixed: later labels and imports do not touch it. */
export interface FrozenRun {
  readonly spec: RunSpec;
  /** Emotion task: in the order of their scheme. Empty for intensity. */
  readonly classes: readonly string[];
  readonly clips: readonly TrainingClip[];
  readonly folds: readonly Fold[];
  readonly leftOut: RunPlan['leftOut'];
  /** True where every clip's subject is known and none is on both sides of a fold. */
  readonly subjectIndependent: boolean;
  /** The state of all labels it was frozen from; null where an earlier version of the program froze it. */
  readonly labelVersion: number | null;
}

/** As many bins of intensity as folds shall hold alike. */
const INTENSITY_STRATA = 5;

/** Decides everything of a run from the project as it is now. `problems` in words keep it from starting. */
export function freezeRun(catalog: Catalog, spec: RunSpec): { frozen: FrozenRun; problems: string[] } {
  const problems: string[] = [];
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof OnsetError)) throw error;
      problems.push(error.message);
      return otherwise;
    }
  };
  const selection = attempt(() => selectClips(catalog, spec), NOTHING);
  const { clips } = selection;
  const classes = spec.task === 'emotion' ? classesOf(clips, selection.scheme) : [];
  if (clips.length > 0 && spec.task === 'emotion' && classes.length < 2)
    problems.push(
      `All ${clips.length} clips are ${classes[0] ?? 'unlabelled'}: there is nothing to tell apart.`,
    );
  if (clips.length === 0 && problems.length === 0) problems.push(nothingToUse(selection.leftOut, spec));

  const subjectIndependent =
    spec.split.kind !== 'holdout-clips' && clips.every(({ clip }) => clip.subject !== null);
  const folds = clips.length === 0 ? [] : attempt(() => foldsOf(clips, spec, subjectIndependent), []);
  return {
    frozen: {
      spec,
      classes,
      clips: clips.map((clip) => toTrainingClip(clip, classes)),
      folds,
      leftOut: selection.leftOut,
      subjectIndependent,
      labelVersion: catalog.read.history.version(),
    },
    problems,
  };
}

const NOTHING: Selection = { clips: [], leftOut: [], scheme: [] };

/** The emotions that occur, in the order of the scheme. */
function classesOf(clips: readonly SelectedClip[], scheme: readonly string[]): string[] {
  const found = new Set(clips.map(({ target }) => target));
  return scheme.filter((name) => found.has(name));
}

function foldsOf(clips: readonly SelectedClip[], spec: RunSpec, subjectIndependent: boolean): Fold[] {
  const items = toSplitItems(clips);
  const split = splitItems(items, spec.split, spec.seed);
  if (subjectIndependent) {
    const subjectOf = new Map<number, string | null>(items.map(({ id, subject }) => [id, subject]));
    assertSubjectsDisjoint(split, (id) => subjectOf.get(id) ?? null);
  }
  const idOf = new Map(clips.map(({ clip }) => [Number(clip.id), clip.id]));
  const branded = (ids: readonly number[]) => ids.flatMap((id) => idOf.get(id) ?? []);
  return split.map(({ name, trainIds, testIds }) => ({
    name,
    trainClipIds: branded(trainIds),
    testClipIds: branded(testIds),
  }));
}

function toSplitItems(clips: readonly SelectedClip[]): SplitItem[] {
  const intensities = clips.flatMap(({ target }) => (typeof target === 'number' ? target : []));
  const strata = intensityStratum(intensities, INTENSITY_STRATA);
  return clips.map(({ clip, target }, index) => ({
    id: clip.id,
    subject: clip.subject,
    stratum: typeof target === 'string' ? target : (strata[index] ?? null),
    split: clip.split,
  }));
}

function toTrainingClip(
  { clip, target, shares, firstFrame, lastFrame }: SelectedClip,
  classes: readonly string[],
): TrainingClip {
  const { id: clipId, name: clipName, subject } = clip;
  const distribution = shares === null ? null : sharesOf(shares, classes);
  return { clipId, clipName, subject, target, distribution, firstFrame, lastFrame };
}

function nothingToUse(leftOut: RunPlan['leftOut'], spec: RunSpec): string {
  const [first] = leftOut;
  if (first === undefined) return 'The project has no clips yet: import some.';
  const example = `${first.clipName}: ${first.reason}`;
  return `None of the ${leftOut.length} clips can be used for the ${spec.task} task (${example}).`;
}
