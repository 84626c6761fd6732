import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelCause, LabelValues } from '#shared/domain/label.ts';
import type { LabelEntry, TraceEntry } from '#shared/domain/label-history.ts';
import { type Database, transaction } from './database.ts';
import { parseLabel, serializeLabel } from './label-columns.ts';
import { parseTrace } from './traces.ts';

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

/** A row with its names, as one that is to be said again. */
export interface HistoryEntry extends Omit<LabelEntry, 'item' | 'before' | 'after' | 'isPresent'> {
  readonly item: HistoryItem;
  readonly state: string | null;
}

const ENTRY = `
  SELECT label_history.id, clip_id AS clipId, rater_id AS raterId, rater.name AS raterName, round,
    actor.name AS actorName, at, cause, item, state
  FROM label_history JOIN rater ON rater.id = rater_id LEFT JOIN rater AS actor ON actor.id = actor_id`;

export function createReadableHistory(db: Database) {
  const ofClip = db.prepare<[number], HistoryEntry>(
    `${ENTRY} WHERE clip_id = ? AND item = 'label' ORDER BY at, label_history.id`,
  );
  const tracesOfClip = db.prepare<[number], HistoryEntry>(
    `${ENTRY} WHERE clip_id = ? AND item <> 'label' ORDER BY at, label_history.id`,
  );
  const entry = db.prepare<[number, number], HistoryEntry>(
    `${ENTRY} WHERE clip_id = ? AND label_history.id = ?`,
  );
  const rowsOfRater = db.prepare<[number], HistoryRow & { readonly clipKey: string }>(`
    SELECT clip_id AS clipId, clip.key AS clipKey, rater_id AS raterId, round, item, actor_id AS actorId, at, cause, state
    FROM label_history JOIN clip ON clip.id = clip_id WHERE rater_id = ? ORDER BY clip_id, round, item, at, label_history.id`);
  const lastGiven = db.prepare<[], { seq: number }>(
    `SELECT seq FROM sqlite_sequence WHERE name = 'label_history'`,
  );
  return {
    /** Of the clip's labels, newest first. */
    ofClip: (clipId: ClipId): LabelEntry[] => withBefore(ofClip.all(clipId)).map(toLabelEntry).reverse(),
    /** Of the clip's traces, newest first. */
    tracesOfClip: (clipId: ClipId): TraceEntry[] =>
      withBefore(tracesOfClip.all(clipId)).map(toTraceEntry).reverse(),
    entry: (clipId: ClipId, id: number): HistoryEntry | null => entry.get(clipId, id) ?? null,
    /** Everything of one rater, by clip, round and item, each in the order of time. */
    ofRater: (raterId: RaterId): (HistoryRow & { readonly clipKey: string })[] => rowsOfRater.all(raterId),
    /** Grows with every change of any label: names a state of all labels. 0 where there never was one. */
    version: (): number => lastGiven.get()?.seq ?? 0,
  };
}

interface ChainedEntry extends HistoryEntry {
  readonly before: string | null;
  readonly isPresent: boolean;
}

/** What was before is what the row before of the same label or trace says; what is said now is what its last row says. */
function withBefore(rows: readonly HistoryEntry[]): ChainedEntry[] {
  const keyOf = ({ raterId, round, item }: HistoryEntry) => `${raterId} ${round} ${item}`;
  const reached = new Map<string, string | null>();
  const chained = rows.map((row) => {
    const before = reached.get(keyOf(row)) ?? null;
    reached.set(keyOf(row), row.state);
    return { ...row, before };
  });
  return chained.map((row) => ({ ...row, isPresent: reached.get(keyOf(row)) === row.state }));
}

function toLabelEntry({ state, before, ...row }: ChainedEntry): LabelEntry {
  return { ...row, item: 'label', before: parseLabel(before), after: parseLabel(state) };
}

function toTraceEntry({ state, before, item, ...row }: ChainedEntry): TraceEntry {
  const points = (text: string | null) => parseTrace(text)?.points.length ?? null;
  const name = item.slice('trace:'.length);
  return { ...row, item: 'trace', name, before: points(before), after: points(state) };
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
