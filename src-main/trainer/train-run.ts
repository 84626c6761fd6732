import { type OpenedPack, openPack } from '#main/framestore/pack-reader.ts';
import { selectBackend } from '#main/learning/backends/index.ts';
import { foldSides } from '#main/learning/samplers/folds.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { TrainingJob } from '#shared/contract/children.ts';
import type { Prediction } from '#shared/domain/run.ts';
import { keyOfJob } from './checkpoint.ts';
import {
  type CheckpointStore,
  type Checkpoints,
  NO_CHECKPOINTS,
  openCheckpoints,
} from './checkpoint-store.ts';
import { createPackSource } from './clip-source.ts';
import { distributionsOf, targetsOf } from './job.ts';
import { createProgress } from './progress.ts';
import { type FormerWork, openRunFolder, weightsSha256 } from './run-folder.ts';
import { describeFoldModel, type FoldedData, seedOfFold, trainFold } from './train-fold.ts';
import type { TrainerVoice } from './voice.ts';

/**
 * Trains and tests every fold of the job; one that is to be resumed goes on after its last checkpoint. Gives the
 * seconds it took, earlier sittings included. Throws OnsetError `cancelled` soon after the signal, other failures as
 * they come.
 */
export async function trainRun(job: TrainingJob, signal: AbortSignal, voice: TrainerVoice): Promise<number> {
  const startedMs = performance.now();
  const yTrue = targetsOf(job);
  const distributions = distributionsOf(job);
  const sides = foldSides(job.folds, job.clips, job.subjectIndependent);
  const pack = openPack(job.packFile);
  try {
    const x = createPackSource(pack, job.clips, job.spec.input);
    const backend = await selectBackend(job.spec.backend, voice.onTry);
    voice.log(`Backend ${backend.name} ${backend.version}, ${backend.device}. ${backend.reason}`);
    voice.emit({ type: 'backend', backend: backend.name, reason: backend.reason });
    const store = storeOf(job, pack);
    const found = job.resume ? store.read() : NO_CHECKPOINTS;
    const secondsBefore = secondsOf(found);
    const secondsNow = () => secondsBefore + (performance.now() - startedMs) / 1000;
    const memory = { store, found, backend: backend.name, secondsNow };
    await trainFolds({ job, x, yTrue, distributions, sides }, memory, signal, voice);
    return secondsNow();
  } finally {
    pack.close();
  }
}

/** Where a run keeps its checkpoints, and what it goes on from. */
interface Memory {
  readonly store: CheckpointStore;
  readonly found: Checkpoints;
  /** That trains in this sitting. */
  readonly backend: string;
  /** That the run has taken so far. */
  readonly secondsNow: () => number;
}

function storeOf(job: TrainingJob, { checksum }: OpenedPack): CheckpointStore {
  const key = keyOfJob(job, checksum);
  return openCheckpoints({
    runDir: job.runDir,
    foldCount: job.folds.length,
    ownerOf: (fold) => ({ job: key, fold, seed: seedOfFold(job, fold) }),
    weightsSha256Of: (fold) => weightsSha256(job.runDir, fold),
  });
}

async function trainFolds(
  data: FoldedData,
  { store, found, backend, secondsNow }: Memory,
  signal: AbortSignal,
  voice: TrainerVoice,
): Promise<void> {
  const { job, sides } = data;
  const counts = sides.map(({ train, test }) => ({ train: train.length, test: test.length }));
  const progress = createProgress(counts, job.spec.epochs);
  const former = formerWork(job, found);
  const folder = openRunFolder(job.runDir, describeFoldModel(job), job.classes, former);
  tellBeginning(job, { found, backend }, former, placeOf(found, progress), voice);
  const predictions: Prediction[] = [];
  const startedMs = performance.now();
  for (const [fold, side] of sides.entries()) {
    const done = found.finished.get(fold);
    const known = done?.predictions;
    const own =
      known ??
      (await trainFold({
        ...{ data, fold, side, backend, folder, store, secondsNow, signal, progress, voice },
        underWay: found.underWay?.fold === fold ? found.underWay : null,
        elapsedSeconds: () => (performance.now() - startedMs) / 1000,
      }).catch((error: unknown) => {
        throw withFold(error, fold, sides.length);
      }));
    predictions.push(...own);
  }
  folder.writePredictions(predictions);
}

/** The first news after the backend: what the run has learned already, to which all else is added. */
function tellBeginning(
  job: TrainingJob,
  { found, backend }: Pick<Memory, 'found' | 'backend'>,
  { records }: FormerWork,
  progress: number,
  voice: TrainerVoice,
): void {
  const { finished, underWay, setAside } = found;
  const news = [...setAside, placeInWords(job, finished.size, underWay), ...changeInWords(found, backend)];
  if (job.resume) for (const words of news) voice.log(words);
  const folds = [...finished].map(([fold, { predictions }]) => ({ fold, predictions: [...predictions] }));
  const message = job.resume ? news.join(' ') : null;
  voice.emit({ type: 'begin', history: [...records], folds, message, progress });
}

/** 0 to 1. */
function placeOf({ finished, underWay }: Checkpoints, { place }: ReturnType<typeof createProgress>): number {
  return underWay === null ? place(finished.size, 0) : place(underWay.fold, underWay.snapshot.epoch);
}

function placeInWords(job: TrainingJob, finished: number, underWay: Checkpoints['underWay']): string {
  const folds = job.folds.length;
  if (underWay !== null)
    return `Goes on after epoch ${underWay.snapshot.epoch} of ${job.spec.epochs} in fold ${underWay.fold + 1} of ${folds}.`;
  return finished === 0 ? 'Starts anew.' : `Goes on after ${finished} of ${folds} folds.`;
}

/** What an earlier sitting trained on stays part of the result: each backend rounds in its own way. */
function changeInWords({ finished, underWay }: Checkpoints, backend: string): string[] {
  const all = [...finished.values(), ...(underWay === null ? [] : [underWay])];
  const others = [...new Set(all.flatMap(({ backends }) => backends))].filter((name) => name !== backend);
  if (others.length === 0) return [];
  return [
    `It was trained on ${others.join(' and ')} before and goes on on ${backend}: the figures may differ a little from those of one backend alone.`,
  ];
}

function formerWork(job: TrainingJob, { finished, underWay }: Checkpoints): FormerWork {
  const folds = [...finished].map(([fold, { records }]) => ({ fold, records }));
  const all = underWay === null ? folds : [...folds, underWay];
  const nameOf = (fold: number) => job.folds[fold]?.name ?? String(fold);
  return {
    records: all.sort((a, b) => a.fold - b.fold).flatMap(({ records }) => records),
    learned: new Map([...finished].map(([fold, { scaler }]) => [fold, { name: nameOf(fold), scaler }])),
  };
}

/** Of earlier sittings: the last checkpoint knows. */
function secondsOf({ finished, underWay }: Checkpoints): number {
  const all = [...finished.values()].map(({ seconds }) => seconds);
  return Math.max(0, underWay?.seconds ?? 0, ...all);
}

/** Only what went wrong in the numbers is about a fold. */
function withFold(error: unknown, fold: number, folds: number): unknown {
  if (!(error instanceof OnsetError) || error.code !== 'bad-input' || folds === 1) return error;
  return new OnsetError(error.code, `Fold ${fold + 1} of ${folds}: ${error.message}`, { cause: error });
}
