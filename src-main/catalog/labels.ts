import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Label } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { Database } from './database.ts';
import { fromColumns, VALUE_COLUMNS, type ValueColumns } from './label-columns.ts';
import { createOwnLabelReader } from './own-labels.ts';

/** A label with what is needed to weigh it. */
export interface RatedLabel extends Label {
  readonly raterKind: RaterKind;
}

/** A label with what names its clip and its marks outside the program: the source's own frame numbers. */
export interface SourcedLabel extends RatedLabel {
  readonly clip: string;
  readonly clipKey: string;
  readonly dataset: string | null;
  readonly subject: string | null;
  readonly onsetSource: number | null;
  readonly apexSource: number | null;
  readonly offsetSource: number | null;
}

type Rated<T> = Omit<T, keyof ValueColumns> & ValueColumns;

const LABEL_COLUMNS = `label.clip_id AS clipId, label.rater_id AS raterId, rater.name AS raterName, rater.kind AS raterKind,
  label.round, label.updated_at AS updatedAt, ${VALUE_COLUMNS}`;
const LABEL = `SELECT ${LABEL_COLUMNS} FROM label JOIN rater ON rater.id = rater_id`;

/** Where a frame is not known, its index is all there is: the number stays empty. */
const SOURCED = `
  SELECT ${LABEL_COLUMNS}, clip.name AS clip, clip.key AS clipKey, dataset.name AS dataset, subject.name AS subject,
    onset.source_number AS onsetSource, apex.source_number AS apexSource, "offset".source_number AS offsetSource
  FROM label
    JOIN rater ON rater.id = rater_id
    JOIN clip ON clip.id = label.clip_id
    LEFT JOIN dataset ON dataset.id = clip.dataset_id
    LEFT JOIN subject ON subject.id = clip.subject_id
    LEFT JOIN frame AS onset ON onset.clip_id = label.clip_id AND onset.position = onset_frame
    LEFT JOIN frame AS apex ON apex.clip_id = label.clip_id AND apex.position = apex_frame
    LEFT JOIN frame AS "offset" ON "offset".clip_id = label.clip_id AND "offset".position = offset_frame
  ORDER BY clip.name COLLATE NOCASE, clip.id, rater.id, label.round`;

export function createReadableLabels(db: Database) {
  const one = db.prepare<[number, number, number], Rated<RatedLabel>>(
    `${LABEL} WHERE clip_id = ? AND rater_id = ? AND round = ?`,
  );
  const ofClips = db.prepare<[string], Rated<RatedLabel>>(`
    ${LABEL} JOIN json_each(?) AS wanted ON wanted.value = label.clip_id ORDER BY clip_id, rater_id, round`);
  const all = db.prepare<[], Rated<RatedLabel>>(`${LABEL} ORDER BY clip_id, rater_id, round`);
  const sourced = db.prepare<[], Rated<SourcedLabel>>(SOURCED);
  return {
    get: (clipId: ClipId, raterId: RaterId, round: number): RatedLabel | null => {
      const row = one.get(clipId, raterId, round);
      return row === undefined ? null : fromColumns(row);
    },
    /** By clip, then by rater in the order they came, then by round, of any status; null: of every clip. */
    list: (clipIds: readonly ClipId[] | null): RatedLabel[] =>
      (clipIds === null ? all.all() : ofClips.all(JSON.stringify([...new Set(clipIds)]))).map(fromColumns),
    /** What a rater themselves says, one a clip, by clip; of these clips, or (null) of all. */
    own: createOwnLabelReader(db),
    /** Every label there is, by the clip's name, then by rater and round. */
    allSourced: (): SourcedLabel[] => sourced.all().map(fromColumns),
  };
}
