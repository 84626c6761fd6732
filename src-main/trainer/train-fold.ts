import type { ClipSource } from '#main/learning/features/clip-source.ts';
import { type CnnLstm, createCnnLstm, type EpochEnd } from '#main/learning/models/cnn-lstm.ts';
import { describeCnnLstm, type Head, type ModelDescription } from '#main/learning/models/description.ts';
import { type LabelledClips, pickClips } from '#main/learning/models/labelled-clips.ts';
import type { FoldSides } from '#main/learning/samplers/folds.ts';
import { deriveSeed } from '#shared/base/random.ts';
import type { TrainingJob } from '#shared/contract/children.ts';
import type { EpochRecord, Prediction } from '#shared/domain/run.ts';
import type { FoldUnderWay } from './checkpoint.ts';
import type { CheckpointStore } from './checkpoint-store.ts';
import { toPrediction } from './predictions.ts';
import type { createProgress } from './progress.ts';
import type { RunFolder } from './run-folder.ts';
import { sha256 } from './sealed-file.ts';
import type { TrainerVoice } from './voice.ts';

/** What a run trains on, and how it is divided. */
export interface FoldedData extends LabelledClips {
  readonly job: TrainingJob;
  readonly x: ClipSource;
  readonly sides: readonly FoldSides[];
}

export interface FoldWork {
  readonly data: FoldedData;
  /** From 0. */
  readonly fold: number;
  readonly side: FoldSides;
  /** Null: from fresh weights. */
  readonly underWay: FoldUnderWay | null;
  /** That trains in this sitting. */
  readonly backend: string;
  readonly folder: RunFolder;
  readonly store: CheckpointStore;
  /** That the run has taken so far. */
  readonly secondsNow: () => number;
  /** Since the first fold of this sitting began. */
  readonly elapsedSeconds: () => number;
  readonly progress: ReturnType<typeof createProgress>;
  readonly signal: AbortSignal;
  readonly voice: TrainerVoice;
}

/**
 * Trains one fold's model and predicts the clips it held out. Each epoch, and then the fold, is in its checkpoint
 * before anybody hears of it.
 */
export async function trainFold(work: FoldWork): Promise<readonly Prediction[]> {
  const { data, fold, side, underWay, signal, voice } = work;
  const { job } = data;
  const model = createFoldModel(job, fold);
  const heldOut = pickClips(data, side.test);
  const records: EpochRecord[] = [...(underWay?.records ?? [])];
  voice.log(
    `Fold ${fold + 1} of ${job.folds.length} (${nameOf(work)}): ${side.train.length} clips train, ${side.test.length} test.`,
  );
  try {
    await model.fit({
      ...pickClips(data, side.train),
      subjects: side.train.map((position) => job.clips[position]?.subject ?? null),
      heldOut,
      resumeFrom: underWay?.snapshot ?? null,
      note: voice.log,
      signal,
      onEpochEnd: async (end, snapshot) => {
        const record = toRecord(fold, end);
        records.push(record);
        const state = await snapshot();
        voice.leaveIfAlone();
        const seconds = work.secondsNow();
        work.store.saveUnderWay(fold, { snapshot: state, records, backends: backendsOf(work), seconds });
        work.folder.addEpoch(record);
        voice.log(epochLine(record));
        const elapsed = work.elapsedSeconds();
        voice.emit({ type: 'epoch', record, ...work.progress.after(fold, end.epoch, elapsed) });
      },
    });
    return await finishFold(work, model, heldOut, records);
  } finally {
    model.dispose();
  }
}

async function finishFold(
  work: FoldWork,
  model: CnnLstm,
  heldOut: LabelledClips,
  records: readonly EpochRecord[],
): Promise<readonly Prediction[]> {
  const { data, fold, side, folder, store, secondsNow, progress, signal, voice } = work;
  const rows = await model.predict(heldOut.x, signal);
  const predictions = side.test.map((position, row) =>
    toPrediction(data.job, position, fold, rows[row] ?? []),
  );
  const { weights, scaler } = await model.learned();
  voice.leaveIfAlone();
  folder.addWeights(fold, { name: nameOf({ data, fold }), weights, scaler });
  const learned = { scaler, weightsSha256: sha256(weights), records, predictions };
  store.saveFinished(fold, { ...learned, backends: backendsOf(work), seconds: secondsNow() });
  progress.predicted(fold);
  voice.emit({ type: 'fold', fold, predictions });
  return predictions;
}

/** All that the fold is trained on, in earlier sittings and in this one. */
const backendsOf = ({ underWay, backend }: FoldWork) => [
  ...new Set([...(underWay?.backends ?? []), backend]),
];

const nameOf = ({ data, fold }: Pick<FoldWork, 'data' | 'fold'>) =>
  data.job.folds[fold]?.name ?? String(fold);

/** Each fold starts from weights and an order of its own, which follow from the run's seed and the fold's number alone. */
export function seedOfFold({ spec }: TrainingJob, fold: number): number {
  return deriveSeed(spec.seed, `fold ${fold}`);
}

/** All folds train the same model. */
export function describeFoldModel({ spec, classes }: TrainingJob): ModelDescription {
  return describeCnnLstm(spec.model, spec.input, headOf(spec.task, classes));
}

function createFoldModel(job: TrainingJob, fold: number): CnnLstm {
  const { spec, classes } = job;
  return createCnnLstm({
    ...spec,
    classes,
    head: headOf(spec.task, classes),
    seed: seedOfFold(job, fold),
  });
}

function headOf(task: TrainingJob['spec']['task'], classes: readonly string[]): Head {
  return task === 'intensity' ? { task } : { task, classCount: classes.length };
}

const KIB_PER_MIB = 1024;

function toRecord(fold: number, end: EpochEnd): EpochRecord {
  const { epoch, loss, validationLoss, heldOutLoss, seconds } = end;
  return {
    ...{ fold, epoch, loss, seconds },
    validationLoss: finiteOrNull(validationLoss),
    heldOutLoss: finiteOrNull(heldOutLoss),
    peakMemoryMiB: process.resourceUsage().maxRSS / KIB_PER_MIB,
  };
}

function epochLine({ fold, epoch, loss, validationLoss, heldOutLoss, seconds }: EpochRecord): string {
  const inWords = (value: number | null) => (value === null ? 'none' : value.toPrecision(4));
  const validation = validationLoss === null ? '' : `, validation ${inWords(validationLoss)}`;
  return `Fold ${fold + 1}, epoch ${epoch}: loss ${inWords(loss)}${validation}, held out ${inWords(heldOutLoss)}, ${seconds.toFixed(1)} s.`;
}

function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
