import type { PackReader } from '#main/framestore/pack-reader.ts';
import type { ClipSource } from '#main/learning/features/clip-source.ts';
import { toDifference, toGrey } from '#main/learning/features/representation.ts';
import { resampledFrames } from '#main/learning/features/window.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { TrainingClip } from '#shared/contract/children.ts';
import type { InputSpec } from '#shared/domain/run-spec.ts';

type Frames = Pick<PackReader, 'imageSize' | 'frameCount' | 'readFrames'>;

/**
 * The windows of `clips`, read from the pack whenever they are asked for. Throws OnsetError at once if the pack does
 * not hold them all in the image size of the run.
 */
export function createPackSource(
  pack: Frames,
  clips: readonly TrainingClip[],
  input: Pick<InputSpec, 'framesPerClip' | 'imageSize' | 'representation'>,
): ClipSource {
  const { framesPerClip, imageSize, representation } = input;
  if (pack.imageSize !== imageSize)
    throw new OnsetError(
      'bad-input',
      `The packed frames are ${pack.imageSize} pixels wide, the run asks for ${imageSize}. Start the run again.`,
    );
  for (const clip of clips) requireWindow(pack, clip);

  const frameBytes = imageSize ** 2;
  const first = new Uint8Array(frameBytes);
  const window = new Uint8Array(framesPerClip * frameBytes);
  return {
    length: clips.length,
    framesPerClip,
    imageSize,
    read(index, out) {
      const clip = clips[index];
      if (clip === undefined) throw new RangeError(`There is no clip ${index} among ${clips.length}.`);
      const { clipId, firstFrame, lastFrame } = clip;
      pack.readFrames(clipId, resampledFrames(firstFrame, lastFrame, framesPerClip), window);
      if (representation === 'grey') return toGrey(window, out);
      pack.readFrames(clipId, [firstFrame], first);
      return toDifference(window, first, out);
    },
  };
}

function requireWindow(pack: Frames, { clipId, clipName, firstFrame, lastFrame }: TrainingClip): void {
  const count = pack.frameCount(clipId);
  if (firstFrame > lastFrame)
    throw new OnsetError(
      'bad-input',
      `The window of ${clipName} ends (frame ${lastFrame}) before it starts (frame ${firstFrame}).`,
    );
  if (lastFrame >= count)
    throw new OnsetError(
      'bad-input',
      `The packed frames of ${clipName} are ${count}, its window ends at frame ${lastFrame}. Start the run again.`,
    );
}
