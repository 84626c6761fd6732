import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PixelScaler } from '#main/learning/features/pixel-scaler.ts';
import { describeWeights, type ModelDescription } from '#main/learning/models/description.ts';
import { csvRecord } from '#shared/base/csv.ts';
import type { EpochRecord, Prediction } from '#shared/domain/run.ts';

/** What one fold's model learned. */
export interface LearnedFold {
  readonly name: string;
  readonly weights: Float32Array;
  readonly scaler: PixelScaler;
}

/** The trainer's part of a run's folder: history.csv as it goes, weights after each fold, predictions.csv at the end. */
export interface RunFolder {
  addEpoch(record: EpochRecord): void;
  addWeights(fold: LearnedFold): void;
  writePredictions(predictions: readonly Prediction[]): void;
}

/** Starts the folder's files anew. Throws Node's errors of writing. */
export function openRunFolder(
  runDir: string,
  description: ModelDescription,
  classes: readonly string[],
): RunFolder {
  const history = join(runDir, 'history.csv');
  const weightsDir = join(runDir, 'weights');
  const learned: { file: string; name: string; scaler: PixelScaler }[] = [];
  mkdirSync(weightsDir, { recursive: true });
  writeFileSync(history, csvRecord(['fold', 'epoch', 'loss', 'held_out_loss', 'seconds']));
  return {
    addEpoch: ({ fold, epoch, loss, heldOutLoss, seconds }) =>
      appendFileSync(history, csvRecord([fold, epoch, loss, heldOutLoss, seconds])),
    addWeights: ({ name, weights, scaler }) => {
      const file = `fold-${learned.length}.bin`;
      learned.push({ file, name, scaler });
      writeWhole(join(weightsDir, file), new Uint8Array(weights.buffer));
      const index = {
        format: 'float32, little-endian; the weights one after the other, each in C order',
        model: description,
        classes,
        weights: describeWeights(description).map(({ name, shape }) => ({ name, shape })),
        folds: learned,
      };
      writeWhole(join(weightsDir, 'weights.json'), `${JSON.stringify(index, null, 1)}\n`);
    },
    writePredictions: (predictions) =>
      writeWhole(join(runDir, 'predictions.csv'), predictionsToCsv(predictions, classes)),
  };
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

/** Under its name it is whole or not there. */
function writeWhole(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.tmp`, content);
  renameSync(`${file}.tmp`, file);
}
