import type { TrainerEvent } from '#shared/contract/children.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { askTrainer } from '../backends/ask-trainer.ts';
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
      frozen,
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
function train(
  project: OpenProject,
  run: SavedRun,
  jobFile: string,
  signal: AbortSignal,
  tell: RunTeller,
): Promise<number> {
  return askTrainer({
    request: (without) => ({ type: 'train', jobFile, without }),
    logFile: runPaths(project.dir, run.id).log,
    signal,
    answerOf: (event) => {
      // What was still under way when the user cancelled is not told any more.
      if (!signal.aborted) record(project, run, event, tell);
      if (event.type === 'done') return event.seconds;
      return event.type === 'failed' || event.type === 'cancelled' ? null : undefined;
    },
  });
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
