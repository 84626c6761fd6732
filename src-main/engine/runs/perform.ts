import type { PackOutcome } from '#main/media/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { TrainerEvent, UnreadableClip } from '#shared/contract/children.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { askTrainer } from '../backends/ask-trainer.ts';
import type { OpenProject } from '../project.ts';
import { headlineOf } from '../review/figures.ts';
import { removeCheckpoint, runPaths, writeData, writeJob } from './folder.ts';
import type { FrozenRun } from './freeze.ts';
import { requireHeldOut } from './held-out.ts';
import { withoutClips } from './narrow.ts';
import { packOrder } from './pack-order.ts';
import { forgetStaleness } from './staleness.ts';
import type { RunTeller } from './teller.ts';

export interface SavedRun {
  readonly id: RunId;
  readonly frozen: FrozenRun;
  /** Goes on after its checkpoint, if it has one. */
  readonly resume: boolean;
}

/** Packs the frames, trains, and saves what was predicted. Throws OnsetError in words; `cancelled` soon after the signal. */
export async function performRun(
  project: OpenProject,
  run: SavedRun,
  signal: AbortSignal,
  tell: RunTeller,
): Promise<void> {
  const { id, frozen: saved } = run;
  project.catalog.write.runs.setStatus(id, 'preparing');
  tell('preparing', 'Packing the frames');
  const pack = await project.media.pack(packOrder(saved.spec.input, saved.clips), {
    signal,
    report: (done, total) =>
      tell('preparing', `Packing frame ${done} of ${total}`, { progress: done / Math.max(1, total) }),
  });
  try {
    await trainOn(pack, project, run, signal, tell);
  } finally {
    pack.release();
  }
}

async function trainOn(
  { packFile, unreadable }: Pick<PackOutcome, 'packFile' | 'unreadable'>,
  project: OpenProject,
  run: SavedRun,
  signal: AbortSignal,
  tell: RunTeller,
): Promise<void> {
  const { catalog, dir } = project;
  const { id, frozen: saved, resume } = run;
  const frozen = unreadable.length === 0 ? saved : narrow(project, run, unreadable);
  const { spec, clips, classes, folds, subjectIndependent } = frozen;
  const jobFile = writeJob(dir, id, {
    spec,
    runDir: runPaths(dir, id).dir,
    packFile,
    classes: [...classes],
    clips: [...clips],
    folds: [...folds],
    subjectIndependent,
    resume,
  });
  catalog.write.runs.setStatus(id, 'training');
  tell('training', 'Starting the trainer', { progress: 0 });
  const seconds = await train(project, { ...run, frozen }, jobFile, signal, tell);
  catalog.write.runs.finish(id, seconds, headlineOf(spec.task, classes, catalog.read.runs.predictions(id)));
  removeCheckpoint(dir, id);
}

/** The run without clips that cannot be read. One that has trained with them cannot do without: its folds would be others. */
function narrow(
  { catalog, dir }: OpenProject,
  { id, frozen: saved }: SavedRun,
  unreadable: readonly UnreadableClip[],
): FrozenRun {
  const frozen = withoutClips(saved, unreadable);
  if (catalog.read.runs.history(id).length > 0) throw new OnsetError('not-found', goneInWords(frozen, saved));
  catalog.write.runs.narrow(id, frozen);
  forgetStaleness(catalog, id);
  writeData(dir, id, frozen);
  return frozen;
}

const QUOTED_CLIPS = 3;

function goneInWords({ leftOut }: FrozenRun, saved: FrozenRun): string {
  const gone = leftOut.slice(saved.leftOut.length).map(({ clipName, reason }) => `${clipName}: ${reason}`);
  const more = gone.length > QUOTED_CLIPS ? ` and ${gone.length - QUOTED_CLIPS} more` : '';
  return `The run cannot go on without clips it was trained with (${gone.slice(0, QUOTED_CLIPS).join('; ')}${more}). Bring their frames back and resume it, or start a new run.`;
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
  } else if (event.type === 'begin') {
    const { history, folds: done, message, progress } = event;
    for (const { fold, predictions } of done) requireHeldOut(folds, fold, predictions);
    runs.begin(id, spec.task, { history, folds: done.map(({ predictions }) => predictions) });
    if (message !== null) tell('training', message, { progress, isNews: true });
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
