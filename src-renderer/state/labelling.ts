import { useQuery } from '@tanstack/react-query';
import type { CallOutput } from '#renderer/client/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelChange, type LabelValues } from '#shared/domain/label.ts';
import { withPending } from './label-queue.ts';
import { setLabel, useSaving } from './labels.ts';
import { type MarkName, type Marks, marksOf } from './marks.ts';
import { shownIndex, usePlayer } from './player.ts';
import { queries, queryClient, useProject } from './queries.ts';
import { useRaterId, useRound, useSession } from './session.ts';
import { labelledClip } from './walk.ts';

export type ClipDetail = CallOutput<'clips.detail'>;

export function useClipDetail(clipId: ClipId) {
  return useQuery(queries.clipDetail(clipId, useRaterId(), useRound()));
}

/** The present rater's label as it is before the eyes: on disk or on its way there. */
export function useOwnLabel(clipId: ClipId, detail: ClipDetail | undefined): LabelValues {
  const raterId = useRaterId();
  const round = useRound();
  const pending = useSaving((state) => state.pending);
  return withPending(ownLabel(detail, raterId, round), pending, { clipId, raterId, round });
}

function ownLabel(detail: ClipDetail | undefined, raterId: RaterId | null, round: number): LabelValues {
  return detail?.labels.find((label) => label.raterId === raterId && label.round === round) ?? EMPTY_LABEL;
}

/** Clip, own label and marks in Label at this moment, for commands; null where no clip is open or known. */
function present(): { readonly clipId: ClipId; readonly own: LabelValues; readonly marks: Marks } | null {
  const clipId = labelledClip();
  const { rater, round } = useSession.getState();
  const raterId = rater?.id ?? null;
  if (clipId === null) return null;
  const detail = queryClient.getQueryData(queries.clipDetail(clipId, raterId, round).queryKey);
  if (detail === undefined) return null;
  const { pending } = useSaving.getState();
  const own = withPending(ownLabel(detail, raterId, round), pending, { clipId, raterId, round });
  return { clipId, own, marks: marksOf(own, detail.clip) };
}

/** Whether labels can be given: by a person with a name, in a project that can be written. */
export function useCanLabel(): boolean {
  const readOnly = useProject().data?.readOnly === true;
  return useRaterId() !== null && !readOnly;
}

/** The same at this moment, for commands; a clip must be in Label. */
export function canLabel(): boolean {
  const project = queryClient.getQueryData(queries.project().queryKey);
  return labelledClip() !== null && useSession.getState().rater !== null && project?.readOnly !== true;
}

/** Changes the label of the clip in Label. */
export function labelPresentClip(change: LabelChange, mergeKey: string | null = null): void {
  const clipId = labelledClip();
  if (clipId !== null) setLabel(clipId, change, mergeKey);
}

/** Sets a mark to the frame before the eyes. */
export function markShownFrame(name: MarkName): void {
  const index = shownIndex();
  const clipId = labelledClip();
  if (index !== null && usePlayer.getState().clip?.clipId === clipId) labelPresentClip({ [name]: index });
}

/** Where a mark is: the rater's own, else the raters'. */
export const presentMark = (name: MarkName): number | null => present()?.marks[name].index ?? null;

/** Reads the clip after this one ahead of need. */
export function prefetchDetail(clipId: ClipId): void {
  const { rater, round } = useSession.getState();
  void queryClient.prefetchQuery(queries.clipDetail(clipId, rater?.id ?? null, round));
}
