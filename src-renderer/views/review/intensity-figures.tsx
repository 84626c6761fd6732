import { ScatterPlot } from '#renderer/widgets/scatter-plot.tsx';
import type { ReviewedPrediction } from '#shared/domain/review.ts';
import { ERRORS, type ReviewSelection } from './review-selection.ts';

/** Truth against prediction, a point a clip. */
export function IntensityFiguresPanel({
  predictions,
  selection,
  onSelect,
}: {
  readonly predictions: readonly ReviewedPrediction[];
  readonly selection: ReviewSelection;
  readonly onSelect: (selection: ReviewSelection) => void;
}) {
  const points = predictions.flatMap(({ clipId, truth, prediction }) =>
    clipId !== null && typeof truth === 'number' && typeof prediction === 'number'
      ? [{ id: clipId, truth, prediction }]
      : [],
  );
  return (
    <ScatterPlot
      points={points}
      selectedIds={new Set(selection.kind === 'clips' ? selection.ids : [])}
      onSelect={(ids) => onSelect(ids.length === 0 ? ERRORS : { kind: 'clips', ids: [...ids] })}
    />
  );
}
