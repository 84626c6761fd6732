import { callEngine } from '#renderer/client/index.ts';
import type { TaskId } from '#shared/domain/ids.ts';
import type { ImportReport, ImportRequest } from '#shared/domain/import.ts';

export interface ImportPlan {
  readonly planId: string;
  readonly report: ImportReport;
}

/** Reads the whole source and writes nothing. */
export const previewImport = (request: ImportRequest, id: TaskId): Promise<ImportPlan> =>
  callEngine('imports.preview', { request, taskId: id });

/** Writes exactly what was previewed. */
export const runImport = (planId: string, id: TaskId): Promise<ImportReport> =>
  callEngine('imports.run', { planId, taskId: id });
