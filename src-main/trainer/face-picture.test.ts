import { expect, test } from 'vitest';
import { addBorder, shrink } from './face-picture.ts';

/** Red is the value given, green its half, blue 7. */
const picture = (widthPx: number, values: readonly number[]) => ({
  widthPx,
  heightPx: values.length / widthPx,
  rgb: Uint8Array.from(values.flatMap((value) => [value, value / 2, 7])),
});

test('a picture that is small enough stays as it is', () => {
  const small = picture(2, [10, 20, 30, 40]);
  expect(shrink(small, 2)).toEqual({ picture: small, factor: 1 });
});

test('a larger one is averaged over whole blocks, what is left over cut off', () => {
  const { picture: small, factor } = shrink(picture(5, [0, 4, 8, 12, 99, 4, 8, 12, 16, 99]), 3);
  expect(factor).toBe(2);
  expect(small).toEqual(picture(2, [4, 12]));
  // In the second row of blocks too.
  const tall = shrink(picture(2, [0, 4, 4, 8, 8, 12, 12, 16]), 2);
  expect(tall).toEqual({ picture: picture(1, [4, 12]), factor: 2 });
  // However flat it is, a row stays.
  expect(shrink(picture(4, [0, 4, 8, 12]), 2).picture).toEqual(picture(2, [2, 10]));
});

test('a border is grey on all sides', () => {
  const { rgb, ...size } = addBorder(picture(1, [10, 20]), 1);
  expect(size).toEqual({ widthPx: 3, heightPx: 4 });
  const reds = [...rgb].filter((_, i) => i % 3 === 0);
  expect(reds).toEqual([128, 128, 128, 128, 10, 128, 128, 20, 128, 128, 128, 128]);
  const blues = [...rgb].filter((_, i) => i % 3 === 2);
  expect(blues).toEqual([128, 128, 128, 128, 7, 128, 128, 7, 128, 128, 128, 128]);
});
