import type { PackReader } from '#main/framestore/pack-reader.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { WindowedClip } from '#shared/contract/children.ts';
import { channelsOf, type InputSpec } from '#shared/domain/input-spec.ts';
import { sampledFrames } from '#shared/domain/sampled-frames.ts';

type Pack = Pick<PackReader, 'format' | 'frameCount'>;

/** Throws OnsetError where the pack does not hold the windows of all clips as the run's input has them. */
export function requirePack(pack: Pack, clips: readonly WindowedClip[], input: InputSpec): void {
  const { imageSize, channels, dtype } = pack.format;
  if (imageSize !== input.imageSize)
    throw mismatch(`The packed frames are ${imageSize} pixels wide, the run asks for ${input.imageSize}.`);
  const wanted = input.representation === 'flow' ? 'float32' : 'uint8';
  if (channels !== channelsOf(input) || dtype !== wanted)
    throw mismatch(
      `The packed frames have ${channels} values a pixel (${dtype}), ${input.representation} input needs ${channelsOf(input)} (${wanted}).`,
    );
  for (const clip of clips) requireWindow(pack, clip, input);
}

function requireWindow(pack: Pack, clip: WindowedClip, input: InputSpec): void {
  const { clipId, clipName, firstFrame, lastFrame } = clip;
  const count = pack.frameCount(clipId);
  if (firstFrame > lastFrame)
    throw new OnsetError(
      'bad-input',
      `The window of ${clipName} ends (frame ${lastFrame}) before it starts (frame ${firstFrame}).`,
    );
  if (input.representation === 'flow') {
    const wanted = sampledFrames(clip, input).length;
    if (count !== wanted)
      throw mismatch(
        `The pack holds the flow of ${count} frames of ${clipName}, the run asks for ${wanted}.`,
      );
  } else if (lastFrame >= count)
    throw mismatch(`The packed frames of ${clipName} are ${count}, its window ends at frame ${lastFrame}.`);
}

function mismatch(what: string): OnsetError {
  return new OnsetError('bad-input', `${what} Start the run again.`);
}
