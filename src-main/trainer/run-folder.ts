import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PixelScaler } from '#main/learning/features/pixel-scaler.ts';
import { describeWeights, type ModelDescription } from '#main/learning/models/description.ts';
import { csvRecord } from '#shared/base/csv.ts';
import type { EpochRecord, Prediction } from '#shared/domain/run.ts';
import { replaceFile } from './replace-file.ts';
import { sha256 } from './sealed-file.ts';

/** What one fold's model learned. */
export interface LearnedFold {
  readonly name: string;
  readonly weights: Float32Array;
  readonly scaler: PixelScaler;
}

/** What a run that goes on has in its folder already. */
export interface FormerWork {
  readonly records: readonly EpochRecord[];
  /** By fold; their weights are there. */
  readonly learned: ReadonlyMap<number, Omit<LearnedFold, 'weights'>>;
}

/** The trainer's part of a run's folder: history.csv as it goes, weights after each fold, predictions.csv at the end. */
export interface RunFolder {
  addEpoch(record: EpochRecord): void;
  addWeights(fold: number, learned: LearnedFold): void;
  writePredictions(predictions: readonly Prediction[]): void;
}

const weightsFile = (fold: number) => `fold-${fold}.bin`;
const weightsDirOf = (runDir: string) => join(runDir, 'weights');

/** Starts the folder's files anew, with the former work. Throws Node's errors of writing. */
export function openRunFolder(
  runDir: string,
  description: ModelDescription,
  classes: readonly string[],
  former: FormerWork,
): RunFolder {
  const history = join(runDir, 'history.csv');
  const weightsDir = weightsDirOf(runDir);
  const learned = new Map(former.learned);
  mkdirSync(weightsDir, { recursive: true });
  writeFileSync(history, [csvRecord(HISTORY_COLUMNS), ...former.records.map(toCsv)].join(''));
  return {
    addEpoch: (record) => appendFileSync(history, toCsv(record)),
    addWeights: (fold, { name, weights, scaler }) => {
      learned.set(fold, { name, scaler });
      replaceFile(
        join(weightsDir, weightsFile(fold)),
        new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength),
      );
      const folds = [...learned].sort(([a], [b]) => a - b);
      const index = {
        format: 'float32, little-endian; the weights one after the other, each in C order',
        model: description,
        classes,
        weights: describeWeights(description).map(({ name, shape }) => ({ name, shape })),
        folds: folds.map(([fold, own]) => ({ file: weightsFile(fold), ...own })),
      };
      replaceFile(join(weightsDir, 'weights.json'), `${JSON.stringify(index, null, 1)}\n`);
    },
    writePredictions: (predictions) =>
      replaceFile(join(runDir, 'predictions.csv'), predictionsToCsv(predictions, classes)),
  };
}

/** Of a fold's weights in the run's folder; null where they cannot be read. */
export function weightsSha256(runDir: string, fold: number): string | null {
  try {
    const bytes = readFileSync(join(weightsDirOf(runDir), weightsFile(fold)));
    return sha256(new Float32Array(Uint8Array.from(bytes).buffer));
  } catch {
    return null;
  }
}

const HISTORY_COLUMNS = [
  ...['fold', 'epoch', 'loss', 'validation_loss', 'held_out_loss'],
  ...['seconds', 'peak_memory_mib'],
];

function toCsv(record: EpochRecord): string {
  const { fold, epoch, loss, validationLoss, heldOutLoss, seconds, peakMemoryMiB } = record;
  return csvRecord([fold, epoch, loss, validationLoss, heldOutLoss, seconds, peakMemoryMiB]);
}

function predictionsToCsv(predictions: readonly Prediction[], classes: readonly string[]): string {
  const fixed = ['clip_id', 'clip', 'subject', 'fold', 'truth', 'prediction', 'confidence'];
  const header = [...fixed, ...classes.map((name) => `p_${name}`)];
  const records = predictions.map((row) => [
    row.clipId,
    row.clipName,
    row.subject,
    row.fold,
    row.truth,
    row.prediction,
    row.confidence,
    ...(row.probabilities ?? []),
  ]);
  return [header, ...records].map(csvRecord).join('');
}
