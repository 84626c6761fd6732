import { describe, expect, it } from 'vitest';
import { differenceAmount, differenceSigned } from './difference-pixels.ts';

const pixel = (...rgb: readonly number[]) => new Uint8ClampedArray([...rgb, 255]);

function made(of: typeof differenceAmount, a: Uint8ClampedArray, b: Uint8ClampedArray): readonly number[] {
  const out = new Uint8ClampedArray(4);
  of(a, b, out);
  return [...out];
}

describe('differenceAmount', () => {
  it('is four times how far apart they are, whichever is lighter', () => {
    expect(made(differenceAmount, pixel(10, 20, 30), pixel(13, 20, 25))).toEqual([12, 0, 20, 255]);
    expect(made(differenceAmount, pixel(13, 20, 25), pixel(10, 20, 30))).toEqual([12, 0, 20, 255]);
  });

  it('ends at white', () => {
    expect(made(differenceAmount, pixel(255, 255, 255), pixel(0, 0, 0))).toEqual([255, 255, 255, 255]);
  });
});

describe('differenceSigned', () => {
  it('is grey where nothing changed', () => {
    expect(made(differenceSigned, pixel(90, 80, 70), pixel(90, 80, 70))).toEqual([128, 128, 128, 255]);
  });

  it('is orange where the frame is lighter and blue where it is darker', () => {
    expect(made(differenceSigned, pixel(255, 255, 255), pixel(0, 0, 0))).toEqual([230, 159, 0, 255]);
    expect(made(differenceSigned, pixel(0, 0, 0), pixel(255, 255, 255))).toEqual([0, 114, 178, 255]);
  });

  it('goes half way at an eighth of the scale', () => {
    const [red, , blue] = made(differenceSigned, pixel(132, 132, 132), pixel(100, 100, 100));
    expect(red).toBeCloseTo(128 + 102 * (128 / 255), -1);
    expect(blue).toBeCloseTo(128 - 128 * (128 / 255), -1);
  });
});
