import { z } from 'zod';
import { emotionName } from '#shared/domain/emotion.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { type EpochRecord, fold, type Prediction, type RunStatus, runDetail } from '#shared/domain/run.ts';
import { parseRunSpec, type TaskKind } from '#shared/domain/run-spec.ts';
import { type Database, transaction } from './database.ts';
import {
  prepareInsertClip,
  prepareInsertEpoch,
  prepareInsertPrediction,
  prepareInsertRun,
  toJson,
} from './run-inserts.ts';
import type { FrozenClip, NarrowedRun, NewRun, RunFrozen, RunRecord, RunSoFar } from './run-records.ts';

const leftOutList = runDetail.shape.leftOut;
const classNames = z.array(emotionName);
const foldList = z.array(fold);
const numberList = z.array(z.number());

const RECORD = `
  SELECT id, created_at AS createdAt, status, spec, backend, seconds, json_array_length(folds) AS foldCount,
    folds_done AS foldsDone, (SELECT count(*) FROM run_clip WHERE run_id = run.id) AS clipCount,
    subject_independent AS subjectIndependent, headline, failure
  FROM run`;
type RecordRow = Omit<RunRecord, 'spec' | 'subjectIndependent'> & {
  spec: string;
  subjectIndependent: number;
};

const PREDICTIONS = `
  SELECT p.clip_id AS clipId, t.clip_name AS clipName, t.subject, p.fold,
    coalesce(t.target_emotion, t.target_intensity) AS truth, coalesce(p.emotion, p.intensity) AS prediction,
    p.confidence, p.probabilities
  FROM prediction p
    JOIN run_clip t ON t.run_id = p.run_id AND t.clip_id = p.clip_id
  WHERE p.run_id = ? ORDER BY p.fold, p.clip_id`;

const CLIPS = `
  SELECT clip_id AS clipId, clip_name AS clipName, subject, coalesce(target_emotion, target_intensity) AS target,
    distribution
  FROM run_clip WHERE run_id = ?`;
type ClipRow = Omit<FrozenClip, 'distribution'> & { distribution: string | null };
type FrozenRow = Pick<RunFrozen, 'labelVersion'> & { classes: string; folds: string; leftOut: string };
type PredictionRow = Omit<Prediction, 'probabilities'> & { probabilities: string | null };

export function createReadableRuns(db: Database) {
  const all = db.prepare<[], RecordRow>(`${RECORD} ORDER BY created_at DESC, id DESC`);
  const byId = db.prepare<[string], RecordRow>(`${RECORD} WHERE id = ?`);
  const frozen = db.prepare<[string], FrozenRow>(
    'SELECT classes, folds, left_out AS leftOut, label_version AS labelVersion FROM run WHERE id = ?',
  );
  const epochs = db.prepare<[string], EpochRecord>(`
    SELECT fold, epoch, loss, validation_loss AS validationLoss, held_out_loss AS heldOutLoss, seconds,
      peak_memory_mib AS peakMemoryMiB
    FROM run_epoch WHERE run_id = ? ORDER BY fold, epoch`);
  const clips = db.prepare<[string], ClipRow>(`${CLIPS} ORDER BY clip_id`);
  const someClips = db.prepare<[string, string], ClipRow>(
    `${CLIPS} AND clip_id IN (SELECT value FROM json_each(?)) ORDER BY clip_id`,
  );
  const predictions = db.prepare<[string], PredictionRow>(PREDICTIONS);
  return {
    /** The newest first. */
    list: (): RunRecord[] => all.all().map(toRecord),
    get: (id: RunId): RunRecord | null => {
      const row = byId.get(id);
      return row === undefined ? null : toRecord(row);
    },
    frozen: (id: RunId): RunFrozen | null => {
      const row = frozen.get(id);
      if (row === undefined) return null;
      return {
        classes: classNames.parse(JSON.parse(row.classes)),
        folds: foldList.parse(JSON.parse(row.folds)),
        leftOut: leftOutList.parse(JSON.parse(row.leftOut)),
        labelVersion: row.labelVersion,
      };
    },
    history: (id: RunId): EpochRecord[] => epochs.all(id),
    /** The clips the run uses, by id; with `clipIds`, those of them that it uses. */
    clips: (id: RunId, clipIds: readonly ClipId[] | null = null): FrozenClip[] =>
      (clipIds === null ? clips.all(id) : someClips.all(id, JSON.stringify(clipIds))).map((row) => ({
        ...row,
        distribution: toNumbers(row.distribution),
      })),
    predictions: (id: RunId): Prediction[] =>
      predictions.all(id).map((row) => ({
        ...row,
        probabilities: toNumbers(row.probabilities),
      })),
  };
}

