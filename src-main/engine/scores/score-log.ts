import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileProblem } from '#main/exchange/importers/media/file-problem.ts';
import { type MegcFold, type MegcLog, parseMegcLog } from '#main/exchange/importers/megc/log.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { MEGC_CLASSES } from '#shared/domain/scheme.ts';
import { type MegcFigures, meanOfFolds, megcFigures } from '#shared/kernels/metrics/megc.ts';

/** The figures of some folds together, and how many they are. */
export interface PoolScore extends MegcFigures {
  /** Clips. */
  readonly n: number;
  /** One for each subject. */
  readonly folds: number;
  /** Folds whose clips are all of one class in truth. */
  readonly oneClassFolds: number;
  /** For contrast only: each fold scored by itself, then the mean. Not the metric. */
  readonly meanOfFolds: { readonly uf1: number | null; readonly uar: number | null };
}

/** Overall, then each data set of the log by itself, in the log's order. */
export interface LogScore extends PoolScore {
  readonly datasets: Readonly<Record<string, PoolScore>>;
  /** Lines that count in no figure. */
  readonly skipped: MegcLog['skipped'];
}

/** Reads and scores a MEGC log; needs no project. Throws OnsetError `bad-input` where nothing of it can be read. */
export async function scoreLog(file: string): Promise<LogScore> {
  return scoreOf((await readMegcLog(file)).log);
}

/** Throws OnsetError `bad-input` where nothing of the file can be read. */
export async function readMegcLog(
  file: string,
): Promise<{ readonly bytes: Uint8Array; readonly log: MegcLog }> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  });
  const log = parseMegcLog(bytes, basename(file));
  if (log.folds.length === 0) throw new OnsetError('bad-input', nothingReadable(basename(file), log));
  return { bytes, log };
}

const REASONS_SHOWN = 3;

function nothingReadable(name: string, { skipped }: MegcLog): string {
  if (skipped.length === 0) return `${name} is empty: a MEGC log has a header and a line for each clip.`;
  const reasons = skipped.slice(0, REASONS_SHOWN).map(({ line, reason }) => `line ${line}: ${reason}`);
  return `No clip can be read from ${name}. ${reasons.join('; ')}.`;
}

export function scoreOf({ folds, skipped }: MegcLog): LogScore {
  const datasets = [...new Set(folds.map(({ dataset }) => dataset))];
  return {
    ...scorePool(folds),
    datasets: Object.fromEntries(
      datasets.map((name) => [name, scorePool(folds.filter(({ dataset }) => dataset === name))]),
    ),
    skipped,
  };
}

function scorePool(folds: readonly MegcFold[]): PoolScore {
  const predictions = folds.map(({ rows }) => ({
    yTrue: rows.map(({ truth }) => truth),
    yPred: rows.map(({ prediction }) => prediction),
  }));
  return {
    n: folds.reduce((total, { rows }) => total + rows.length, 0),
    folds: folds.length,
    ...megcFigures(predictions, MEGC_CLASSES.length),
    oneClassFolds: predictions.filter(({ yTrue }) => new Set(yTrue).size === 1).length,
    meanOfFolds: meanOfFolds(predictions, MEGC_CLASSES.length),
  };
}
