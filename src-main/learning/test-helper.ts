import { createRandom } from '#shared/base/random.ts';
import { listBackends } from './backends/index.ts';
import type { ClipSource } from './features/clip-source.ts';

/** The backends of this machine: cpu and wasm everywhere, native ones where they load. */
export async function availableBackends() {
  const reports = await listBackends();
  return reports.filter((report) => report.available).map((report) => report.name);
}

/** Clips held in memory. */
export function clipsOf(
  clips: readonly (readonly number[])[],
  framesPerClip: number,
  imageSize: number,
): ClipSource {
  return {
    length: clips.length,
    framesPerClip,
    imageSize,
    read: (index, out) => {
      const clip = clips[index];
      if (clip?.length !== out.length)
        throw new RangeError(`Clip ${index} does not fill ${out.length} values.`);
      out.set(clip);
    },
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
