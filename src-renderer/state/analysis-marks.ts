import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClipId } from '#shared/domain/ids.ts';
import type { Trace } from '#shared/domain/trace.ts';
import { analysisQueries, useLooks } from './analysis.ts';
import { labelPresentClip, present } from './labelling.ts';
import { seekTo } from './player.ts';
import { queries, queryClient } from './queries.ts';
import { useRaterId, useRound } from './session.ts';

/** The apex that the curve of motion of the clip in Label suggests; null where none is shown, or it has no clear maximum. */
export function suggestedApex(): number | null {
  const now = present();
  if (now === null || !useLooks.getState().motion) return null;
  const { queryKey } = analysisQueries.motion(now.clipId, now.marks.onset.index ?? 0);
  return queryClient.getQueryData(queryKey)?.suggestedApex ?? null;
}

/** The rater's own apex from now on, as if set by hand: they asked for it. Shows the frame. */
export function applySuggestedApex(index: number | null = suggestedApex()): void {
  if (index === null) return;
  labelPresentClip({ apex: index });
  seekTo(index);
}

const NO_TRACES: readonly Trace[] = [];

/** Traces of action units that may be seen, each with its rater's name. */
export function useUnitTraces(clipId: ClipId) {
  const all = useQuery(queries.traces(clipId, useRaterId(), useRound())).data ?? NO_TRACES;
  return useMemo(
    () =>
      all
        .filter(({ name }) => /^AU\d+$/i.test(name))
        .map((trace) => ({
          rater: `${trace.raterName} ${trace.round}`,
          name: trace.name.toUpperCase(),
          trace,
        })),
    [all],
  );
}
