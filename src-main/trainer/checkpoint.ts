import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FitSnapshot } from '#main/learning/models/snapshot.ts';
import type { TrainingJob } from '#shared/contract/children.ts';
import { type EpochRecord, epochRecord, type Prediction, prediction } from '#shared/domain/run.ts';
import { seal, unseal } from './sealed-file.ts';

/** Which training a checkpoint belongs to: it goes on with no other. */
export interface CheckpointOwner {
  /** Of all that decides the run's result: see {@link keyOfJob}. */
  readonly job: string;
  readonly fold: number;
  /** Of the fold's model. Orders, dropout and augmentation follow from it and the epoch alone. */
  readonly seed: number;
}

/** A fold between two epochs. */
export interface FoldUnderWay {
  readonly snapshot: FitSnapshot;
  readonly records: readonly EpochRecord[];
  /** All that the fold has been trained on, the first one first. */
  readonly backends: readonly string[];
  /** That the run has taken so far, all folds and sittings. */
  readonly seconds: number;
}

/** A fold that is trained and tested. Its weights are in the run's folder. */
export interface FinishedFold {
  readonly scaler: FitSnapshot['scaler'];
  readonly weightsSha256: string;
  readonly records: readonly EpochRecord[];
  readonly predictions: readonly Prediction[];
  readonly backends: readonly string[];
  readonly seconds: number;
}

const owner = { job: z.string(), fold: z.number().int().nonnegative(), seed: z.number() };
const scaler = z.object({ means: z.array(z.number()), stds: z.array(z.number()) });
const shared = {
  ...owner,
  scaler,
  records: z.array(epochRecord),
  backends: z.array(z.string()),
  seconds: z.number().nonnegative(),
};

/** Vectors: the weights, those of the best epoch if there is one, the optimizer's own. */
const underWay = z.object({
  ...shared,
  kind: z.literal('under-way'),
  epoch: z.number().int().positive(),
  step: z.number().int().nonnegative(),
  best: z.object({ epoch: z.number().int().positive(), validationLoss: z.number() }).nullable(),
  stopped: z.boolean(),
});
const finished = z.object({
  ...shared,
  kind: z.literal('finished'),
  weightsSha256: z.string(),
  predictions: z.array(prediction),
});

/** What a checkpoint file turned out to be: of use, or why not, in words. */
export type Found<T> = T | { readonly unusable: string };

const DAMAGED = { unusable: 'it is damaged' };

/** The same for the same spec, clips, targets, folds and frames; another if any differs. `checksumOf` tells a clip's frames. */
export function keyOfJob(
  { spec, classes, clips, folds, subjectIndependent }: TrainingJob,
  checksumOf: (clipId: number) => number,
): string {
  const frames = clips.map(({ clipId }) => checksumOf(clipId));
  const all = [spec, classes, clips, folds, subjectIndependent, frames];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

export function encodeUnderWay(of: CheckpointOwner, fold: FoldUnderWay): Uint8Array {
  const { weights, slots, best, ...rest } = fold.snapshot;
  const content: z.infer<typeof underWay> = {
    ...of,
    ...rest,
    kind: 'under-way',
    scaler: { means: [...rest.scaler.means], stds: [...rest.scaler.stds] },
    best: best === null ? null : { epoch: best.epoch, validationLoss: best.validationLoss },
    records: [...fold.records],
    backends: [...fold.backends],
    seconds: fold.seconds,
  };
  return seal(content, [weights, ...(best === null ? [] : [best.weights]), ...slots]);
}

/** Also tells the fold, which is not known before. `ownerOf` gives who a fold's checkpoint must belong to. */
export function decodeUnderWay(
  bytes: Uint8Array,
  ownerOf: (fold: number) => CheckpointOwner,
): Found<FoldUnderWay & { readonly fold: number }> {
  const found = unseal(bytes, underWay);
  if (found === null) return DAMAGED;
  const { job, fold, seed, kind: _, best, records, backends, seconds, ...rest } = found.content;
  const strange = strangeness({ job, fold, seed }, ownerOf(fold));
  if (strange !== null) return strange;
  const [weights, ...others] = found.vectors;
  const bestWeights = best === null ? undefined : others.shift();
  const size = weights?.length;
  if (weights === undefined || others.some(({ length }) => length !== size)) return DAMAGED;
  if (best !== null && bestWeights?.length !== size) return DAMAGED;
  const bestEpoch = best === null || bestWeights === undefined ? null : { ...best, weights: bestWeights };
  const snapshot = { ...rest, weights, slots: others, best: bestEpoch };
  return { fold, snapshot, records, backends, seconds };
}

export function encodeFinished(of: CheckpointOwner, fold: FinishedFold): Uint8Array {
  return seal({ ...of, ...fold, kind: 'finished' }, []);
}

export function decodeFinished(bytes: Uint8Array, of: CheckpointOwner): Found<FinishedFold> {
  const found = unseal(bytes, finished);
  if (found === null) return DAMAGED;
  const { job, fold, seed, kind: _, ...rest } = found.content;
  return strangeness({ job, fold, seed }, of) ?? rest;
}

function strangeness(found: CheckpointOwner, expected: CheckpointOwner): { unusable: string } | null {
  if (found.job !== expected.job)
    return { unusable: "it belongs to another run, or the run's settings, clips or frames have changed" };
  if (found.fold !== expected.fold) return { unusable: `it belongs to fold ${found.fold + 1}` };
  if (found.seed !== expected.seed) return { unusable: `it belongs to the seed ${found.seed}` };
  return null;
}
