import type { Catalog, RunRecord } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunReview } from '#shared/domain/review.ts';
import { requireRun } from '../runs/show.ts';
import { staleClips } from '../runs/staleness.ts';
import { figuresOf } from './figures.ts';
import { reviewLog } from './review-log.ts';

/** What a finished run predicted, and its figures pooled over all folds. Throws OnsetError `not-found` or `conflict` (not finished). */
export function reviewRun(catalog: Catalog, id: RunId): RunReview {
  const log = catalog.read.keptLogs.get(id);
  if (log !== null) return reviewLog(catalog, log);
  const run = requireRun(catalog, id);
  const frozen = catalog.read.runs.frozen(id);
  if (frozen === null) throw new Error(`The run ${id} has lost what it froze.`);
  if (run.status !== 'done') throw new OnsetError('conflict', unfinished(run));
  const predictions = catalog.read.runs.predictions(id);
  return {
    runId: id,
    figures: figuresOf(run.spec.task, frozen.classes, predictions),
    predictions: predictions.map((row) => ({ ...row, dataset: null })),
    subjectIndependent: run.subjectIndependent,
    staleClipIds: [...staleClips(catalog, run)].sort((a, b) => a - b),
    log: null,
  };
}

function unfinished({ id, status, failure }: RunRecord): string {
  if (status === 'failed')
    return `The run ${id} failed, so it has no figures: ${failure ?? 'no cause is known.'}`;
  if (status === 'cancelled') return `The run ${id} was cancelled, so it has no figures.`;
  if (status === 'interrupted') return `The run ${id} was interrupted, so it has no figures: resume it.`;
  return `The run ${id} has not finished yet.`;
}
