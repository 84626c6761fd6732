import type { ClipSource } from '#main/learning/features/clip-source.ts';
import { createCnnLstm } from '#main/learning/models/cnn-lstm.ts';
import { createRandom } from '#shared/base/random.ts';
import { defaultRunSpec } from '#shared/domain/run-spec.ts';

const FRAMES_PER_CLIP = 32;
const IMAGE_SIZE = 64;
const CLASSES = ['anger', 'disgust', 'fear', 'happiness', 'neutral', 'sadness', 'surprise'];
/** The first one compiles and warms up. */
const EPOCHS = 2;

/** Clips learned from in a second, in the second epoch of the default model on noise of 32 frames of 64 x 64. */
export async function clipsPerSecond(clipCount: number): Promise<number> {
  const spec = defaultRunSpec('emotion');
  const model = createCnnLstm({
    ...spec,
    epochs: EPOCHS,
    input: { ...spec.input, framesPerClip: FRAMES_PER_CLIP, imageSize: IMAGE_SIZE },
    head: { task: 'emotion', classCount: CLASSES.length },
    classes: CLASSES,
  });
  let seconds = Number.NaN;
  await model.fit({
    x: noise(clipCount),
    yTrue: Array.from({ length: clipCount }, (_, index) => index % CLASSES.length),
    distributions: null,
    subjects: Array.from({ length: clipCount }, () => null),
    heldOut: null,
    resumeFrom: null,
    note: () => {},
    onEpochEnd: (end) => {
      seconds = end.seconds;
    },
    signal: new AbortController().signal,
  });
  model.dispose();
  return clipCount / seconds;
}

/** Every clip is the same noise, begun elsewhere: drawing it costs no time that is measured. */
function noise(length: number): ClipSource {
  const size = FRAMES_PER_CLIP * IMAGE_SIZE ** 2;
  const random = createRandom(1);
  const values = Float32Array.from({ length: size + length }, () => random.next());
  return {
    length,
    framesPerClip: FRAMES_PER_CLIP,
    imageSize: IMAGE_SIZE,
    channels: 1,
    readBatch: async (indices) => {
      const frames = new Float32Array(indices.length * size);
      for (const [position, index] of indices.entries())
        frames.set(values.subarray(index, index + size), position * size);
      return { frames, frameCounts: null };
    },
    moments: async () => [{ count: size, mean: 0.5, squares: size / 12 }],
  };
}
