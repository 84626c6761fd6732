import { isAbsolute } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ImportPlan,
  type ImportTask,
  type KnownClips,
  readSource,
} from '#main/exchange/importers/index.ts';
import type { Media } from '#main/media/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportReport, ImportRequest } from '#shared/domain/import.ts';
import type { OpenProject } from '../context.ts';
import { decideImport, decideSteps, type ImportDecision } from './decide.ts';

/** What an import needs of a project. */
export type ImportTarget = Pick<OpenProject, 'dir' | 'readOnly' | 'catalog'> & {
  readonly media: Pick<Media, 'probe'>;
};

/** How long the engine keeps to an import before it looks at everything else. */
const TURN_MS = 20;

/** Previews and runs an import in one. Throws OnsetError; then nothing was written. */
export async function importInto(
  project: ImportTarget,
  request: ImportRequest,
  task: ImportTask,
): Promise<ImportReport> {
  return applyPlan(project, await planImport(project, request, task), task);
}

/** Reads the source whole and writes nothing. */
export async function planImport(
  { catalog, media }: ImportTarget,
  request: ImportRequest,
  task: ImportTask,
): Promise<ImportPlan> {
  for (const path of [request.source, request.mediaRoot])
    if (path !== null && !isAbsolute(path))
      throw new OnsetError('bad-input', `${path} is not an absolute path: say where it starts.`);
  const known = knownClips(catalog.read.imports);
  // What a request says of a spelling comes before what the project does.
  const aliases = { ...catalog.read.schemes.aliases(), ...request.aliases };
  const plan = await readSource({ ...request, aliases }, known, task, media.probe);
  task.signal.throwIfAborted();
  return plan;
}

/** The project's clips, as importers ask for them. */
function knownClips(stored: ImportTarget['catalog']['read']['imports']): KnownClips {
  const clips = stored.clips().map((clip) => {
    const isVideo = clip.containerPath !== null && !clip.mediaMissing;
    return { ...clip, videoHash: isVideo ? clip.contentHash : null };
  });
  const idByKey = new Map(clips.map(({ key, id }) => [key, id]));
  const frames = (key: string) => {
    const id = idByKey.get(key);
    return id === undefined ? [] : stored.frames(id);
  };
  return {
    all: () => clips,
    sourceNumbers: (key) => frames(key).map(({ sourceNumber }) => sourceNumber),
    frames,
  };
}

/** What the plan would do in the project as it stands. */
export async function previewPlan(
  { catalog }: ImportTarget,
  plan: ImportPlan,
  task: ImportTask,
): Promise<ImportReport> {
  return toReport(plan, await decideInTurns(catalog, plan, task));
}

/**
 * Writes it: all of it, or nothing where anything fails or the task is cancelled before the writing begins. What is
 * decided beforehand is decided anew where anything was changed meanwhile; the writing itself is one transaction.
 */
export async function applyPlan(
  project: ImportTarget,
  plan: ImportPlan,
  task: ImportTask,
): Promise<ImportReport> {
  const { catalog } = project;
  if (project.readOnly)
    throw new OnsetError('read-only', `${project.dir} cannot be written: nothing can be imported into it.`);
  // A preview tells what columns there are; nothing can be imported without those that are missing.
  if (plan.report.missingColumns.length > 0)
    throw new OnsetError('bad-input', plan.report.skipped[0]?.reason ?? 'Columns are missing.');
  const version = catalog.read.project.version();
  const decided = await decideInTurns(catalog, plan, task);
  const holds = catalog.read.project.version() === version;
  return toReport(
    plan,
    catalog.write.imports.apply((stored) => (holds ? decided : decideImport(plan, stored))),
  );
}

/** Decides without keeping the engine from its other work: nothing is written meanwhile. */
async function decideInTurns(
  { read }: ImportTarget['catalog'],
  plan: ImportPlan,
  task: ImportTask,
): Promise<ImportDecision> {
  const total = plan.clips.length + plan.labels.length + (plan.traces?.length ?? 0);
  const steps = decideSteps(plan, read.imports);
  for (;;) {
    const turn = read.imports.snapshot(() => {
      const endMs = performance.now() + TURN_MS;
      for (;;) {
        const step = steps.next();
        if (step.done === true || performance.now() > endMs) return step;
      }
    });
    if (turn.done === true) return turn.value;
    task.report(turn.value, total, 'Comparing with the project');
    await nextTurn();
    task.signal.throwIfAborted();
  }
}

function toReport(plan: ImportPlan, { changes, added, skipped }: ImportDecision): ImportReport {
  const { emotions, mainScheme = null, classMaps = [], ...others } = changes;
  const isNews =
    mainScheme !== null ||
    [...Object.values(others), classMaps, emotions.flatMap(({ names }) => names)].some(
      (changed) => changed.length > 0,
    );
  return { ...plan.report, added, isNews, skipped: [...plan.report.skipped, ...skipped] };
}
