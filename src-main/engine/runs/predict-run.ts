import type { Catalog, ClipRecord } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { WindowedClip } from '#shared/contract/children.ts';
import type { ClipId, RunId } from '#shared/domain/ids.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { askTrainer } from '../backends/ask-trainer.ts';
import type { OpenProject } from '../project.ts';
import type { Task } from '../tasks.ts';
import { runPaths } from './folder.ts';
import { packOrder } from './pack-order.ts';
import { readFoldWeights, readLearnedModels } from './run-weights.ts';
import { windowReader } from './selection.ts';
import { requireRun } from './show.ts';
import { heldOutSuggestion, meanSuggestion, type Suggestion, writeSuggestions } from './suggestions.ts';

type LeftOut = CallOutput<'runs.predict'>['leftOut'];

/**
 * Labels clips (null: all of the project) as the model rater of a finished run, in one transaction: with its held-out
 * prediction where there is one, which needs no computing, else with the mean over its models. What it said of a clip
 * before is replaced. Throws OnsetError: `not-found`, `conflict` (not finished, or of another scheme), `read-only`, `cancelled`.
 */
export async function predictRun(
  project: OpenProject,
  id: RunId,
  clipIds: readonly ClipId[] | null,
  task: Task,
): Promise<CallOutput<'runs.predict'>> {
  const { catalog, dir, readOnly } = project;
  if (readOnly) throw new OnsetError('read-only', `${dir} cannot be written: nothing can be labelled in it.`);
  const run = requireRun(catalog, id);
  if (run.status !== 'done')
    throw new OnsetError('conflict', `The run ${id} is not finished (${run.status}): it cannot predict yet.`);
  requireMainScheme(catalog, id);
  const asked = clipIds === null ? null : [...new Set(clipIds)];
  const records = catalog.read.clips.records(asked);
  const heldOut = new Map(catalog.read.runs.predictions(id).map((row) => [row.clipId, row]));
  const others = records.filter((clip) => !heldOut.has(clip.id));
  const { suggestions: computed, leftOut } = await suggestByModels(project, id, run.spec, others, task);
  task.signal.throwIfAborted();
  const fair = records.flatMap((clip) => {
    const row = heldOut.get(clip.id);
    return row === undefined ? [] : heldOutSuggestion(row, run.subjectIndependent);
  });
  const known = new Set(records.map((clip) => clip.id));
  const unknown = (asked ?? []).filter((clipId) => !known.has(clipId));
  return {
    rater: writeSuggestions(catalog, id, [...fair, ...computed]),
    predicted: fair.length + computed.length,
    heldOut: fair.length,
    leftOut: [...unknown.map(unknownClip), ...leftOut],
  };
}

/** A run that learned the classes of a class map says nothing that could be a label of the main scheme. */
function requireMainScheme({ read }: Catalog, id: RunId): void {
  const scheme = new Set(read.emotions.names());
  const strange = (read.runs.frozen(id)?.classes ?? []).filter((name) => !scheme.has(name));
  if (strange.length === 0) return;
  throw new OnsetError(
    'conflict',
    `The run ${id} learned classes that the project's emotions do not have (${strange.join(', ')}): it cannot label clips here. Make the scheme of these classes the main one, or predict with a run that learned the project's emotions.`,
  );
}

const unknownClip = (clipId: ClipId) => ({
  clipId,
  clipName: `clip ${clipId}`,
  reason: 'it is not in this project',
});

/** Packs the clips' frames as the run would and asks a trainer for the mean over the run's models. */
async function suggestByModels(
  project: OpenProject,
  id: RunId,
  spec: RunSpec,
  records: readonly ClipRecord[],
  task: Task,
): Promise<{ suggestions: Suggestion[]; leftOut: LeftOut }> {
  const present = records.filter(isPresent);
  const leaveOut = (clip: ClipRecord, reason: string) => ({ clipId: clip.id, clipName: clip.name, reason });
  const leftOut = records
    .filter((clip) => !isPresent(clip))
    .map((clip) => leaveOut(clip, 'its frames are not on this machine'));
  if (present.length === 0) return { suggestions: [], leftOut };

  const runDir = runPaths(project.dir, id).dir;
  const models = await readLearnedModels(runDir, id);
  // Damage is said in words here, before any work.
  for (const fold of models.folds.keys()) await readFoldWeights(runDir, id, models, fold);
  const windowOf = windowReader(project.catalog, { ...spec, clipIds: present.map((clip) => clip.id) });
  const windowed = present.map((clip) => ({ clipId: clip.id, clipName: clip.name, ...windowOf(clip) }));
  const { packFile, unreadable, release } = await project.media.pack(packOrder(spec.input, windowed), {
    signal: task.signal,
    report: (done, total) => task.report(done, total, 'Packing the frames'),
  });
  const reasonOf = new Map(unreadable.map(({ clipId, reason }) => [clipId, reason]));
  for (const clip of present) {
    const reason = reasonOf.get(clip.id);
    if (reason !== undefined) leftOut.push(leaveOut(clip, reason));
  }
  const clips = windowed.filter(({ clipId }) => !reasonOf.has(clipId));
  const job = { spec, runDir, packFile, clips };
  const rows = await (clips.length === 0 ? Promise.resolve([]) : askModels(job, task)).finally(release);
  const seen = seenBefore(project, id);
  const suggestions = rows.map(({ clipId, outputs }) =>
    meanSuggestion(clipId, outputs, models.classes, { models: models.folds.length, seen: seen(clipId) }),
  );
  return { suggestions, leftOut };
}

const isPresent = (clip: ClipRecord) => !clip.mediaMissing && clip.frameCount > 0;

interface Work {
  readonly spec: RunSpec;
  readonly runDir: string;
  readonly packFile: string;
  readonly clips: WindowedClip[];
}

function askModels(job: Work, task: Task) {
  return askTrainer({
    request: (without) => ({ type: 'predict', job, without }),
    signal: task.signal,
    answerOf: (event) => {
      if (event.type === 'predicting') task.report(event.done, event.total, 'Predicting');
      if (event.type === 'predicted') return event.rows;
      return event.type === 'failed' || event.type === 'cancelled' ? null : undefined;
    },
  });
}

/** How many models were trained with the clip, or with others of its subject. */
function seenBefore({ catalog }: OpenProject, id: RunId): (clipId: ClipId) => number {
  const subjectOf = new Map(catalog.read.clips.records(null).map((clip) => [clip.id, clip.subject]));
  const folds = (catalog.read.runs.frozen(id)?.folds ?? []).map(({ trainClipIds }) => ({
    clips: new Set(trainClipIds),
    subjects: new Set(trainClipIds.flatMap((clipId) => subjectOf.get(clipId) ?? [])),
  }));
  return (clipId) => {
    const subject = subjectOf.get(clipId) ?? null;
    return folds.filter(
      ({ clips, subjects }) => clips.has(clipId) || (subject !== null && subjects.has(subject)),
    ).length;
  };
}
