import { useQuery } from '@tanstack/react-query';
import type { ClipId } from '#shared/domain/ids.ts';
import type { Trace, TraceValues } from '#shared/domain/trace.ts';
import { type LabelPlace, traceWithPending } from './label-queue.ts';
import { isTraceOf, useSaving } from './labels.ts';
import { queries, queryClient } from './queries.ts';
import { useRaterId, useRound, useSession } from './session.ts';
import { labelledClip } from './walk.ts';

/** The rater's own trace of the intensity, on disk or on its way there, and those of others that may be seen. */
export function useTraces(clipId: ClipId): {
  readonly own: TraceValues | null;
  readonly others: readonly Trace[];
} {
  const place = { clipId, raterId: useRaterId(), round: useRound() };
  const all = useQuery(queries.traces(clipId, place.raterId, place.round)).data ?? [];
  const pending = useSaving((state) => state.pending);
  const others =
    place.round === 1 ? all.filter((one) => !isTraceOf(one, place) && one.name === 'intensity') : [];
  return { own: traceWithPending(ownTrace(all, place), pending, place), others };
}

/** The same of the clip in Label (or another) at this moment, for commands. */
export function presentTrace(clipId: ClipId | null = labelledClip()): TraceValues | null {
  const { rater, round } = useSession.getState();
  if (clipId === null || rater === null) return null;
  const place = { clipId, raterId: rater.id, round };
  const all = queryClient.getQueryData(queries.traces(clipId, rater.id, round).queryKey) ?? [];
  return traceWithPending(ownTrace(all, place), useSaving.getState().pending, place);
}

/** Whether it is known what the trace of the clip in Label is: what is not known yet is not changed. */
export function knowsTrace(): boolean {
  const clipId = labelledClip();
  const { rater, round } = useSession.getState();
  if (clipId === null) return false;
  return queryClient.getQueryData(queries.traces(clipId, rater?.id ?? null, round).queryKey) !== undefined;
}

/** Its values alone, without whose they are. */
function ownTrace(all: readonly Trace[], place: LabelPlace): TraceValues | null {
  const own = all.find((one) => isTraceOf(one, place));
  return own === undefined ? null : { interpolation: own.interpolation, points: own.points };
}
