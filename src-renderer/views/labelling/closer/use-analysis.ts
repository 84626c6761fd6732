import { useDebouncedValue } from '@mantine/hooks';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { analysisQueries, useLooks } from '#renderer/state/analysis.ts';
import type { ClipDetail } from '#renderer/state/labelling.ts';
import { marksOf } from '#renderer/state/marks.ts';
import { usePlayer } from '#renderer/state/player.ts';
import type { LabelValues } from '#shared/domain/label.ts';

/** Who goes through frames, or drags a mark, waits for no analysis of those on the way. */
const SETTLED_AFTER_MS = 250;

/** The clip in Label and what the rater says of it. */
export interface LookedAt {
  readonly detail: ClipDetail;
  readonly own: LabelValues;
}

/** Where an analysis stands. `value` null: it is off, under way, or failed. */
interface Analysis<T> {
  readonly value: T | null;
  readonly isLoading: boolean;
  readonly failure: string | null;
  readonly retry: () => void;
}

/** Flow and strain go from here; without an onset mark from the first frame. */
function useSpan({ detail, own }: LookedAt) {
  const flowTo = useLooks((looks) => looks.flowTo);
  // Where the apex is gone to, going from frame to frame is no news.
  const shown = usePlayer((state) =>
    flowTo === 'shown' && state.clip?.clipId === detail.clip.id ? state.shown?.index : null,
  );
  const { onset, apex } = marksOf(own, detail.clip);
  const wanted = flowTo === 'apex' ? apex.index : (shown ?? null);
  return { from: onset.index ?? 0, to: wanted, isFromOnset: onset.index !== null };
}

/** The flow from the onset to the apex, or to the frame shown. */
export function useFlow(looked: LookedAt) {
  const isOn = useLooks(({ flow, strain }) => flow || strain);
  const now = useSpan(looked);
  const [from] = useDebouncedValue(now.from, SETTLED_AFTER_MS);
  const [to] = useDebouncedValue(now.to, SETTLED_AFTER_MS);
  const clipId = looked.detail.clip.id;
  // Of a clip just come to, not from where the marks of the one before it were.
  const isSettled = from === now.from && to === now.to;
  const isAsked = isOn && isSettled && hasFrames(looked) && to !== null && to !== from;
  const query = useQuery({ ...analysisQueries.flow(clipId, from, to ?? 0), enabled: isAsked });
  return {
    ...analysisOf(query, isAsked),
    isOn,
    from: now.from,
    to: now.to,
    isFromOnset: now.isFromOnset,
  };
}

/** The face of the frame shown; never that of another. */
export function useFace(looked: LookedAt) {
  const isOn = useLooks(({ face, crop }) => face || crop);
  const clipId = looked.detail.clip.id;
  const shown = usePlayer((state) => (state.clip?.clipId === clipId ? state.shown : null));
  const index = shown?.frame == null ? null : shown.index;
  const [settled] = useDebouncedValue(index, SETTLED_AFTER_MS);
  const isAsked = isOn && hasFrames(looked) && settled !== null && settled === index;
  const query = useQuery({ ...analysisQueries.face(clipId, settled ?? 0), enabled: isAsked });
  return { ...analysisOf(query, isAsked), isOn, index };
}

/** How much the face moves over the clip, from its onset or its first frame. */
export function useMotion(looked: LookedAt) {
  const isOn = useLooks((looks) => looks.motion);
  const { onset } = marksOf(looked.own, looked.detail.clip);
  const from = onset.index ?? 0;
  const [reference] = useDebouncedValue(from, SETTLED_AFTER_MS);
  const isAsked = isOn && reference === from && hasFrames(looked) && looked.detail.clip.frameCount > 1;
  const query = useQuery({ ...analysisQueries.motion(looked.detail.clip.id, reference), enabled: isAsked });
  return { ...analysisOf(query, isAsked), isOn, isFromOnset: onset.index !== null };
}

const hasFrames = ({ detail }: LookedAt) => !detail.clip.mediaMissing && detail.clip.frameCount > 0;

function analysisOf<T>(query: UseQueryResult<T>, isAsked: boolean): Analysis<T> {
  return {
    value: isAsked ? (query.data ?? null) : null,
    isLoading: isAsked && query.isFetching,
    failure: isAsked && !query.isFetching ? (query.error?.message ?? null) : null,
    retry: () => void query.refetch(),
  };
}
