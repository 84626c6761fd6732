import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import {
  type Label,
  type LabelCause,
  type LabelHistoryEntry,
  type LabelValues,
  labelValues,
} from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import { type Database, transaction } from './database.ts';

/** A label with what is needed to weigh it. */
export interface RatedLabel extends Label {
  readonly raterKind: RaterKind;
}

/** What one rater said of one clip, as far as a target needs it. */
export interface Opinion {
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly emotion: string | null;
  readonly intensity: number | null;
}

/** A label with what names its clip and its marks outside the program: the source's own frame numbers. */
export interface SourcedLabel extends RatedLabel {
  readonly clip: string;
  readonly subject: string | null;
  readonly onsetSource: number | null;
  readonly apexSource: number | null;
  readonly offsetSource: number | null;
}

interface LabelColumns extends Omit<RatedLabel, 'apexEstimated'> {
  readonly apexEstimated: 0 | 1;
}
interface HistoryColumns extends Omit<LabelHistoryEntry, 'before' | 'after'> {
  readonly before: string | null;
  readonly after: string | null;
}

const LABEL_COLUMNS = `label.clip_id AS clipId, rater_id AS raterId, rater.name AS raterName, rater.kind AS raterKind, emotion, intensity,
    onset_frame AS onset, apex_frame AS apex, offset_frame AS "offset", apex_estimated AS apexEstimated,
    action_units AS actionUnits, note, updated_at AS updatedAt`;
const LABEL = `SELECT ${LABEL_COLUMNS} FROM label JOIN rater ON rater.id = rater_id`;

/** Where a frame is not known, its index is all there is: the number stays empty. */
const SOURCED = `
  SELECT ${LABEL_COLUMNS}, clip.name AS clip, subject.name AS subject, onset.source_number AS onsetSource,
    apex.source_number AS apexSource, "offset".source_number AS offsetSource
  FROM label
    JOIN rater ON rater.id = rater_id
    JOIN clip ON clip.id = label.clip_id
    LEFT JOIN subject ON subject.id = clip.subject_id
    LEFT JOIN frame AS onset ON onset.clip_id = label.clip_id AND onset.position = onset_frame
    LEFT JOIN frame AS apex ON apex.clip_id = label.clip_id AND apex.position = apex_frame
    LEFT JOIN frame AS "offset" ON "offset".clip_id = label.clip_id AND "offset".position = offset_frame
  ORDER BY clip.name COLLATE NOCASE, clip.id, rater.id`;

export function createReadableLabels(db: Database) {
  const one = db.prepare<[number, number], LabelColumns>(`${LABEL} WHERE clip_id = ? AND rater_id = ?`);
  const ofClips = db.prepare<[string], LabelColumns>(
    `${LABEL} WHERE clip_id IN (SELECT value FROM json_each(?)) ORDER BY clip_id, rater_id`,
  );
  const all = db.prepare<[], LabelColumns>(`${LABEL} ORDER BY clip_id, rater_id`);
  const sourced = db.prepare<[], Omit<SourcedLabel, 'apexEstimated'> & { apexEstimated: 0 | 1 }>(SOURCED);
  const opinions = db.prepare<[], Opinion>(`
    SELECT clip_id AS clipId, rater_id AS raterId, emotion, intensity FROM label
    WHERE rater_id NOT IN (SELECT id FROM rater WHERE kind = 'model') ORDER BY clip_id, rater_id`);
  const history = db.prepare<[number], HistoryColumns>(`
    SELECT clip_id AS clipId, rater.name AS raterName, at, cause, before, after
    FROM label_history JOIN rater ON rater.id = rater_id WHERE clip_id = ? ORDER BY label_history.id DESC`);
  return {
    get: (clipId: ClipId, raterId: RaterId): RatedLabel | null => {
      const row = one.get(clipId, raterId);
      return row === undefined ? null : toLabel(row);
    },
    /** By clip, then by rater in the order they came; null: of every clip. */
    list: (clipIds: readonly ClipId[] | null): RatedLabel[] =>
      (clipIds === null ? all.all() : ofClips.all(JSON.stringify(clipIds))).map(toLabel),
    /** Every label there is, by the clip's name, then by rater. */
    allSourced: (): SourcedLabel[] =>
      sourced.all().map((row) => ({ ...row, apexEstimated: row.apexEstimated === 1 })),
    /** Of every clip, by people and sources (a model's predictions are no opinion), by clip, then by rater. */
    opinions: (): Opinion[] => opinions.all(),
    /** Newest first. */
    history: (clipId: ClipId): LabelHistoryEntry[] =>
      history
        .all(clipId)
        .map((row) => ({ ...row, before: parseLabel(row.before), after: parseLabel(row.after) })),
  };
}

