import { createRandom } from '#shared/base/random.ts';
import type { AugmentationSpec, InputSpec } from '#shared/domain/input-spec.ts';

/** How one clip is changed in one epoch. */
export interface Variation {
  /** Left and right change places. */
  readonly flip: boolean;
  /** To the right and down, in pixels. */
  readonly shiftX: number;
  readonly shiftY: number;
  /** Share of white that is added; see {@link varyFrames}. */
  readonly brightness: number;
  /** Shares of the window left out at its start and at its end. */
  readonly cropStart: number;
  readonly cropEnd: number;
}

/** True where clips stay as they are. */
export function isStill(spec: AugmentationSpec): boolean {
  return !spec.flip && spec.shiftPixels === 0 && spec.brightness === 0 && spec.temporalCrop === 0;
}

/**
 * Every quantity is uniform within what `spec` allows, and drawn whether it is allowed or not, so that one setting moves
 * no other. The same seed gives the same variation.
 */
export function drawVariation(spec: AugmentationSpec, seed: number): Variation {
  const random = createRandom(seed);
  const flip = random.next() < 0.5;
  const shift = () => random.int(2 * spec.shiftPixels + 1) - spec.shiftPixels;
  const shiftX = shift();
  const shiftY = shift();
  const brightness = (2 * random.next() - 1) * spec.brightness;
  const crop = random.next() * spec.temporalCrop;
  const cropStart = random.next() * crop;
  return { flip: flip && spec.flip, shiftX, shiftY, brightness, cropStart, cropEnd: crop - cropStart };
}

/** What `values` hold: whole frames, row by row, channel last. */
export interface FrameShape {
  readonly imageSize: number;
  readonly channels: number;
  readonly representation: InputSpec['representation'];
}

/**
 * Changes frames in place, all alike: mirrored first, then moved, where the pixels of the edge repeat, then lit.
 * Brightness is added to grey and RGB, without clipping (as tf.image.adjust_brightness). Light added to all frames leaves
 * no trace in a difference; there it multiplies by 1 + brightness, as a stronger light would. Mirrored flow points the
 * other way: u changes its sign.
 */
export function varyFrames(values: Float32Array, shape: FrameShape, variation: Variation): void {
  if (variation.flip || variation.shiftX !== 0 || variation.shiftY !== 0) move(values, shape, variation);
  if (variation.flip && shape.representation === 'flow') negate(values, 0, shape.channels);
  if (variation.brightness !== 0) light(values, shape, variation.brightness);
}

function move(
  values: Float32Array,
  { imageSize, channels }: FrameShape,
  { flip, shiftX, shiftY }: Variation,
): void {
  const perRow = imageSize * channels;
  const inside = (position: number) => Math.min(Math.max(position, 0), imageSize - 1);
  const columns = Int32Array.from({ length: imageSize }, (_, column) => {
    const from = inside(column - shiftX);
    return (flip ? imageSize - 1 - from : from) * channels;
  });
  const before = new Float32Array(imageSize * perRow);
  for (let start = 0; start < values.length; start += before.length) {
    before.set(values.subarray(start, start + before.length));
    for (let row = 0; row < imageSize; row++) {
      const fromRow = inside(row - shiftY) * perRow;
      let to = start + row * perRow;
      for (let column = 0; column < imageSize; column++) {
        const from = fromRow + (columns[column] ?? 0);
        for (let channel = 0; channel < channels; channel++) values[to++] = before[from + channel] ?? 0;
      }
    }
  }
}

function negate(values: Float32Array, first: number, step: number): void {
  for (let i = first; i < values.length; i += step) values[i] = -(values[i] ?? 0);
}

function light(values: Float32Array, { representation }: FrameShape, brightness: number): void {
  if (representation === 'flow') return;
  if (representation === 'difference')
    for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * (1 + brightness);
  else for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) + brightness;
}
