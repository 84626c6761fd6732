import type { Catalog } from '#main/catalog/index.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import type { LabelStatus } from '#shared/domain/label.ts';
import { currentView } from '../clips/clip-index.ts';
import type { ClipView } from '../clips/view.ts';

/** Intensities no further apart than this are no disagreement; nor are those that spread no more. */
export const INTENSITY_TOLERANCE = 0.1;

/** What the queues of one rater in one round are made from; clips are places of the view, in the order of their names. */
export interface Scene {
  readonly catalog: Catalog;
  readonly view: ClipView;
  readonly round: number;
  readonly count: number;
  /** The rater's status in this round; null without a label. */
  statusAt(place: number): LabelStatus | null;
  /** NaN where the rater did not say. */
  confidenceAt(place: number): number;
  /** Submitted or skipped in this round. */
  isDone(place: number): boolean;
  /** What others say of the clip may be seen: in a blind project only of what is done in this round too. */
  isSeen(place: number): boolean;
}

export function readScene(catalog: Catalog, raterId: RaterId, round: number): Scene {
  const view = currentView(catalog, raterId);
  const count = view.columns.ids.length;
  const statuses = new Array<LabelStatus | null>(count).fill(null);
  const confidences = new Float64Array(count).fill(Number.NaN);
  for (const { clipId, status, confidence } of catalog.read.queues.inRound(raterId, round)) {
    const place = view.columns.placeOf.get(clipId);
    if (place === undefined) continue;
    statuses[place] = status;
    confidences[place] = confidence ?? Number.NaN;
  }
  const isBlind = catalog.read.project.isBlind();
  const isDone = (place: number) => statuses[place] === 'submitted' || statuses[place] === 'skipped';
  return {
    ...{ catalog, view, round, count },
    statusAt: (place) => statuses[place] ?? null,
    confidenceAt: (place) => confidences[place] ?? Number.NaN,
    isDone,
    isSeen: (place) => view.revealed[place] === 1 && (!isBlind || isDone(place)),
  };
}
