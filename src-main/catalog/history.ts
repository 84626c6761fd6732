import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelCause, LabelHistoryEntry, LabelValues } from '#shared/domain/label.ts';
import { type Database, transaction } from './database.ts';
import { parseLabel, serializeLabel } from './label-columns.ts';

/** What a row of the history or of the undo ledger is about: the label, or one of its traces. */
export type HistoryItem = 'label' | `trace:${string}`;

export const LABEL_ITEM: HistoryItem = 'label';

/** A row of the history as it is written; `state` is JSON. */
export interface HistoryRow {
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly round: number;
  readonly item: HistoryItem;
  readonly actorId: RaterId | null;
  readonly at: string;
  readonly cause: LabelCause;
  readonly state: string | null;
}

/** One row of a label's history with its item left out. */
export interface LabelHistoryRow extends Omit<HistoryRow, 'item' | 'state'> {
  readonly state: LabelValues | null;
}

interface EntryColumns extends Omit<LabelHistoryEntry, 'before' | 'after'> {
  readonly state: string | null;
}

const ENTRY = `
  SELECT label_history.id, clip_id AS clipId, rater_id AS raterId, rater.name AS raterName, round,
    actor.name AS actorName, at, cause, state
  FROM label_history JOIN rater ON rater.id = rater_id LEFT JOIN rater AS actor ON actor.id = actor_id`;

export function createReadableHistory(db: Database) {
  const ofClip = db.prepare<[number], EntryColumns>(
    `${ENTRY} WHERE clip_id = ? AND item = 'label' ORDER BY at, label_history.id`,
  );
  const rowsOfRater = db.prepare<[number], HistoryRow & { readonly clipKey: string }>(`
    SELECT clip_id AS clipId, clip.key AS clipKey, rater_id AS raterId, round, item, actor_id AS actorId, at, cause, state
    FROM label_history JOIN clip ON clip.id = clip_id WHERE rater_id = ? ORDER BY clip_id, round, item, at, label_history.id`);
  const lastGiven = db.prepare<[], { seq: number }>(
    `SELECT seq FROM sqlite_sequence WHERE name = 'label_history'`,
  );
  return {
    /** Of the clip's labels, newest first. */
    ofClip: (clipId: ClipId): LabelHistoryEntry[] => withBefore(ofClip.all(clipId)).reverse(),
    /** Everything of one rater, by clip, round and item, each in the order of time. */
    ofRater: (raterId: RaterId): (HistoryRow & { readonly clipKey: string })[] => rowsOfRater.all(raterId),
    /** Grows with every change of any label: names a state of all labels. 0 where there never was one. */
    version: (): number => lastGiven.get()?.seq ?? 0,
  };
}

/** What was before is what the row before of the same label says. */
function withBefore(rows: readonly EntryColumns[]): LabelHistoryEntry[] {
  const last = new Map<string, LabelValues | null>();
  return rows.map(({ state, ...row }) => {
    const label = `${row.raterId} ${row.round}`;
    const after = parseLabel(state);
    const before = last.get(label) ?? null;
    last.set(label, after);
    return { ...row, before, after };
  });
}

/** Whoever changes a label writes its history in the same transaction. */
export function createWritableHistory(db: Database) {
  // A clock may be set back, and a source may be older than what it is read into: what comes last is later all the same.
  // A merge says itself when something was said elsewhere.
  const insert = db.prepare<[HistoryRow]>(`
    INSERT INTO label_history (clip_id, rater_id, round, item, actor_id, at, cause, state)
    VALUES (@clipId, @raterId, @round, @item, @actorId, iif(@cause = 'merge', @at, coalesce(
      (SELECT iif(max(at) < @at, @at, strftime('%Y-%m-%dT%H:%M:%fZ', max(at), '+0.001 seconds')) FROM label_history
        WHERE clip_id = @clipId AND rater_id = @raterId AND round = @round AND item = @item), @at)), @cause, @state)`);
  const last = db.prepare<
    [number, number, number, string],
    { id: number } & Pick<HistoryRow, 'cause' | 'actorId' | 'state'>
  >(`
    SELECT id, cause, actor_id AS actorId, state FROM label_history WHERE clip_id = ? AND rater_id = ? AND round = ? AND item = ?
    ORDER BY at DESC, id DESC LIMIT 1`);
  const isPinned = db.prepare<[number]>('SELECT 1 FROM run WHERE label_version >= ? LIMIT 1');
  const remove = db.prepare<[number]>('DELETE FROM label_history WHERE id = ?');
  return {
    add: (row: HistoryRow): void => transaction(db, () => void insert.run(row)),
    addLabel: ({ state, ...row }: LabelHistoryRow): void =>
      transaction(db, () => void insert.run({ ...row, item: LABEL_ITEM, state: serializeLabel(state) })),
    /** Many at once, in one transaction. */
    addLabels: (rows: Iterable<LabelHistoryRow>): void =>
      transaction(db, () => {
        for (const { state, ...row } of rows)
          insert.run({ ...row, item: LABEL_ITEM, state: serializeLabel(state) });
      }),
    /**
     * Takes away the newest row of this item's history if it is an edit of the actor's: a merged step writes it anew.
     * What a run names as the labels it learned stays. Gives the state the history then ends in.
     */
    retractEdit: ({ clipId, raterId, round, item, actorId }: EditedItem): string | null =>
      transaction(db, () => {
        const newest = last.get(clipId, raterId, round, item);
        const isOwn = newest?.cause === 'edit' && newest.actorId === actorId;
        if (!isOwn || isPinned.get(newest.id) !== undefined) return newest?.state ?? null;
        remove.run(newest.id);
        return last.get(clipId, raterId, round, item)?.state ?? null;
      }),
  };
}

type EditedItem = Pick<HistoryRow, 'clipId' | 'raterId' | 'round' | 'item' | 'actorId'>;
