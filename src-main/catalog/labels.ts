import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Distribution, Label } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { Database } from './database.ts';
import { fromColumns, parseDistribution, VALUE_COLUMNS, type ValueColumns } from './label-columns.ts';
import { createOwnLabelReader } from './own-labels.ts';
import { createTranslators } from './schemes.ts';

/** A label with what is needed to weigh it. */
export interface RatedLabel extends Label {
  readonly raterKind: RaterKind;
}

/**
 * What one rater said of one clip, as far as a target needs it: their latest submitted label, the emotion in the main
 * scheme (null where the rater's own scheme has no map to it).
 */
export interface Opinion {
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly emotion: string | null;
  readonly distribution: Distribution | null;
  readonly intensity: number | null;
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
  const opinions = createOpinionReader(db);
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
    /** Of every clip, by people and sources (a model's predictions are no opinion), by clip, then by rater. */
    opinions,
  };
}

type OpinionRow = readonly [
  clipId: ClipId,
  raterId: RaterId,
  scheme: number,
  emotion: string | null,
  distribution: string | null,
  intensity: number | null,
];

/** A million rows are asked at once: arrays, not objects, and one pass. */
function createOpinionReader(db: Database): () => Opinion[] {
  const rows = db
    .prepare<[], OpinionRow>(`
      SELECT clip_id, rater_id, scheme_id, emotion, distribution, intensity
      FROM label JOIN rater ON rater.id = rater_id
      WHERE status = 'submitted' AND kind IN ('person', 'source') ORDER BY clip_id, rater_id, round`)
    .raw();
  const translator = createTranslators(db);
  return () => {
    const translate = translator();
    const opinions: Opinion[] = [];
    for (const [clipId, raterId, scheme, emotion, shares, intensity] of rows.iterate()) {
      const opinion = {
        clipId,
        raterId,
        emotion: translate(scheme, emotion),
        distribution: shares === null ? null : translate.shares(scheme, parseDistribution(shares)),
        intensity,
      };
      const last = opinions.at(-1);
      const isLater = last !== undefined && last.clipId === clipId && last.raterId === raterId;
      if (isLater) opinions[opinions.length - 1] = opinion;
      else opinions.push(opinion);
    }
    return opinions;
  };
}
