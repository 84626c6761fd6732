import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { type Database, transaction } from './database.ts';
import { parseLabel, serializeLabel } from './labels.ts';

/** One change of a label by hand, as undo takes it back. */
export interface UndoStep {
  readonly id: number;
  readonly clipId: ClipId;
  readonly mergeKey: string | null;
  readonly before: LabelValues | null;
  readonly after: LabelValues | null;
}

interface StepColumns extends Omit<UndoStep, 'before' | 'after'> {
  readonly before: string | null;
  readonly after: string | null;
}

const STEP = `SELECT id, clip_id AS clipId, merge_key AS mergeKey, before, after FROM undo_step`;

/** A rater's steps in the order they were made; undone ones are the newest, always. */
export function createReadableUndo(db: Database) {
  const lastDone = db.prepare<[number], StepColumns>(
    `${STEP} WHERE rater_id = ? AND undone = 0 ORDER BY id DESC LIMIT 1`,
  );
  const firstUndone = db.prepare<[number], StepColumns>(
    `${STEP} WHERE rater_id = ? AND undone = 1 ORDER BY id LIMIT 1`,
  );
  return {
    nextUndo: (raterId: RaterId): UndoStep | null => toStep(lastDone.get(raterId)),
    nextRedo: (raterId: RaterId): UndoStep | null => toStep(firstUndone.get(raterId)),
  };
}

export function createWritableUndo(db: Database) {
  const insert = db.prepare<[StepParameters]>(`
    INSERT INTO undo_step (rater_id, clip_id, at, merge_key, before, after, undone)
    VALUES (@raterId, @clipId, @at, @mergeKey, @before, @after, 0)`);
  const setAfter = db.prepare<[string | null, string, number]>(
    'UPDATE undo_step SET after = ?, at = ? WHERE id = ?',
  );
  const remove = db.prepare<[number]>('DELETE FROM undo_step WHERE id = ?');
  const removeUndone = db.prepare<[number]>('DELETE FROM undo_step WHERE rater_id = ? AND undone = 1');
  const setUndone = db.prepare<[number, number]>('UPDATE undo_step SET undone = ? WHERE id = ?');
  const seal = db.prepare<[number]>(`
    UPDATE undo_step SET merge_key = NULL
    WHERE id = (SELECT max(id) FROM undo_step WHERE rater_id = ? AND undone = 0)`);
  return {
    push: (raterId: RaterId, step: Omit<UndoStep, 'id'>, at: string): void =>
      transaction(db, () => {
        const { before, after } = step;
        insert.run({ ...step, raterId, at, before: serializeLabel(before), after: serializeLabel(after) });
      }),
    /** A further change of the same gesture: the step now ends in `after`. */
    extend: (stepId: number, after: LabelValues | null, at: string): void =>
      transaction(db, () => {
        setAfter.run(serializeLabel(after), at, stepId);
      }),
    remove: (stepId: number): void =>
      transaction(db, () => {
        remove.run(stepId);
      }),
    /** What was undone can no longer be redone. */
    dropRedo: (raterId: RaterId): void =>
      transaction(db, () => {
        removeUndone.run(raterId);
      }),
    /** Marks a step undone or done again; no later change merges into the step that is then the last. */
    setUndone: (raterId: RaterId, stepId: number, undone: boolean): void =>
      transaction(db, () => {
        setUndone.run(undone ? 1 : 0, stepId);
        seal.run(raterId);
      }),
  };
}

type StepParameters = Omit<UndoStep, 'id' | 'before' | 'after'> & {
  raterId: number;
  at: string;
  before: string | null;
  after: string | null;
};

function toStep(row: StepColumns | undefined): UndoStep | null {
  return row === undefined ? null : { ...row, before: parseLabel(row.before), after: parseLabel(row.after) };
}
