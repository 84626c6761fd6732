import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { type Database, transaction } from './database.ts';
import type { HistoryItem } from './history.ts';

/** One change by hand of a label or of a trace, as undo takes it back. `before` and `after` are its states in JSON. */
export interface UndoStep {
  readonly id: number;
  readonly clipId: ClipId;
  /** Whose label it is: the actor's own, or what was adjudicated. */
  readonly raterId: RaterId;
  readonly round: number;
  readonly item: HistoryItem;
  readonly mergeKey: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

const STEP = `
  SELECT id, clip_id AS clipId, rater_id AS raterId, round, item, merge_key AS mergeKey, before, after FROM undo_step`;

/** The steps of who made them, in their order. */
export function createReadableUndo(db: Database) {
  const done = db.prepare<[number, number], UndoStep>(
    `${STEP} WHERE actor_id = ? AND undone = 0 ORDER BY id DESC LIMIT ?`,
  );
  const undone = db.prepare<[number, number], UndoStep>(
    `${STEP} WHERE actor_id = ? AND undone = 1 ORDER BY id LIMIT ?`,
  );
  return {
    /** The last one that is done. */
    last: (actorId: RaterId): UndoStep | null => done.get(actorId, 1) ?? null,
    /** At most so many of those to undo, the next one first. */
    toUndo: (actorId: RaterId, most: number): UndoStep[] => done.all(actorId, most),
    /** At most so many of those to redo, the next one first. */
    toRedo: (actorId: RaterId, most: number): UndoStep[] => undone.all(actorId, most),
  };
}

export function createWritableUndo(db: Database) {
  const insert = db.prepare<[StepParameters]>(`
    INSERT INTO undo_step (actor_id, clip_id, rater_id, round, item, at, merge_key, before, after, undone)
    VALUES (@actorId, @clipId, @raterId, @round, @item, @at, @mergeKey, @before, @after, 0)`);
  const setAfter = db.prepare<[string | null, string, number]>(
    'UPDATE undo_step SET after = ?, at = ? WHERE id = ?',
  );
  const remove = db.prepare<[number]>('DELETE FROM undo_step WHERE id = ?');
  const removeUndone = db.prepare<[number]>('DELETE FROM undo_step WHERE actor_id = ? AND undone = 1');
  const setUndone = db.prepare<[number, number]>('UPDATE undo_step SET undone = ? WHERE id = ?');
  const seal = db.prepare<[number]>(`
    UPDATE undo_step SET merge_key = NULL
    WHERE id = (SELECT max(id) FROM undo_step WHERE actor_id = ? AND undone = 0)`);
  return {
    push: (actorId: RaterId, step: Omit<UndoStep, 'id'>, at: string): void =>
      transaction(db, () => void insert.run({ ...step, actorId, at })),
    /** A further change of the same gesture: the step now ends in `after`. */
    extend: (stepId: number, after: string | null, at: string): void =>
      transaction(db, () => void setAfter.run(after, at, stepId)),
    remove: (stepId: number): void =>
      transaction(db, () => {
        remove.run(stepId);
      }),
    /** What was undone can no longer be redone. */
    dropRedo: (actorId: RaterId): void =>
      transaction(db, () => {
        removeUndone.run(actorId);
      }),
    /** Marks a step undone or done again; no later change merges into the step that is then the last. */
    setUndone: (actorId: RaterId, stepId: number, undone: boolean): void =>
      transaction(db, () => {
        setUndone.run(undone ? 1 : 0, stepId);
        seal.run(actorId);
      }),
  };
}

type StepParameters = Omit<UndoStep, 'id'> & { readonly actorId: number; readonly at: string };