/** A row of the history as it is written. */
export interface HistoryEntry {
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly at: string;
  readonly cause: LabelCause;
  readonly before: LabelValues | null;
  readonly after: LabelValues | null;
}

/** Whoever changes a label writes its history in the same transaction. */
export function createWritableLabels(db: Database) {
  const upsert = db.prepare<[LabelParameters]>(`
    INSERT OR REPLACE INTO label (clip_id, rater_id, emotion, intensity, onset_frame, apex_frame, offset_frame,
      apex_estimated, action_units, note, updated_at)
    VALUES (@clipId, @raterId, @emotion, @intensity, @onset, @apex, @offset, @apexEstimated, @actionUnits, @note, @at)`);
  const remove = db.prepare<[number, number]>('DELETE FROM label WHERE clip_id = ? AND rater_id = ?');
  const insertHistory = db.prepare<[HistoryParameters]>(`
    INSERT INTO label_history (clip_id, rater_id, at, cause, before, after)
    VALUES (@clipId, @raterId, @at, @cause, @before, @after)`);
  const lastHistoryId = db.prepare<[number, number], { id: number; cause: LabelCause }>(
    'SELECT id, cause FROM label_history WHERE clip_id = ? AND rater_id = ? ORDER BY id DESC LIMIT 1',
  );
  const removeHistory = db.prepare<[number]>('DELETE FROM label_history WHERE id = ?');
  return {
    /** This rater's label of the clip; null takes it away. */
    put: (clipId: ClipId, raterId: RaterId, values: LabelValues | null, at: string): void =>
      transaction(db, () => {
        if (values === null) remove.run(clipId, raterId);
        else upsert.run({ ...values, apexEstimated: values.apexEstimated ? 1 : 0, clipId, raterId, at });
      }),
    addHistory: (entry: HistoryEntry): void =>
      transaction(db, () => {
        insertHistory.run({
          ...entry,
          before: serializeLabel(entry.before),
          after: serializeLabel(entry.after),
        });
      }),
    /** Takes away the newest row of this label's history if it is an edit: a merged step writes it anew. */
    retractEdit: (clipId: ClipId, raterId: RaterId): void =>
      transaction(db, () => {
        const last = lastHistoryId.get(clipId, raterId);
        if (last?.cause === 'edit') removeHistory.run(last.id);
      }),
  };
}

type LabelParameters = Omit<LabelValues, 'apexEstimated'> & {
  apexEstimated: 0 | 1;
  clipId: number;
  raterId: number;
  at: string;
};
type HistoryParameters = Omit<HistoryEntry, 'before' | 'after'> & {
  before: string | null;
  after: string | null;
};

function toLabel(row: LabelColumns): RatedLabel {
  return { ...row, apexEstimated: row.apexEstimated === 1 };
}

/** Label values as the history and the undo ledger keep them. */
export function parseLabel(text: string | null): LabelValues | null {
  return text === null ? null : labelValues.parse(JSON.parse(text));
}

export function serializeLabel(values: LabelValues | null): string | null {
  return values === null ? null : JSON.stringify(values);
}
