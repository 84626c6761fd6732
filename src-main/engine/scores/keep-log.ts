import { basename, isAbsolute } from 'node:path';
import type { KeptLogRow } from '#main/catalog/index.ts';
import type { MegcLog } from '#main/exchange/importers/megc/log.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { MEGC_CLASSES } from '#shared/domain/scheme.ts';
import type { OpenProject } from '../project.ts';
import { removeRun, saveKeptLog } from '../runs/folder.ts';
import { readMegcLog, scoreOf } from './score-log.ts';

/**
 * Keeps a published MEGC log as a run of the project, with a copy of the file; no clip, label or rater is added.
 * Throws OnsetError: `bad-input` where nothing of the file can be read, what the disk says.
 */
export async function keepLog(
  { catalog, dir }: OpenProject,
  file: string,
): Promise<{ readonly runId: RunId; readonly skipped: MegcLog['skipped'] }> {
  if (!isAbsolute(file))
    throw new OnsetError('bad-input', `${file} is not an absolute path: say where it starts.`);
  const { bytes, log } = await readMegcLog(file);
  const now = new Date();
  const id = saveKeptLog(dir, bytes, now);
  try {
    catalog.write.keptLogs.add(
      {
        ...{ id, createdAt: now.toISOString(), fileName: basename(file), classes: MEGC_CLASSES },
        ...{ skippedLines: log.skipped.length, headline: scoreOf(log).uf1 },
      },
      rowsOf(log),
    );
  } catch (error) {
    removeRun(dir, id);
    throw error;
  }
  return { runId: id, skipped: log.skipped };
}

function rowsOf({ folds }: MegcLog): KeptLogRow[] {
  return folds.flatMap(({ dataset, subject, rows }, fold) =>
    rows.map(({ clip, truth, prediction, line }) => ({
      ...{ line, fold, dataset, subject, clip },
      ...{ truth: MEGC_CLASSES[truth], prediction: MEGC_CLASSES[prediction] },
    })),
  );
}
