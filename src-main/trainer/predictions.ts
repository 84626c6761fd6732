import type { TrainingJob } from '#shared/contract/children.ts';
import type { Prediction } from '#shared/domain/run.ts';

/** What `fold` says of the clip at `position`: `row` is [intensity], or the probability of each class. */
export function toPrediction(
  job: TrainingJob,
  position: number,
  fold: number,
  row: readonly number[],
): Prediction {
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
