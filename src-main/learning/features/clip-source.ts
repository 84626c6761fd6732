import type { Variation } from './augmentation.ts';
import type { ChannelMoments } from './moments.ts';

/** Some clips as they go into a model, before scaling. */
export interface RawBatch {
  /** Clip after clip, frame after frame, row by row, channel last; of the caller alone. Frames a clip lacks are 0. */
  readonly frames: Float32Array;
  /** Frames each clip really has; null where all have framesPerClip. */
  readonly frameCounts: readonly number[] | null;
}

/** Clips read when they are needed, never all held at once. */
export interface ClipSource {
  /** Number of clips. */
  readonly length: number;
  readonly framesPerClip: number;
  /** Side of the square image, in pixels. */
  readonly imageSize: number;
  /** Values of a pixel. */
  readonly channels: number;
  /**
   * `variations`: one a clip, or null for the clips as they are. Reads asynchronously, so that it goes on while a batch
   * is computed. `spare`: the frames of a batch that nobody needs any more, written over where they fit: memory that is
   * new costs more than the reading.
   */
  readBatch(
    indices: readonly number[],
    variations: readonly Variation[] | null,
    spare?: Float32Array,
  ): Promise<RawBatch>;
  /** Of one clip as it is, by channel, over the frames it really has; computed once, kept. */
  moments(index: number): Promise<readonly ChannelMoments[]>;
}

/** The clips of `source` at `indices`, as a source of their own; moments are computed once for all such. */
export function subset(source: ClipSource, indices: readonly number[]): ClipSource {
  const original = (index: number) => {
    const found = indices[index];
    if (found === undefined) throw new RangeError(`There is no clip ${index} among ${indices.length}.`);
    return found;
  };
  return {
    ...source,
    length: indices.length,
    readBatch: async (asked, variations, spare) => source.readBatch(asked.map(original), variations, spare),
    moments: async (index) => source.moments(original(index)),
  };
}

/** Values of one frame. */
export function valuesPerFrame({ imageSize, channels }: Pick<ClipSource, 'imageSize' | 'channels'>): number {
  return imageSize ** 2 * channels;
}
