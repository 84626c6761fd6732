import type { Catalog, KeptLog, KeptLogRow } from '#main/catalog/index.ts';
import { findClips } from '#main/exchange/importers/clip-identity.ts';
import type { ReviewedPrediction, RunReview } from '#shared/domain/review.ts';
import { emotionFigures } from '#shared/kernels/metrics/figures.ts';

/** What a published log says, and its figures pooled over all folds; the clips that the project has now lead to them. */
export function reviewLog({ read }: Catalog, { id, fileName, classes, skippedLines }: KeptLog): RunReview {
  const rows = read.keptLogs.rows(id);
  const found = findClips(
    read.imports.clips(),
    rows.map(({ dataset, subject, clip }) => ({ dataset, subject, name: clip })),
  );
  return {
    runId: id,
    figures: emotionFigures(classes, rows),
    predictions: rows.map((row, index) => toPrediction(row, found[index]?.id ?? null)),
    subjectIndependent: true,
    staleClipIds: [],
    log: { file: fileName, skippedLines },
  };
}

function toPrediction(row: KeptLogRow, clipId: ReviewedPrediction['clipId']): ReviewedPrediction {
  const { clip: clipName, dataset, subject, fold, truth, prediction } = row;
  const said = { truth, prediction, confidence: null, probabilities: null };
  return { clipId, clipName, dataset, subject, fold, ...said };
}
