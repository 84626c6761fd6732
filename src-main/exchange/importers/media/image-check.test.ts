import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { png, samples } from '../test-support.ts';
import { imageProblem, isImageName } from './image-check.ts';

const whole = { png: png(7), ...samples };

describe('imageProblem', () => {
  test.each(Object.entries(whole))('a whole %s is fine', (_, bytes) => {
    expect(imageProblem(bytes)).toBeNull();
  });

  test.each(['png', 'jpeg', 'webp'] as const)('a %s cut off anywhere is no whole image', (format) => {
    const bytes = whole[format];
    for (let length = 0; length < bytes.length; length++)
      expect(imageProblem(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).not.toBeNull();
  });

  test('what follows the end of a PNG or JPEG does no harm', () => {
    for (const bytes of [whole.png, whole.jpeg])
      expect(imageProblem(Buffer.concat([bytes, Buffer.alloc(10)]))).toBeNull();
  });

  test('a thumbnail inside the header of a JPEG does not hide that the JPEG is cut off', () => {
    const thumbnail = Buffer.concat([Buffer.from('ffe1', 'hex'), Buffer.alloc(2), whole.jpeg]);
    thumbnail.writeUInt16BE(whole.jpeg.length + 2, 2);
    const outer = Buffer.concat([whole.jpeg.subarray(0, 2), thumbnail, whole.jpeg.subarray(2)]);
    expect(imageProblem(outer)).toBeNull();
    expect(imageProblem(outer.subarray(0, -2))).toBe('the image is cut off');
  });

  test('a changed pixel byte of a PNG is found by its checksum; a changed comment does not matter', () => {
    const damaged = Buffer.from(whole.png);
    damaged[damaged.indexOf('IDAT') + 6] = (damaged[damaged.indexOf('IDAT') + 6] ?? 0) ^ 1;
    expect(imageProblem(damaged)).toBe('the PNG is damaged');
    const comment = Buffer.from(whole.png);
    comment[comment.indexOf('Comment')] = 0x63;
    expect(imageProblem(comment)).toBeNull();
  });

  test('says what a file is instead', () => {
    expect(imageProblem(Buffer.alloc(0))).toBe('the file is empty');
    expect(imageProblem(Buffer.from('subject,clip\n01,a\n'))).toMatch(/not an image/);
    expect(imageProblem(Buffer.from('BM\x3a\0\0\0'))).toMatch(/^BMP images are not supported/);
    expect(imageProblem(Buffer.from('RIFF\x24\0\0\0WAVEfmt '))).toMatch(/not an image/);
  });

  test('no bytes make it fail, however they start', () => {
    const start = fc.constantFrom(...Object.values(whole).map((bytes) => bytes.subarray(0, 12)));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        const problem = imageProblem(Buffer.concat([head, rest]));
        expect(problem === null || problem.length > 0).toBe(true);
      }),
    );
  });
});

test('endings of images, in any case', () => {
  expect(['a.png', 'a.JPG', 'b.c.Jpeg', 'a.tif', 'a.bmp'].every(isImageName)).toBe(true);
  expect(['png', 'a.txt', 'a.png.txt', 'a.avi'].some(isImageName)).toBe(false);
});
