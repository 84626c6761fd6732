import type { Catalog, KeptLog, KeptLogRow } from '#main/catalog/index.ts';
import { findClips } from '#main/exchange/importers/clip-identity.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import type { ReviewedPrediction, RunReview } from '#shared/domain/review.ts';
import { emotionFigures } from '#shared/kernels/metrics/figures.ts';

/** What a published log says, and its figures pooled over all folds; the clips that the project has now lead to them. */
export function reviewLog(catalog: Catalog, { id, fileName, classes, skippedLines }: KeptLog): RunReview {
  const rows = catalog.read.keptLogs.rows(id);
  const found = clipsOf(catalog, id, rows);
  return {
    runId: id,
    figures: emotionFigures(classes, rows),
    predictions: rows.map((row, index) => toPrediction(row, found[index] ?? null)),
    subjectIndependent: true,
    staleClipIds: [],
    log: { file: fileName, skippedLines },
  };
}

type Found = readonly (ClipId | null)[];
interface Known {
  readonly takeChanges: () => { readonly more: boolean };
  readonly ofLog: Map<RunId, Found>;
}
const knownOf = new WeakMap<Catalog, Known>();

/** Null for a clip that the project does not have. Asked after every label, so it is kept until clips change. */
function clipsOf(catalog: Catalog, id: RunId, rows: readonly KeptLogRow[]): Found {
  const { read } = catalog;
  const known = knownOf.get(catalog) ?? { takeChanges: read.changes.follow(), ofLog: new Map() };
  knownOf.set(catalog, known);
  if (known.takeChanges().more) known.ofLog.clear();
  const kept = known.ofLog.get(id);
  if (kept !== undefined) return kept;
  const asked = rows.map(({ dataset, subject, clip }) => ({ dataset, subject, name: clip }));
  const found = findClips(read.imports.clips(), asked).map((clip) => clip?.id ?? null);
  known.ofLog.set(id, found);
  return found;
}

function toPrediction(row: KeptLogRow, clipId: ReviewedPrediction['clipId']): ReviewedPrediction {
  const { clip: clipName, dataset, subject, fold, truth, prediction } = row;
  const said = { truth, prediction, confidence: null, probabilities: null };
  return { clipId, clipName, dataset, subject, fold, ...said };
}
