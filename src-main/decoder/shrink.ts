import sharp from 'sharp';
import { type EncodedImage, thumbnailOf } from './image.ts';

/** A thumbnail of a frame that was decoded and encoded before. Throws sharp's own errors: the bytes are ours. */
export function shrink(encoded: Uint8Array): Promise<EncodedImage> {
  return thumbnailOf(sharp(encoded, { failOn: 'error' }));
}
