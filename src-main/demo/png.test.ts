import fc from 'fast-check';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodeGreyPng } from './png.ts';

it('every picture comes back from libpng as it was', async () => {
  const picture = fc
    .integer({ min: 1, max: 12 })
    .chain((size) =>
      fc.tuple(fc.constant(size), fc.uint8Array({ minLength: size * size, maxLength: size * size })),
    );
  await fc.assert(
    fc.asyncProperty(picture, async ([size, pixels]) => {
      const image = sharp(encodeGreyPng(pixels, size), { failOn: 'warning' });
      expect(await image.metadata()).toMatchObject({
        width: size,
        height: size,
        channels: 1,
        depth: 'uchar',
      });
      expect(new Uint8Array(await image.toColourspace('b-w').raw().toBuffer())).toEqual(pixels);
    }),
    { numRuns: 60 },
  );
});
