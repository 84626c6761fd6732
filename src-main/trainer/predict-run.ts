import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { openPack } from '#main/framestore/pack-reader.ts';
import { selectBackend } from '#main/learning/backends/index.ts';
import type { ClipSource } from '#main/learning/features/clip-source.ts';
import { predictClips } from '#main/learning/models/epochs.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipOutputs, PredictionJob } from '#shared/contract/children.ts';
import { type LearnedModels, learnedModels } from '#shared/domain/learned-models.ts';
import { createPackSource } from './clip-source.ts';
import type { TrainerVoice } from './voice.ts';

/**
 * What the models of a finished run say of clips they were not tested on: the mean over all of them, of probabilities
 * or intensities. Any backend will do. Throws OnsetError `cancelled` soon after the signal, other failures as they come.
 */
export async function predictRun(
  job: PredictionJob,
  signal: AbortSignal,
  voice: Pick<TrainerVoice, 'emit' | 'onTry'>,
): Promise<ClipOutputs[]> {
  const weightsDir = join(job.runDir, 'weights');
  const models = learnedModels.parse(JSON.parse(readFileSync(join(weightsDir, 'weights.json'), 'utf8')));
  const pack = openPack(job.packFile);
  try {
    const x = createPackSource(pack, job.clips, job.spec.input);
    await selectBackend('auto', voice.onTry);
    const sums = job.clips.map(({ clipId }) => ({ clipId, outputs: [] as number[] }));
    for (const [fold, { file }] of models.folds.entries()) {
      voice.emit({ type: 'predicting', done: fold, total: models.folds.length });
      const rows = await predictByFold(models, fold, join(weightsDir, file), x, job.spec.batchSize, signal);
      for (const [place, row] of rows.entries()) {
        const own = sums[place];
        if (own !== undefined) own.outputs = row.map((value, output) => value + (own.outputs[output] ?? 0));
      }
    }
    return sums.map(({ clipId, outputs }) => ({
      clipId,
      outputs: outputs.map((sum) => sum / models.folds.length),
    }));
  } finally {
    pack.close();
  }
}

/** A row of outputs for each clip. */
async function predictByFold(
  { model: description, classes, folds }: LearnedModels,
  fold: number,
  file: string,
  x: ClipSource,
  batchSize: number,
  signal: AbortSignal,
): Promise<number[][]> {
  const scaler = folds[fold]?.scaler;
  if (scaler === undefined) throw new RangeError(`There is no fold ${fold} among ${folds.length}.`);
  const weights = tf.tensor1d(new Float32Array(Uint8Array.from(readFileSync(file)).buffer));
  try {
    const learned = { description, scaler, weights, batchSize };
    const rows = await predictClips(learned, x, classes.length > 0, signal);
    if (rows.flat().every(Number.isFinite)) return rows;
    throw new OnsetError(
      'bad-input',
      `The model of fold ${fold + 1} gives no numbers for these clips: train the run again.`,
    );
  } finally {
    weights.dispose();
  }
}
