import { createChanges } from './changes.ts';
import { createReadableClips } from './clips.ts';
import { type Database, transaction } from './database.ts';
import { createReadableEmotions, createWritableEmotions } from './emotions.ts';
import { createReadableGoldRecipes, createWritableGoldRecipes } from './gold-recipes.ts';
import { createReadableHistory, createWritableHistory } from './history.ts';
import { createReadableImports, createWritableImports } from './imports.ts';
import { createReadableKeptLogs, createWritableKeptLogs } from './kept-logs.ts';
import { createWritableLabels } from './label-writer.ts';
import { createReadableLabels } from './labels.ts';
import { type CatalogHealth, type OpenMode, openDatabase } from './open.ts';
import { createReadableProject, createWritableProject } from './project.ts';
import { createReadableQueues } from './queues.ts';
import { createReadableRaters, createWritableRaters } from './raters.ts';
import { createReadableRuns, createWritableRuns } from './runs.ts';
import { createReadableSaid } from './said.ts';
import { createReadableSchemes, createWritableSchemes } from './schemes.ts';
import { createReadableSubjects, createWritableSubjects } from './subjects.ts';
import { createReadableSummaries } from './summaries.ts';
import { createReadableTraces, createWritableTraces } from './traces.ts';
import { createReadableUndo, createWritableUndo } from './undo.ts';

export type { ClipRecord } from './clips.ts';
export { sqliteInWords } from './database.ts';
export { lockFile } from './file-lock.ts';
export { type HistoryItem, LABEL_ITEM } from './history.ts';
export type { ImportChanges, ReadableImports, StoredClip, StoredRater } from './imports.ts';
export type { KeptLog, KeptLogRow } from './kept-logs.ts';
export { parseLabel, serializeLabel } from './label-columns.ts';
export type { LabelKey } from './label-writer.ts';
export type { RatedLabel } from './labels.ts';
export type { OwnLabel } from './own-labels.ts';
export type { RaterIdentity } from './raters.ts';
export type { FrozenClip, RunFrozen, RunRecord } from './run-records.ts';
export type { Answered, ComparedField, SaidLabel, SaidOfClip, Sayer } from './said.ts';
export type { SummarizedClip } from './summaries.ts';
export { parseTrace, serializeTrace } from './traces.ts';
export type { UndoStep } from './undo.ts';

/** What may be asked: one aggregate a file. */
export type ReadableCatalog = ReturnType<typeof createReadable>;

/** What may be changed. Each method is a transaction of its own, on disk when it returns; `transaction` makes several one. */
export type WritableCatalog = ReturnType<typeof createWritable>;

export interface Catalog {
  readonly read: ReadableCatalog;
  readonly write: WritableCatalog;
  readonly health: CatalogHealth;
  close(): void;
}

/**
 * Opens the catalog of a project; all SQL is behind it. With `read`, every write throws OnsetError `read-only`.
 * Throws OnsetError: `not-found`, `bad-input` (no catalog, or damaged), `newer-version`, `conflict` (there already), `read-only`.
 */
export function openCatalog(file: string, options: { readonly mode: OpenMode }): Catalog {
  const { db, health, close } = openDatabase(file, options.mode);
  return { read: createReadable(db), write: createWritable(db), health, close };
}

function createReadable(db: Database) {
  return {
    project: createReadableProject(db),
    changes: createChanges(db),
    clips: createReadableClips(db),
    labels: createReadableLabels(db),
    said: createReadableSaid(db),
    history: createReadableHistory(db),
    queues: createReadableQueues(db),
    summaries: createReadableSummaries(db),
    traces: createReadableTraces(db),
    schemes: createReadableSchemes(db),
    subjects: createReadableSubjects(db),
    goldRecipes: createReadableGoldRecipes(db),
    raters: createReadableRaters(db),
    emotions: createReadableEmotions(db),
    undo: createReadableUndo(db),
    imports: createReadableImports(db),
    runs: createReadableRuns(db),
    keptLogs: createReadableKeptLogs(db),
  };
}

function createWritable(db: Database) {
  return {
    transaction: <T>(work: () => T): T => transaction(db, work),
    project: createWritableProject(db),
    labels: createWritableLabels(db),
    history: createWritableHistory(db),
    traces: createWritableTraces(db),
    schemes: createWritableSchemes(db),
    subjects: createWritableSubjects(db),
    goldRecipes: createWritableGoldRecipes(db),
    raters: createWritableRaters(db),
    emotions: createWritableEmotions(db),
    undo: createWritableUndo(db),
    imports: createWritableImports(db),
    runs: createWritableRuns(db),
    keptLogs: createWritableKeptLogs(db),
  };
}
