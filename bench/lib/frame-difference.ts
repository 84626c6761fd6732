import { join } from 'node:path';
import { withFrame } from '#main/decoder/frames.ts';
import { greySquare } from '#main/decoder/image.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import { resampledFrames } from '#shared/domain/sampled-frames.ts';
import type { DemoClip } from './demo-truth.ts';

/**
 * How much each frame that the network sees differs from the clip's first, as the mean of the absolute differences
 * of all pixels: a row of framesPerClip - 1 features for the baseline that knows nothing of faces.
 */
export async function meanFrameDifferences(clip: DemoClip, input: InputSpec): Promise<number[]> {
  const { root, paths } = clip.media;
  const frames = await Promise.all(
    resampledFrames({ firstFrame: 0, lastFrame: paths.length - 1 }, input.framesPerClip).map((index) =>
      withFrame({ kind: 'image', file: join(root, paths[index] ?? '') }, (image) =>
        greySquare(image, input.imageSize),
      ),
    ),
  );
  const [first, ...others] = frames;
  if (first === undefined) throw new Error(`${clip.name} has no frame.`);
  return others.map((frame) => {
    const sum = frame.reduce((total, value, i) => total + Math.abs(value - (first[i] ?? 0)), 0);
    return sum / frame.length;
  });
}
