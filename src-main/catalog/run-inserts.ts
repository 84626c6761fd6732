import type { RunId } from '#shared/domain/ids.ts';
import type { EpochRecord, Prediction } from '#shared/domain/run.ts';
import type { TaskKind } from '#shared/domain/run-spec.ts';
import type { Database } from './database.ts';
import type { FrozenClip, NewRun } from './run-records.ts';

export function prepareInsertRun(db: Database) {
  const insert = db.prepare<[string, string, string, string, string, string, number, number | null]>(`
    INSERT INTO run (id, created_at, status, spec, classes, folds, left_out, subject_independent, label_version)
    VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?)`);
  return (run: NewRun) =>
    insert.run(
      run.id,
      run.createdAt,
      JSON.stringify(run.spec),
      JSON.stringify(run.classes),
      JSON.stringify(run.folds),
      JSON.stringify(run.leftOut),
      run.subjectIndependent ? 1 : 0,
      run.labelVersion,
    );
}

export function prepareInsertClip(db: Database) {
  const insert = db.prepare<
    [string, number, string, string | null, string | null, number | null, string | null]
  >(`
    INSERT INTO run_clip (run_id, clip_id, clip_name, subject, target_emotion, target_intensity, distribution)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  return (runId: RunId, task: TaskKind, clip: FrozenClip) => {
    const { clipId, clipName, subject, target, distribution } = clip;
    insert.run(runId, clipId, clipName, subject, ...byTask(task, target), toJson(distribution));
  };
}

export function prepareInsertEpoch(db: Database) {
  const insert = db.prepare<
    [string, number, number, number, number | null, number | null, number, number | null]
  >(`
    INSERT INTO run_epoch (run_id, fold, epoch, loss, validation_loss, held_out_loss, seconds, peak_memory_mib)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  return (id: RunId, epoch: EpochRecord): void => {
    const { validationLoss, heldOutLoss, seconds, peakMemoryMiB } = epoch;
    insert.run(id, epoch.fold, epoch.epoch, epoch.loss, validationLoss, heldOutLoss, seconds, peakMemoryMiB);
  };
}

export function prepareInsertPrediction(db: Database) {
  const insert = db.prepare<
    [string, number, number, string | null, number | null, number | null, string | null]
  >(`
    INSERT INTO prediction (run_id, clip_id, fold, emotion, intensity, confidence, probabilities)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  return (runId: RunId, task: TaskKind, prediction: Prediction) => {
    const [emotion, intensity] = byTask(task, prediction.prediction);
    insert.run(
      runId,
      prediction.clipId,
      prediction.fold,
      emotion,
      intensity,
      prediction.confidence,
      toJson(prediction.probabilities),
    );
  };
}

/** Null stays null. */
export function toJson(numbers: readonly number[] | null): string | null {
  return numbers === null ? null : JSON.stringify(numbers);
}

/** The value in the column of its task; throws where it is of the other task's kind. */
function byTask(task: TaskKind, value: string | number): [string | null, number | null] {
  if (task === 'emotion' && typeof value === 'string') return [value, null];
  if (task === 'intensity' && typeof value === 'number') return [null, value];
  throw new Error(`${value} is no value of the ${task} task.`);
}
