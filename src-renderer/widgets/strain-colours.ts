import type { FlowField } from '#shared/domain/frames.ts';
import { upper } from './flow-geometry.ts';

/** Cividis at 0, 1/4 … 1 (Nuñez, Anderton and Renslow 2018): told apart alike with and without a colour-blindness. */
const CIVIDIS = [
  [0, 34, 78],
  [66, 78, 108],
  [124, 123, 120],
  [187, 175, 113],
  [254, 232, 56],
] as const;

const MOST_SHARE = 0.99;
const MOST_ALPHA = 190;

/** What the strongest colour stands for: what all but a hundredth of the cells do not exceed. */
export const strainRange = ({ strain }: FlowField): number => upper(strain, MOST_SHARE);

/** The colour of a share of 0 to 1 of the range. */
export function strainColour(share: number): readonly [red: number, green: number, blue: number] {
  const at = Math.min(1, Math.max(0, share)) * (CIVIDIS.length - 1);
  const below = Math.min(CIVIDIS.length - 2, Math.floor(at));
  const mix = (channel: 0 | 1 | 2) => {
    const [from, to] = [CIVIDIS[below]?.[channel] ?? 0, CIVIDIS[below + 1]?.[channel] ?? 0];
    return Math.round(from + (to - from) * (at - below));
  };
  return [mix(0), mix(1), mix(2)];
}

/** A pixel of RGBA a cell, row by row: what moves little is seen through. */
export function strainPixels(field: FlowField): Uint8ClampedArray<ArrayBuffer> {
  const most = strainRange(field);
  const pixels = new Uint8ClampedArray(field.columns * field.rows * 4);
  field.strain.forEach((strain, at) => {
    const share = most === 0 ? 0 : Math.min(1, strain / most);
    pixels.set([...strainColour(share), Math.round(Math.sqrt(share) * MOST_ALPHA)], at * 4);
  });
  return pixels;
}
