import { describe, expect, it } from 'vitest';
import { isOnItsSide, kindOfPixels, orientationOf, upright } from './raw-pixels.ts';

/** A display matrix as containers have it: 16.16 but for the last column. */
function matrix(a: number, b: number, c: number, d: number): Uint8Array {
  const bytes = Buffer.alloc(36);
  for (const [at, value] of Object.entries({ 0: a, 4: b, 12: c, 16: d }))
    bytes.writeInt32LE(value * 65536, Number(at));
  bytes.writeInt32LE(1 << 30, 32);
  return bytes;
}

// 1 2 3
// 4 5 6
const picture = { widthPx: 3, heightPx: 2, channels: 1, values: Uint8Array.of(1, 2, 3, 4, 5, 6) } as const;
const shown = (a: number, b: number, c: number, d: number) => {
  const { widthPx, heightPx, values } = upright(picture, orientationOf(matrix(a, b, c, d)));
  return [widthPx, heightPx, [...values].join('')];
};

describe('a picture is put upright', () => {
  it.each([
    ['as it is', [1, 0, 0, 1], [3, 2, '123456']],
    ['a quarter turn clockwise', [0, 1, -1, 0], [2, 3, '415263']],
    ['half a turn', [-1, 0, 0, -1], [3, 2, '654321']],
    ['a quarter turn anticlockwise', [0, -1, 1, 0], [2, 3, '362514']],
    ['mirrored left to right', [-1, 0, 0, 1], [3, 2, '321654']],
    ['mirrored top to bottom', [1, 0, 0, -1], [3, 2, '456123']],
    ['mirrored over its diagonal', [0, 1, 1, 0], [2, 3, '142536']],
  ] as const)('%s', (_, [a, b, c, d], expected) => {
    expect(shown(a, b, c, d)).toEqual(expected);
  });

  it('pixel by pixel, colours and 16 bits together', () => {
    const deep = {
      widthPx: 2,
      heightPx: 1,
      channels: 3,
      values: Uint16Array.of(1, 2, 3, 1000, 2000, 3000),
    } as const;
    const turned = upright(deep, orientationOf(matrix(-1, 0, 0, -1)));
    expect(turned.values).toEqual(Uint16Array.of(1000, 2000, 3000, 1, 2, 3));
  });

  it('without a matrix, or with one at a slant, nothing is turned', () => {
    for (const none of [null, new Uint8Array(4), matrix(0.7, 0.7, -0.7, 0.7), matrix(0, 0, 0, 0)])
      expect(upright(picture, orientationOf(none))).toBe(picture);
    expect(isOnItsSide(orientationOf(matrix(0, 1, -1, 0)))).toBe(true);
    expect(isOnItsSide(orientationOf(matrix(-1, 0, 0, -1)))).toBe(false);
  });
});

it('tells grey and deep pixel formats by their name', () => {
  const kinds = [
    'gray',
    'gray16le',
    'gray10le',
    'ya8',
    'monob',
    'yuv420p',
    'yuv420p10le',
    'p010le',
    'rgb48le',
    'rgb565le',
  ].map((name) => {
    const { isGrey, isDeep } = kindOfPixels(name);
    return `${name} ${isGrey ? 'grey' : 'colour'} ${isDeep ? 16 : 8}`;
  });
  expect(kinds).toEqual([
    'gray grey 8',
    'gray16le grey 16',
    'gray10le grey 16',
    'ya8 grey 8',
    'monob grey 8',
    'yuv420p colour 8',
    'yuv420p10le colour 16',
    'p010le colour 16',
    'rgb48le colour 16',
    'rgb565le colour 8',
  ]);
});
