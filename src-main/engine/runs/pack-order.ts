import type { PackOrder } from '#main/media/index.ts';
import type { TrainingClip } from '#shared/contract/children.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import { sampledFrames } from '#shared/domain/sampled-frames.ts';

/**
 * The frames a run's input is made of. Light is packed whole, so that other windows and other numbers of frames find the
 * same pack; flow for the frames of each window alone, since it is slow to measure.
 */
export function packOrder(
  input: InputSpec,
  clips: readonly Pick<TrainingClip, 'clipId' | 'firstFrame' | 'lastFrame'>[],
): PackOrder {
  const { imageSize, representation } = input;
  if (representation !== 'flow')
    return {
      imageSize,
      content: representation === 'rgb' ? 'rgb' : 'grey',
      clips: clips.map(({ clipId }) => ({ clipId, frames: null })),
    };
  return {
    imageSize,
    content: 'flow',
    clips: clips.map((clip) => ({
      clipId: clip.clipId,
      frames: [clip.firstFrame, ...sampledFrames(clip, input)],
    })),
  };
}
