import { isAbsolute } from 'node:path';
import { type ImportPlan, type ImportTask, readSource } from '#main/exchange/importers/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportReport, ImportRequest } from '#shared/domain/import.ts';
import type { OpenProject } from '../context.ts';
import { decideImport, type ImportDecision } from './decide.ts';

/** What an import needs of a project. */
export type ImportTarget = Pick<OpenProject, 'dir' | 'readOnly' | 'catalog'>;

/** Previews and runs an import in one. Throws OnsetError; then nothing was written. */
export async function importInto(
  project: ImportTarget,
  request: ImportRequest,
  task: ImportTask,
): Promise<ImportReport> {
  return applyPlan(project, await planImport(project, request, task));
}

/** Reads the source whole and writes nothing. */
export async function planImport(
  { catalog }: ImportTarget,
  request: ImportRequest,
  task: ImportTask,
): Promise<ImportPlan> {
  for (const path of [request.source, request.mediaRoot])
    if (path !== null && !isAbsolute(path))
      throw new OnsetError('bad-input', `${path} is not an absolute path: say where it starts.`);
  const stored = catalog.read.imports;
  const clips = stored.clips();
  const idByKey = new Map(clips.map(({ key, id }) => [key, id]));
  const known = {
    all: () => clips,
    sourceNumbers: (key: string) => {
      const id = idByKey.get(key);
      return id === undefined ? [] : stored.frames(id).map((frame) => frame.sourceNumber);
    },
  };
  const plan = await readSource(request, known, task);
  task.signal.throwIfAborted();
  return plan;
}

/** What the plan would do in the project as it stands. */
export function previewPlan({ catalog }: ImportTarget, plan: ImportPlan): ImportReport {
  const stored = catalog.read.imports;
  return toReport(
    plan,
    stored.snapshot(() => decideImport(plan, stored)),
  );
}

/** Writes it: all of it, or nothing where anything fails. */
export function applyPlan(project: ImportTarget, plan: ImportPlan): ImportReport {
  if (project.readOnly)
    throw new OnsetError('read-only', `${project.dir} cannot be written: nothing can be imported into it.`);
  return toReport(
    plan,
    project.catalog.write.imports.apply((stored) => decideImport(plan, stored)),
  );
}

function toReport(plan: ImportPlan, { added, skipped }: ImportDecision): ImportReport {
  return { ...plan.report, added, skipped: [...plan.report.skipped, ...skipped] };
}
