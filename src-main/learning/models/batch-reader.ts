import type { Variation } from '../features/augmentation.ts';
import type { ClipSource } from '../features/clip-source.ts';
import { type PixelScaler, scale } from '../features/pixel-scaler.ts';
import type { Batch } from './batch-steps.ts';

export interface IndexedBatch {
  readonly indices: readonly number[];
  readonly batch: Batch;
}

/** How the clip at an index is changed this time; null for as it is. */
export type VariationOf = (index: number) => Variation;

/** The batches in order, scaled; each is read while the one before it is computed, and is gone when the next is asked for. */
export async function* readAhead(
  x: ClipSource,
  scaler: PixelScaler,
  batches: readonly (readonly number[])[],
  variationOf: VariationOf | null = null,
): AsyncGenerator<IndexedBatch> {
  const start = (indices: readonly number[] | undefined, spare?: Float32Array) => {
    if (indices === undefined) return null;
    const reading = x.readBatch(indices, variationOf === null ? null : indices.map(variationOf), spare);
    // Where the consumer stops early, nobody awaits it any more.
    reading.catch(() => {});
    return { indices, reading };
  };
  let next = start(batches[0]);
  let done: Float32Array | undefined;
  for (let at = 1; next !== null; at++) {
    const { indices, reading } = next;
    const { frames, frameCounts } = await reading;
    next = start(batches[at], done);
    scale({ frames, frameCounts }, scaler, x.framesPerClip);
    yield { indices, batch: { size: indices.length, frames, frameCounts } };
    done = frames;
  }
}
