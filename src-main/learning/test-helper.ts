import { createRandom } from '#shared/base/random.ts';
import { listBackends } from './backends/index.ts';
import { varyFrames } from './features/augmentation.ts';
import { type ClipSource, valuesPerFrame } from './features/clip-source.ts';
import { channelMoments } from './features/moments.ts';

/** The backends of this machine: cpu and wasm everywhere, native ones where they load. */
export async function availableBackends() {
  const reports = await listBackends();
  return reports.filter((report) => report.available).map((report) => report.name);
}

/**
 * Clips held in memory, channel last; of `frameCounts` frames each where that is given, the rest of a clip being 0.
 * Varied as grey ones are, but for the temporal crop: they have no other frames.
 */
export function clipsOf(
  clips: readonly (readonly number[])[],
  framesPerClip: number,
  imageSize: number,
  { channels = 1, frameCounts = null }: { channels?: number; frameCounts?: readonly number[] | null } = {},
): ClipSource {
  const perFrame = valuesPerFrame({ imageSize, channels });
  const framesOf = (index: number) => frameCounts?.[index] ?? framesPerClip;
  const realValues = (index: number) => {
    const clip = clips[index];
    if (clip?.length !== framesPerClip * perFrame)
      throw new RangeError(`Clip ${index} does not fill ${framesPerClip * perFrame} values.`);
    return Float32Array.from(clip.slice(0, framesOf(index) * perFrame));
  };
  return {
    length: clips.length,
    framesPerClip,
    imageSize,
    channels,
    readBatch: async (indices, variations) => {
      const frames = new Float32Array(indices.length * framesPerClip * perFrame);
      for (const [position, index] of indices.entries()) {
        const values = realValues(index);
        const variation = variations?.[position];
        if (variation !== undefined)
          varyFrames(values, { imageSize, channels, representation: 'grey' }, variation);
        frames.set(values, position * framesPerClip * perFrame);
      }
      return { frames, frameCounts: frameCounts === null ? null : indices.map(framesOf) };
    },
    moments: async (index) => channelMoments(realValues(index), channels),
  };
}

/**
 * A task that can be learned: a bright square grows from frame to frame, the more the higher the clip's intensity, over
 * noise. `yTrue` are intensities from 0 to 1.
 */
export function growingSquares(count: number, framesPerClip: number, imageSize: number, seed: number) {
  const random = createRandom(seed);
  const yTrue = Array.from({ length: count }, (_, index) => index / (count - 1));
  const clips = yTrue.map((intensity) =>
    Array.from({ length: framesPerClip * imageSize ** 2 }, (_, i) => {
      const frame = Math.floor(i / imageSize ** 2);
      const row = Math.floor((i % imageSize ** 2) / imageSize);
      const column = i % imageSize;
      const side = 1 + (intensity * (imageSize - 2) * frame) / (framesPerClip - 1);
      return (row < side && column < side ? 1 : 0) + 0.1 * random.next();
    }),
  );
  return { x: clipsOf(clips, framesPerClip, imageSize), yTrue };
}
