import type { PackReader } from '#main/framestore/pack-reader.ts';
import { type FrameShape, type Variation, varyFrames } from '#main/learning/features/augmentation.ts';
import { type ClipSource, valuesPerFrame } from '#main/learning/features/clip-source.ts';
import { type ChannelMoments, channelMoments } from '#main/learning/features/moments.ts';
import type { WindowedClip } from '#shared/contract/children.ts';
import { channelsOf, type InputSpec } from '#shared/domain/input-spec.ts';
import {
  type FrameWindow,
  narrowedWindow,
  resampledFrames,
  sampledFrames,
} from '#shared/domain/sampled-frames.ts';
import { createBytesPool } from './bytes-pool.ts';
import { createFrameReader } from './frame-reader.ts';
import { requirePack } from './require-pack.ts';

/**
 * The windows of `clips`, read from the pack whenever they are asked for; in memory are only the batches under way.
 * Throws OnsetError at once if the pack does not hold them all as the run asks for them.
 */
export function createPackSource(
  pack: Omit<PackReader, 'close'>,
  clips: readonly WindowedClip[],
  input: InputSpec,
): ClipSource {
  requirePack(pack, clips, input);
  const { framesPerClip, imageSize, lengths, representation } = input;
  const shape: FrameShape = { imageSize, channels: channelsOf(input), representation };
  const perFrame = valuesPerFrame(shape);
  const readFrames = createFrameReader(pack, representation, perFrame, createBytesPool());
  const kept = new Map<number, Promise<readonly ChannelMoments[]>>();

  const clipAt = (index: number): WindowedClip => {
    const clip = clips[index];
    if (clip === undefined) throw new RangeError(`There is no clip ${index} among ${clips.length}.`);
    return clip;
  };
  /** Fills the front of `out`, the rest with 0; gives the number of frames. */
  const readClip = async (index: number, variation: Variation | null, out: Float32Array): Promise<number> => {
    const clip = clipAt(index);
    const window = representation === 'flow' ? packedWindow(pack.frameCount(clip.clipId)) : clip;
    const narrowed =
      variation === null ? window : narrowedWindow(window, variation.cropStart, variation.cropEnd);
    const frames = representation === 'flow' ? packedFlow(narrowed, input) : sampledFrames(narrowed, input);
    const values = out.subarray(0, frames.length * perFrame);
    await readFrames(clip.clipId, frames, narrowed.firstFrame, values);
    if (variation !== null) varyFrames(values, shape, variation);
    out.fill(0, values.length);
    return frames.length;
  };
  const momentsOf = async (index: number): Promise<readonly ChannelMoments[]> => {
    const values = new Float32Array(framesPerClip * perFrame);
    const count = await readClip(index, null, values);
    return channelMoments(values.subarray(0, count * perFrame), shape.channels);
  };

  return {
    length: clips.length,
    framesPerClip,
    imageSize,
    channels: shape.channels,
    async readBatch(indices, variations, spare) {
      const perClip = framesPerClip * perFrame;
      const size = indices.length * perClip;
      const frames = spare?.length === size ? spare : new Float32Array(size);
      const reading = indices.map((index, position) => {
        const own = frames.subarray(position * perClip, (position + 1) * perClip);
        return readClip(index, variations?.[position] ?? null, own);
      });
      const frameCounts = await Promise.all(reading);
      const full = lengths === 'resample' || frameCounts.every((count) => count === framesPerClip);
      return { frames, frameCounts: full ? null : frameCounts };
    },
    moments(index) {
      const moments = kept.get(index) ?? momentsOf(index);
      kept.set(index, moments);
      return moments;
    },
  };
}

/** A flow pack holds of each clip the very frames that were chosen when it was made. */
function packedWindow(frameCount: number): FrameWindow {
  return { firstFrame: 0, lastFrame: frameCount - 1 };
}

/** What is left of them after a crop, again as many where the run resamples. */
function packedFlow(window: FrameWindow, { lengths, framesPerClip }: InputSpec): number[] {
  const count = window.lastFrame - window.firstFrame + 1;
  return resampledFrames(window, lengths === 'mask' ? count : framesPerClip);
}
