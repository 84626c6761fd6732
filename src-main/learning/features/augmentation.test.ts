import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveSeed } from '#shared/base/random.ts';
import type { AugmentationSpec } from '#shared/domain/input-spec.ts';
import { drawVariation, type FrameShape, isStill, type Variation, varyFrames } from './augmentation.ts';

const NOTHING: AugmentationSpec = { flip: false, shiftPixels: 0, brightness: 0, temporalCrop: 0 };
const STILL: Variation = { flip: false, shiftX: 0, shiftY: 0, brightness: 0, cropStart: 0, cropEnd: 0 };
const GREY: FrameShape = { imageSize: 3, channels: 1, representation: 'grey' };

function varied(values: readonly number[], variation: Partial<Variation>, shape = GREY): number[] {
  const frames = Float32Array.from(values);
  varyFrames(frames, shape, { ...STILL, ...variation });
  return [...frames];
}

// biome-ignore format: a picture
const FRAME = [
  1, 2, 3,
  4, 5, 6,
  7, 8, 9,
];

describe('a frame', () => {
  test('mirrored: left and right change places', () => {
    expect(varied(FRAME, { flip: true })).toEqual([3, 2, 1, 6, 5, 4, 9, 8, 7]);
  });

  test('moved right and down, left and up: the edge repeats', () => {
    expect(varied(FRAME, { shiftX: 1 })).toEqual([1, 1, 2, 4, 4, 5, 7, 7, 8]);
    expect(varied(FRAME, { shiftX: -2 })).toEqual([3, 3, 3, 6, 6, 6, 9, 9, 9]);
    expect(varied(FRAME, { shiftY: 1 })).toEqual([1, 2, 3, 1, 2, 3, 4, 5, 6]);
    expect(varied(FRAME, { shiftX: -1, shiftY: -1 })).toEqual([5, 6, 6, 8, 9, 9, 8, 9, 9]);
    // Farther than the image is wide.
    expect(varied(FRAME, { shiftX: 30 })).toEqual([1, 1, 1, 4, 4, 4, 7, 7, 7]);
  });

  test('mirrored first, then moved', () => {
    expect(varied(FRAME, { flip: true, shiftX: 1 })).toEqual([3, 3, 2, 6, 6, 5, 9, 9, 8]);
  });

  test('lit: light is added, a difference grows in proportion', () => {
    expect(varied([0, 0.5, 1], { brightness: 0.25 }, { ...GREY, imageSize: 1 })).toEqual([0.25, 0.75, 1.25]);
    const difference = { ...GREY, imageSize: 1, representation: 'difference' } as const;
    expect(varied([0, 0.5, -1], { brightness: 0.25 }, difference)).toEqual([0, 0.625, -1.25]);
  });

  test('every frame alike, and the channels of a pixel stay together', () => {
    expect(varied([...FRAME, ...FRAME], { shiftX: 1 })).toEqual([
      1, 1, 2, 4, 4, 5, 7, 7, 8, 1, 1, 2, 4, 4, 5, 7, 7, 8,
    ]);
    const rgb = { imageSize: 2, channels: 3, representation: 'rgb' } as const;
    expect(varied([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { flip: true }, rgb)).toEqual([
      4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9,
    ]);
  });

  test('of flow, mirrored, moves the other way along the row', () => {
    const flow = { imageSize: 2, channels: 3, representation: 'flow' } as const;
    expect(varied([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], { flip: true }, flow)).toEqual([
      -4, 5, 6, -1, 2, 3, -10, 11, 12, -7, 8, 9,
    ]);
    expect(varied([1, 2, 3], { brightness: 0.5 }, { ...flow, imageSize: 1 })).toEqual([1, 2, 3]);
  });

  test('not varied stays as it is; mirrored twice too', () => {
    expect(varied(FRAME, {})).toEqual(FRAME);
    expect(varied(varied(FRAME, { flip: true }), { flip: true })).toEqual(FRAME);
  });
});

describe('a variation that is drawn', () => {
  const draws = (spec: Partial<AugmentationSpec>, count = 400) =>
    Array.from({ length: count }, (_, clip) =>
      drawVariation({ ...NOTHING, ...spec }, deriveSeed(7, `augment 3 ${clip}`)),
    );

  test('is nothing where nothing is allowed', () => {
    expect(isStill(NOTHING)).toBe(true);
    for (const { cropStart, cropEnd, ...rest } of draws({})) {
      expect([cropStart, cropEnd, Math.abs(rest.brightness)]).toEqual([0, 0, 0]);
      expect(rest).toMatchObject({ flip: false, shiftX: 0, shiftY: 0 });
    }
  });

  test.each([{ flip: true }, { shiftPixels: 1 }, { brightness: 0.1 }, { temporalCrop: 0.1 }])(
    '%o alone is no stillness',
    (part) => {
      expect(isStill({ ...NOTHING, ...part })).toBe(false);
    },
  );

  test('mirrors about every other time', () => {
    const flips = draws({ flip: true }).filter(({ flip }) => flip).length;
    // Binomial of 400 and 1/2: 200 with standard deviation 10.
    expect(flips).toBeGreaterThan(150);
    expect(flips).toBeLessThan(250);
  });

  test('shifts by whole pixels, every one of those allowed', () => {
    const drawn = draws({ shiftPixels: 2 });
    for (const axis of ['shiftX', 'shiftY'] as const)
      expect([...new Set(drawn.map((variation) => variation[axis]))].sort((a, b) => a - b)).toEqual([
        -2, -1, 0, 1, 2,
      ]);
  });

  test('lights and crops within bounds, and makes use of them', () => {
    const drawn = draws({ brightness: 0.2, temporalCrop: 0.3 });
    const lights = drawn.map(({ brightness }) => brightness);
    expect(Math.max(...lights)).toBeLessThanOrEqual(0.2);
    expect(Math.min(...lights)).toBeGreaterThanOrEqual(-0.2);
    expect(Math.max(...lights) - Math.min(...lights)).toBeGreaterThan(0.35);
    const crops = drawn.map(({ cropStart, cropEnd }) => cropStart + cropEnd);
    expect(Math.max(...crops)).toBeLessThanOrEqual(0.3);
    expect(Math.max(...crops)).toBeGreaterThan(0.27);
    expect(drawn.every(({ cropStart, cropEnd }) => cropStart >= 0 && cropEnd >= 0)).toBe(true);
    expect(Math.max(...drawn.map(({ cropStart }) => cropStart))).toBeGreaterThan(0.2);
    expect(Math.max(...drawn.map(({ cropEnd }) => cropEnd))).toBeGreaterThan(0.2);
  });

  test('is the same for the same seed, and one setting moves no other', () => {
    const all = { flip: true, shiftPixels: 3, brightness: 0.2, temporalCrop: 0.3 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const drawn = drawVariation(all, seed);
        expect(drawVariation(all, seed)).toEqual(drawn);
        expect(drawVariation({ ...NOTHING, brightness: 0.2 }, seed).brightness).toBe(drawn.brightness);
        expect(drawVariation({ ...NOTHING, temporalCrop: 0.3 }, seed).cropStart).toBe(drawn.cropStart);
      }),
    );
  });
});
