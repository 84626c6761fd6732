import type { Sharp } from 'sharp';
import { OnsetError } from '#shared/base/errors.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import { forFrames, withFrame } from './frames.ts';
import { blur, differenceOf, type GreyPicture } from './motion-energy.ts';

/** Frames are made smaller to this on their short side, never larger: an eighth of a face of 256 pixels is a mouth. */
const SHORT_SIDE_PX = 256;

/**
 * How much each frame differs from that at `reference`, see {@link differenceOf}. Throws OnsetError: as
 * {@link withFrame} for the first frame that cannot be decoded, `bad-input` for one of another size, `cancelled`.
 */
export async function measureMotion(
  places: readonly FramePlace[],
  reference: number,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<number[]> {
  const referencePlace = places[reference];
  if (referencePlace === undefined)
    throw new OnsetError('not-found', `There is no frame ${reference}: there are ${places.length}, from 0.`);
  const still = await withFrame(referencePlace, greyOf);
  const energyOf = async (image: Sharp, index: number): Promise<number> => {
    const picture = await greyOf(image);
    if (picture.width !== still.width || picture.height !== still.height)
      throw new OnsetError(
        'bad-input',
        `${places[index]?.file}: the frame is of another size than the first.`,
      );
    return differenceOf(picture, still);
  };
  const energy: number[] = [];
  for await (const value of forFrames(places, signal, energyOf)) {
    if (typeof value !== 'number') throw value;
    energy.push(value);
    report(energy.length, places.length);
  }
  return energy;
}

async function greyOf(image: Sharp): Promise<GreyPicture> {
  const { data, info } = await image
    .flatten({ background: 'black' })
    .resize(SHORT_SIDE_PX, SHORT_SIDE_PX, { fit: 'outside', withoutEnlargement: true, kernel: 'lanczos3' })
    .greyscale()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return blur({ width: info.width, height: info.height, values: Float32Array.from(data) });
}
