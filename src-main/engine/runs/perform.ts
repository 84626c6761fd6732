import { childEntry, endAsError, startChild } from '#main/jobs/child.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { type TrainerEvent, type TrainerRequest, trainerEvent } from '#shared/contract/children.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { OpenProject } from '../project.ts';
import { headlineOf } from '../review/figures.ts';
import { runPaths, writeData, writeJob } from './folder.ts';
import type { FrozenRun } from './freeze.ts';
import { requireHeldOut } from './held-out.ts';
import { withoutClips } from './narrow.ts';
import type { RunTeller } from './teller.ts';

export interface SavedRun {
  readonly id: RunId;
  readonly frozen: FrozenRun;
}

/** A cancelled trainer has this long to leave before it is killed; all of a cancel takes under 2 s. */
const STOP_GRACE_MS = 1000;
const LAST_WORDS: ReadonlySet<TrainerEvent['type']> = new Set(['done', 'failed', 'cancelled']);

/** Packs the frames, trains, and saves what was predicted. Throws OnsetError in words; `cancelled` soon after the signal. */
export async function performRun(
  project: OpenProject,
  { id, frozen: saved }: SavedRun,
  signal: AbortSignal,
  tell: RunTeller,
): Promise<void> {
  const { catalog, dir } = project;
  catalog.write.runs.setStatus(id, 'preparing');
  tell('preparing', 'Packing the frames');
  const { packFile, unreadable } = await project.media.pack(
    saved.clips.map(({ clipId }) => clipId),
    saved.spec.input.imageSize,
    {
      signal,
      report: (done, total) =>
        tell('preparing', `Packing frame ${done} of ${total}`, { progress: done / Math.max(1, total) }),
    },
  );
  const frozen = withoutClips(saved, unreadable);
  if (unreadable.length > 0) {
    catalog.write.runs.narrow(
      id,
      frozen.folds,
      frozen.leftOut,
      unreadable.map(({ clipId }) => clipId),
    );
    writeData(dir, id, frozen);
  }
  const { spec, clips, classes, folds, subjectIndependent } = frozen;
  const jobFile = writeJob(dir, id, {
    spec,
    runDir: runPaths(dir, id).dir,
    packFile,
    classes: [...classes],
    clips: [...clips],
    folds: [...folds],
    subjectIndependent,
  });
  catalog.write.runs.setStatus(id, 'training');
  tell('training', 'Starting the trainer', { progress: 0 });
  const seconds = await train(project, { id, frozen }, jobFile, signal, tell);
  catalog.write.runs.finish(id, seconds, headlineOf(spec.task, classes, catalog.read.runs.predictions(id)));
}

/** Seconds the training took. */
async function train(
  project: OpenProject,
  run: SavedRun,
  jobFile: string,
  signal: AbortSignal,
  tell: RunTeller,
): Promise<number> {
  const doneSeconds: number[] = [];
  const child = startChild<TrainerRequest, TrainerEvent>({
    entry: childEntry('trainer'),
    who: 'the trainer',
    events: trainerEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    logFile: runPaths(project.dir, run.id).log,
    onEvent: (event) => {
      // What was still under way when the user cancelled is not told any more.
      if (signal.aborted) return;
      record(project, run, event, tell);
      if (event.type === 'done') doneSeconds.push(event.seconds);
      if (LAST_WORDS.has(event.type)) void child.stop(null, STOP_GRACE_MS);
    },
  });
  const cancel = () => void child.stop({ type: 'cancel' }, STOP_GRACE_MS);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  else child.send({ type: 'train', jobFile });
  const end = await child.ended;
  signal.removeEventListener('abort', cancel);
  if (signal.aborted) throw new OnsetError('cancelled', 'The run was cancelled.');
  const [seconds] = doneSeconds;
  if (seconds === undefined || end.kind === 'failed') throw endAsError(end, 'the trainer');
  return seconds;
}

function record(project: OpenProject, { id, frozen }: SavedRun, event: TrainerEvent, tell: RunTeller): void {
  const { runs } = project.catalog.write;
  const { spec, folds } = frozen;
  if (event.type === 'backend') {
    runs.setBackend(id, event.backend);
    tell('training', `Training on ${event.backend}: ${event.reason}`);
  } else if (event.type === 'epoch') {
    const { record: epoch, progress, secondsLeft } = event;
    runs.addEpoch(id, epoch);
    const words = `Fold ${epoch.fold + 1} of ${folds.length}, epoch ${epoch.epoch} of ${spec.epochs}`;
    tell('training', words, { progress, secondsLeft, epoch });
  } else if (event.type === 'fold') {
    requireHeldOut(folds, event.fold, event.predictions);
    runs.addFold(id, spec.task, event.predictions);
  }
}