export function createWritableRuns(db: Database) {
  const insertRun = prepareInsertRun(db);
  const insertClip = prepareInsertClip(db);
  const setFrozen = db.prepare<[string, string, string, string]>(
    'UPDATE run SET classes = ?, folds = ?, left_out = ? WHERE id = ?',
  );
  const keepClips = db.prepare<[string, string]>(
    'DELETE FROM run_clip WHERE run_id = ? AND clip_id NOT IN (SELECT value FROM json_each(?))',
  );
  const setDistribution = db.prepare<[string | null, string, number]>(
    'UPDATE run_clip SET distribution = ? WHERE run_id = ? AND clip_id = ?',
  );
  const setStatus = db.prepare<[RunStatus, string]>('UPDATE run SET status = ? WHERE id = ?');
  const setBackend = db.prepare<[string, string]>('UPDATE run SET backend = ? WHERE id = ?');
  const insertEpoch = prepareInsertEpoch(db);
  const insertPrediction = prepareInsertPrediction(db);
  const countFold = db.prepare<[string]>('UPDATE run SET folds_done = folds_done + 1 WHERE id = ?');
  const clear = [
    'DELETE FROM run_epoch WHERE run_id = ?',
    'DELETE FROM prediction WHERE run_id = ?',
    'UPDATE run SET folds_done = 0 WHERE id = ?',
  ].map((sql) => db.prepare<[string]>(sql));
  const finish = db.prepare<[number, number | null, string]>(
    `UPDATE run SET status = 'done', seconds = ?, headline = ?, failure = NULL WHERE id = ?`,
  );
  const end = db.prepare<[RunStatus, string | null, string]>(
    'UPDATE run SET status = ?, failure = ? WHERE id = ?',
  );
  const requeue = db.prepare<[string]>(`UPDATE run SET status = 'queued', failure = NULL WHERE id = ?`);
  const interruptUnfinished = db.prepare<[string]>(`
    UPDATE run SET status = 'interrupted', failure = ? WHERE status IN ('queued', 'preparing', 'training')`);
  const addFold = (id: RunId, task: TaskKind, predictions: readonly Prediction[]) => {
    for (const prediction of predictions) insertPrediction(id, task, prediction);
    countFold.run(id);
  };

  return {
    /** Saves a run, queued, with all it will train on. */
    create: (run: NewRun): void =>
      transaction(db, () => {
        insertRun(run);
        for (const clip of run.clips) insertClip(run.id, run.spec.task, clip);
      }),
    /** Takes all but `clips` out of a run that has not trained yet; their shares follow the classes that are left. */
    narrow: (id: RunId, { classes, folds, leftOut, clips }: NarrowedRun): void =>
      transaction(db, () => {
        setFrozen.run(JSON.stringify(classes), JSON.stringify(folds), JSON.stringify(leftOut), id);
        keepClips.run(id, JSON.stringify(clips.map(({ clipId }) => clipId)));
        for (const { clipId, distribution } of clips) setDistribution.run(toJson(distribution), id, clipId);
      }),
    setStatus: (id: RunId, status: 'preparing' | 'training'): void =>
      transaction(db, () => void setStatus.run(status, id)),
    setBackend: (id: RunId, backend: string): void => transaction(db, () => void setBackend.run(backend, id)),
    /** What the run has learned so far is this, and nothing else: `folds` are those that are done. */
    begin: (id: RunId, task: TaskKind, { history, folds }: RunSoFar): void =>
      transaction(db, () => {
        for (const statement of clear) statement.run(id);
        for (const epoch of history) insertEpoch(id, epoch);
        for (const predictions of folds) addFold(id, task, predictions);
      }),
    addEpoch: (id: RunId, epoch: EpochRecord): void => transaction(db, () => insertEpoch(id, epoch)),
    /** Adds what the model of one fold predicted, and counts the fold as done. */
    addFold: (id: RunId, task: TaskKind, predictions: readonly Prediction[]): void =>
      transaction(db, () => addFold(id, task, predictions)),
    finish: (id: RunId, seconds: number, headline: number | null): void =>
      transaction(db, () => void finish.run(seconds, headline, id)),
    fail: (id: RunId, failure: string): void => transaction(db, () => void end.run('failed', failure, id)),
    cancel: (id: RunId): void => transaction(db, () => void end.run('cancelled', null, id)),
    /** Where the program ends before the run has. */
    interrupt: (id: RunId, why: string): void => transaction(db, () => void end.run('interrupted', why, id)),
    /** To be trained once more; what it learned so far stays until it begins. */
    requeue: (id: RunId): void => transaction(db, () => void requeue.run(id)),
    /** Marks every run that has not ended as interrupted; gives back how many there were. */
    interruptUnfinished: (why: string): number => transaction(db, () => interruptUnfinished.run(why).changes),
  };
}

function toNumbers(json: string | null): number[] | null {
  return json === null ? null : numberList.parse(JSON.parse(json));
}

function toRecord(row: RecordRow): RunRecord {
  return {
    ...row,
    spec: parseRunSpec(JSON.parse(row.spec)),
    subjectIndependent: row.subjectIndependent === 1,
  };
}
