import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelStatus } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { Database } from './database.ts';
import { createTranslators, type Translator } from './schemes.ts';

/** What a rater themselves says of a clip, in their latest round; the emotion in the main scheme. */
export interface OwnLabel {
  readonly clipId: ClipId;
  readonly status: LabelStatus;
  readonly emotion: string | null;
  readonly intensity: number | null;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
  readonly apexEstimated: boolean;
  /** True where none of their labels of the clip, of whichever round, is a draft. */
  readonly isSettled: boolean;
}

type OwnRow = readonly [
  clipId: ClipId,
  status: LabelStatus,
  scheme: number,
  kind: RaterKind,
  emotion: string | null,
  distribution: string | null,
  intensity: number | null,
  onset: number | null,
  apex: number | null,
  offset: number | null,
  apexEstimated: 0 | 1,
];

const OWN = `
  SELECT clip_id, status, scheme_id, kind, emotion, distribution, intensity, onset_frame, apex_frame, offset_frame,
    apex_estimated`;

/** Reads one rater's labels, one a clip, by clip; of these clips, or (null) of all. */
export function createOwnLabelReader(db: Database) {
  const all = db
    .prepare<[number], OwnRow>(`
      ${OWN} FROM label JOIN rater ON rater.id = rater_id WHERE rater_id = ? ORDER BY clip_id, round`)
    .raw();
  // A cross join is taken in the order it is written: a rater's labels are many more than those that are asked for.
  const some = db
    .prepare<[string, number], OwnRow>(`
      ${OWN} FROM json_each(?) AS wanted CROSS JOIN label ON clip_id = wanted.value AND rater_id = ?
      JOIN rater ON rater.id = rater_id ORDER BY clip_id, round`)
    .raw();
  const translator = createTranslators(db);
  return (raterId: RaterId, clipIds: readonly ClipId[] | null): OwnLabel[] => {
    const translate = translator();
    const rows =
      clipIds === null ? all.iterate(raterId) : some.iterate(JSON.stringify([...new Set(clipIds)]), raterId);
    const labels: OwnLabel[] = [];
    for (const row of rows) {
      const label = toOwnLabel(row, translate);
      const last = labels.at(-1);
      if (last?.clipId !== label.clipId) labels.push(label);
      else labels[labels.length - 1] = { ...label, isSettled: label.isSettled && last.isSettled };
    }
    return labels;
  };
}

function toOwnLabel(row: OwnRow, translate: Translator): OwnLabel {
  const [clipId, status, scheme, kind, emotion, distribution, intensity, onset, apex, offset, apexEstimated] =
    row;
  return {
    clipId,
    status,
    emotion: translate({ scheme, kind, emotion, distribution }).emotion,
    intensity,
    onset,
    apex,
    offset,
    apexEstimated: apexEstimated === 1,
    isSettled: status !== 'draft',
  };
}
