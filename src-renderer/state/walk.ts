import type { ClipId } from '#shared/domain/ids.ts';
import { useLibrary } from './library.ts';
import { presentWalk, useWalk } from './library-clips.ts';
import { currentVisit, type Place, useNavigation, usePlace } from './navigation.ts';
import { EMPTY_SELECTION } from './selection.ts';
import { useSession } from './session.ts';

type LabelPlace = Extract<Place, { view: 'label' }>;

/** The clips Label walks through: those of the review it was opened from, else those of the filter. */
export function useLabelWalk(): { readonly ids: readonly ClipId[] | null; readonly failure: string | null } {
  const place = usePlace();
  const walk = useWalk();
  if (place.view === 'label' && place.review !== null) return { ids: place.review.clipIds, failure: null };
  return { ids: walk.data ?? null, failure: walk.error?.message ?? null };
}

let lastClipId: ClipId | null = null;

/** Where Label begins when no clip was named: the library's clip in focus, the last one seen, else the first. */
export function firstClip(ids: readonly ClipId[]): ClipId | null {
  const { focus } = useLibrary.getState().selection;
  if (lastClipId !== null && ids.includes(lastClipId)) return lastClipId;
  if (focus !== null && ids.includes(focus)) return focus;
  return ids[0] ?? null;
}

/** Another rater begins anew: where the one before stopped is no place to go on. */
useSession.subscribe(({ rater }, { rater: before }) => {
  if (before === null || rater?.id === before.id) return;
  lastClipId = null;
  useLibrary.getState().setSelection(EMPTY_SELECTION);
  const place = labelPlace();
  if (place?.review === null) useNavigation.getState().replace({ ...place, clipId: null });
});

/** Shows another clip in Label, in the same visit. */
export function showClip(clipId: ClipId): void {
  const place = labelPlace();
  if (place === null) return;
  lastClipId = clipId;
  const at = place.review === null || place.review.from === 'queue' ? 'start' : 'apex';
  useNavigation.getState().replace({ ...place, clipId, at });
  if (place.review === null) useLibrary.getState().setFocus(clipId);
}

/** The clip `by` places further in the walk; null at its ends. */
export function neighbour(by: number): ClipId | null {
  const place = labelPlace();
  if (place === null || place.clipId === null) return null;
  const ids = place.review?.clipIds ?? presentWalk();
  const at = ids.indexOf(place.clipId);
  // A clip that is not of the walk (undo brought it up) is followed by the walk's first.
  if (at < 0) return by > 0 ? (ids[0] ?? null) : null;
  return ids[at + by] ?? null;
}

export function stepClip(by: number): void {
  const next = neighbour(by);
  if (next !== null) showClip(next);
}

/** The clip in Label; null elsewhere. */
export const labelledClip = (): ClipId | null => labelPlace()?.clipId ?? null;

function labelPlace(): LabelPlace | null {
  const { place } = currentVisit(useNavigation.getState().trail);
  return place.view === 'label' ? place : null;
}
