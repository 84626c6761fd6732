import type { ClipId, RunId } from '#shared/domain/ids.ts';
import type { EpochRecord, Fold, Prediction, RunDetail, RunStatus } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';

/** What a run's row tells of it; its folds are read on their own, since they name every clip. */
export interface RunRecord {
  readonly id: RunId;
  readonly createdAt: string;
  readonly status: RunStatus;
  readonly spec: RunSpec;
  readonly backend: string | null;
  readonly seconds: number | null;
  readonly foldCount: number;
  readonly foldsDone: number;
  readonly clipCount: number;
  readonly subjectIndependent: boolean;
  readonly headline: number | null;
  readonly failure: string | null;
}

/** What was frozen when the run was saved. */
export interface RunFrozen {
  readonly classes: readonly string[];
  readonly folds: readonly Fold[];
  readonly leftOut: RunDetail['leftOut'];
  /** The state of all labels then; null for runs of earlier versions of the program. */
  readonly labelVersion: number | null;
}

/** A clip as a run froze it: later imports and labels do not touch it. */
export interface FrozenClip {
  readonly clipId: ClipId;
  readonly clipName: string;
  readonly subject: string | null;
  /** Emotion name or intensity, as trained on. */
  readonly target: string | number;
  /** The raters' shares in the order of the run's classes; null where distributions are not learned. */
  readonly distribution: readonly number[] | null;
}

export interface NewRun extends RunFrozen {
  readonly id: RunId;
  readonly createdAt: string;
  readonly spec: RunSpec;
  readonly subjectIndependent: boolean;
  readonly clips: readonly FrozenClip[];
}

/** What is left of a run where clips turned out unreadable. */
export interface NarrowedRun extends Omit<RunFrozen, 'labelVersion'> {
  readonly clips: readonly Pick<FrozenClip, 'clipId' | 'distribution'>[];
}

/** What a run has learned: its epochs, and the predictions of each fold that is done. */
export interface RunSoFar {
  readonly history: readonly EpochRecord[];
  readonly folds: readonly (readonly Prediction[])[];
}
