import type { OwnLabel, ReadableCatalog } from '#main/catalog/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelStatus } from '#shared/domain/label.ts';
import { type ClipColumns, type Column, nothingSaid, type Said } from './columns.ts';
import { isRevealed } from './rows.ts';

/** The columns with what holds of each clip for one rater: their own where said, else the raters together. */
export interface ClipView {
  readonly columns: ClipColumns;
  /** What the rater may not see is not in it. */
  readonly effective: Said;
  readonly statuses: Column<LabelStatus | null>;
  readonly mine: Column<boolean>;
  /** By place, 1 where the rater may see what others say. */
  readonly revealed: Uint8Array;
}

const STATUSES = ['draft', 'submitted', 'skipped', null] as const;
const NO_STATUS = STATUSES.indexOf(null);
const LABELLED = [true, false] as const;

/** As the rater sees the clips; null: as somebody who says nothing. */
export function readView(read: ReadableCatalog, columns: ClipColumns, raterId: RaterId | null): ClipView {
  const count = columns.ids.length;
  const view: ClipView = {
    columns,
    effective: nothingSaid(count),
    statuses: { values: STATUSES, codes: new Int32Array(count) },
    mine: { values: LABELLED, codes: new Int32Array(count) },
    revealed: new Uint8Array(count),
  };
  const isBlind = read.project.isBlind();
  for (let place = 0; place < count; place++) setClip(view, place, null, isBlind);
  if (raterId !== null)
    for (const own of read.labels.own(raterId, null)) {
      const place = columns.placeOf.get(own.clipId);
      if (place !== undefined) setClip(view, place, own, isBlind);
    }
  return view;
}

/** After these clips' labels have changed; the columns follow first. */
export function refreshView(
  view: ClipView,
  read: ReadableCatalog,
  raterId: RaterId | null,
  ids: readonly ClipId[],
): void {
  const labels = raterId === null ? [] : read.labels.own(raterId, ids);
  const ownOf = new Map(labels.map((label) => [label.clipId, label]));
  const isBlind = read.project.isBlind();
  for (const id of ids) {
    const place = view.columns.placeOf.get(id);
    if (place !== undefined) setClip(view, place, ownOf.get(id) ?? null, isBlind);
  }
}

function setClip(view: ClipView, place: number, own: OwnLabel | null, isBlind: boolean): void {
  const { columns, effective, statuses, mine } = view;
  const { words, together } = columns;
  const seen = isRevealed(isBlind, own);
  const said = own?.status === 'skipped' ? null : own;
  const known = (values: Float64Array) => (seen ? (values[place] ?? Number.NaN) : Number.NaN);
  const ownEmotion = said?.emotion ?? null;
  effective.emotions[place] =
    ownEmotion !== null ? words.code(ownEmotion) : seen ? (together.emotions[place] ?? 0) : 0;
  effective.intensity[place] = said?.intensity ?? known(together.intensity);
  effective.intensitySpread[place] = known(together.intensitySpread);
  effective.emotionAgreement[place] = known(together.emotionAgreement);
  statuses.codes[place] = own === null ? NO_STATUS : STATUSES.indexOf(own.status);
  mine.codes[place] = LABELLED.indexOf(said !== null);
  view.revealed[place] = seen ? 1 : 0;
}
