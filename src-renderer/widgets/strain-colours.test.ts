import { describe, expect, it } from 'vitest';
import type { FlowField } from '#shared/domain/frames.ts';
import { strainColour, strainPixels, strainRange } from './strain-colours.ts';

const field = (strain: readonly number[]): FlowField => ({
  ...{ from: 0, to: 1, widthPx: 20, heightPx: 10, columns: strain.length, rows: 1 },
  u: strain.map(() => 0),
  v: strain.map(() => 0),
  strain: [...strain],
});

describe('strainColour', () => {
  it('is that of cividis at its ends and holds beyond them', () => {
    expect(strainColour(0)).toEqual([0, 34, 78]);
    expect(strainColour(1)).toEqual([254, 232, 56]);
    expect(strainColour(7)).toEqual(strainColour(1));
  });

  it('grows lighter all the way, so that it reads without its hue', () => {
    const light = Array.from({ length: 21 }, (_, at) => {
      const [red, green, blue] = strainColour(at / 20);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    expect(light).toEqual([...light].sort((a, b) => a - b));
  });
});

describe('strainPixels', () => {
  it('leaves what does not move to be seen through, and covers the rest the more it is stretched', () => {
    const pixels = strainPixels(field([0, 0.1, 0.4]));
    expect([pixels[3], pixels[7], pixels[11]]).toEqual([0, 95, 190]);
  });

  it('is empty where nothing is stretched', () => {
    expect(strainRange(field([0, 0]))).toBe(0);
    expect(strainPixels(field([0, 0])).filter((_, at) => at % 4 === 3)).toEqual(new Uint8ClampedArray(2));
  });
});
