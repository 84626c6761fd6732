import { openPack } from '#main/framestore/pack-reader.ts';
import { type OnTry, selectBackend } from '#main/learning/backends/index.ts';
import { type ClipSource, subset } from '#main/learning/features/clip-source.ts';
import { type CnnLstm, createCnnLstm } from '#main/learning/models/cnn-lstm.ts';
import type { Head } from '#main/learning/models/description.ts';
import { type FoldSides, foldSides } from '#main/learning/samplers/folds.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { deriveSeed } from '#shared/base/random.ts';
import type { TrainerEvent, TrainingJob } from '#shared/contract/children.ts';
import type { EpochRecord, Prediction } from '#shared/domain/run.ts';
import { createPackSource } from './clip-source.ts';
import { targetsOf } from './job.ts';
import { createProgress } from './progress.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';

/** What the trainer says while it works. */
export interface TrainerVoice {
  emit(event: TrainerEvent): void;
  log(line: string): void;
  readonly onTry: OnTry;
}

/** Trains and tests every fold of the job; gives the seconds it took. Throws OnsetError `cancelled` soon after the signal, other failures as they come. */
export async function trainRun(job: TrainingJob, signal: AbortSignal, voice: TrainerVoice): Promise<number> {
  const startedMs = performance.now();
  const yTrue = targetsOf(job);
  const sides = foldSides(job.folds, job.clips, job.subjectIndependent);
  const pack = openPack(job.packFile);
  try {
    const x = createPackSource(pack, job.clips, job.spec.input);
    const backend = await selectBackend(job.spec.backend, voice.onTry);
    voice.log(`Backend ${backend.name} ${backend.version}, ${backend.device}. ${backend.reason}`);
    voice.emit({ type: 'backend', backend: backend.name, reason: backend.reason });
    await trainFolds({ job, x, yTrue, sides }, signal, voice);
  } finally {
    pack.close();
  }
  return (performance.now() - startedMs) / 1000;
}

interface FoldedData {
  readonly job: TrainingJob;
  readonly x: ClipSource;
  readonly yTrue: readonly number[];
  readonly sides: readonly FoldSides[];
}

async function trainFolds(data: FoldedData, signal: AbortSignal, voice: TrainerVoice): Promise<void> {
  const { job, sides } = data;
  const counts = sides.map(({ train, test }) => ({ train: train.length, test: test.length }));
  const progress = createProgress(counts, job.spec.epochs);
  const startedMs = performance.now();
  const predictions: Prediction[] = [];
  let folder: RunFolder | null = null;
  for (const [fold, { train, test }] of sides.entries()) {
    const model = createFoldModel(job, fold);
    folder ??= openRunFolder(job.runDir, model.description, job.classes);
    const { addEpoch, addWeights } = folder;
    const name = job.folds[fold]?.name ?? String(fold);
    voice.log(
      `Fold ${fold + 1} of ${sides.length} (${name}): ${train.length} clips train, ${test.length} test.`,
    );
    const heldOut = pick(data, test);
    try {
      await model.fit({
        ...pick(data, train),
        heldOut,
        signal,
        onEpochEnd: (end) => {
          const record = { fold, ...end, heldOutLoss: finiteOrNull(end.heldOutLoss) };
          addEpoch(record);
          voice.log(epochLine(record));
          const elapsedSeconds = (performance.now() - startedMs) / 1000;
          voice.emit({ type: 'epoch', record, ...progress.after(fold, end.epoch, elapsedSeconds) });
        },
      });
      const rows = await model.predict(heldOut.x, signal);
      const own = test.map((position, row) => toPrediction(job, position, fold, rows[row] ?? []));
      predictions.push(...own);
      addWeights({ name, ...model.learned() });
      voice.emit({ type: 'fold', fold, predictions: own });
    } catch (error) {
      throw withFold(error, fold, sides.length);
    } finally {
      model.dispose();
    }
  }
  folder?.writePredictions(predictions);
}

/** Each fold starts from weights and an order of its own, which follow from the run's seed and the fold's number alone. */
function createFoldModel({ spec, classes }: TrainingJob, fold: number): CnnLstm {
  const head: Head =
    spec.task === 'intensity' ? { task: 'intensity' } : { task: 'emotion', classCount: classes.length };
  return createCnnLstm({ ...spec, head, seed: deriveSeed(spec.seed, `fold ${fold}`) });
}

function pick({ x, yTrue }: FoldedData, positions: readonly number[]) {
  return { x: subset(x, positions), yTrue: positions.map((position) => yTrue[position] ?? Number.NaN) };
}

function toPrediction(job: TrainingJob, position: number, fold: number, row: readonly number[]): Prediction {
  const clip = job.clips[position];
  const highest = row.indexOf(Math.max(...row));
  const best = row[highest];
  const name = job.classes[highest];
  if (clip === undefined || best === undefined) throw new Error(`Fold ${fold} gave no prediction.`);
  const { clipId, clipName, subject, target: truth } = clip;
  const about = { clipId, clipName, subject, fold, truth };
  if (job.spec.task === 'intensity')
    return { ...about, prediction: best, confidence: null, probabilities: null };
  if (name === undefined) throw new Error(`Fold ${fold} predicted a class that is not there.`);
  return { ...about, prediction: name, confidence: best, probabilities: [...row] };
}

function epochLine({ fold, epoch, loss, heldOutLoss, seconds }: EpochRecord): string {
  const held = heldOutLoss === null ? 'none' : heldOutLoss.toPrecision(4);
  return `Fold ${fold + 1}, epoch ${epoch}: loss ${loss.toPrecision(4)}, held out ${held}, ${seconds.toFixed(1)} s.`;
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** Only what went wrong in the numbers is about a fold. */
function withFold(error: unknown, fold: number, folds: number): unknown {
  if (!(error instanceof OnsetError) || error.code !== 'bad-input' || folds === 1) return error;
  return new OnsetError(error.code, `Fold ${fold + 1} of ${folds}: ${error.message}`, { cause: error });
}
