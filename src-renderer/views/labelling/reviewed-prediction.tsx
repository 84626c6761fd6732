import { useQuery } from '@tanstack/react-query';
import { queries } from '#renderer/state/queries.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import { PredictionPanel } from './prediction-panel.tsx';

/** What the run Label was opened from says of this clip. */
export function ReviewedPrediction({ clipId, runId }: { readonly clipId: ClipId; readonly runId: RunId }) {
  const review = useQuery(queries.review(runId)).data;
  const prediction = review?.predictions.find((one) => one.clipId === clipId);
  return (
    <PredictionPanel
      truth={prediction?.truth ?? null}
      prediction={prediction?.prediction ?? null}
      confidence={prediction?.confidence ?? null}
      isStale={review?.staleClipIds.includes(clipId) ?? false}
    />
  );
}
