import type { ClipSource, RawBatch } from './clip-source.ts';
import { type ChannelMoments, mergeMoments, NO_MOMENTS } from './moments.ts';

/** A mean and a standard deviation for each channel over all values of all clips, as scikit-learn's StandardScaler. */
export interface PixelScaler {
  readonly means: readonly number[];
  readonly stds: readonly number[];
}

/**
 * To be fitted on the training clips of a fold alone. `pause` is awaited after each clip. A constant channel keeps its
 * scale (std 1).
 */
export async function fitPixelScaler(x: ClipSource, pause: () => Promise<void> | void): Promise<PixelScaler> {
  let merged: ChannelMoments[] = new Array<ChannelMoments>(x.channels).fill(NO_MOMENTS);
  for (let index = 0; index < x.length; index++) {
    const own = await x.moments(index);
    merged = merged.map((moments, channel) => mergeMoments(moments, own[channel] ?? NO_MOMENTS));
    await pause();
  }
  return { means: merged.map(({ mean }) => mean), stds: merged.map(stdOf) };
}

/** Scales in place, channel by channel; what a clip of `framesPerClip` lacks stays 0. */
export function scale(
  { frames, frameCounts }: RawBatch,
  { means, stds }: PixelScaler,
  framesPerClip: number,
): void {
  for (const [channel, mean] of means.entries()) {
    const std = stds[channel] ?? 1;
    if (frameCounts === null) scaleChannel(frames, channel, means.length, mean, std);
    else
      for (const real of realParts(frames, frameCounts, framesPerClip))
        scaleChannel(real, channel, means.length, mean, std);
  }
}

function scaleChannel(values: Float32Array, first: number, step: number, mean: number, std: number): void {
  const share = 1 / std;
  for (let i = first; i < values.length; i += step) values[i] = ((values[i] ?? 0) - mean) * share;
}

/** What each clip really has. */
function realParts(frames: Float32Array, frameCounts: readonly number[], framesPerClip: number) {
  const perClip = frames.length / frameCounts.length;
  return frameCounts.map((count, clip) =>
    frames.subarray(clip * perClip, clip * perClip + (perClip / framesPerClip) * count),
  );
}

function stdOf({ count, squares }: ChannelMoments): number {
  const std = count === 0 ? 0 : Math.sqrt(squares / count);
  return std === 0 ? 1 : std;
}
