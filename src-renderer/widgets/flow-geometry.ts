import type { FlowField } from '#shared/domain/frames.ts';

/** An arrow in the frame's pixels. */
export interface FlowArrow {
  readonly x: number;
  readonly y: number;
  /** Already magnified. */
  readonly dx: number;
  readonly dy: number;
}

/** No more than so many arrows side by side, whatever the grid. */
const MAX_COLUMNS = 28;
/** The longest arrows but a few reach this far into the next one's place. */
const REACH = 1.2;
const LONGEST_SHARE = 0.98;

/**
 * Arrows at the middles of every n-th cell, magnified by 1, 2, 5, 10, … so that the longest but a few about fill the
 * room between them. Faces move by a pixel or less: unmagnified nothing would be seen. Where nothing moves at all, by 1.
 */
export function flowArrows(field: FlowField): {
  readonly arrows: readonly FlowArrow[];
  readonly magnification: number;
} {
  const { columns, rows, widthPx, heightPx, u, v } = field;
  const stride = Math.max(1, Math.ceil(columns / MAX_COLUMNS));
  const cell = { width: widthPx / columns, height: heightPx / rows };
  const first = Math.floor((stride - 1) / 2);
  const places: number[] = [];
  for (let row = first; row < rows; row += stride)
    for (let column = first; column < columns; column += stride) places.push(row * columns + column);
  const lengths = places.map((at) => Math.hypot(u[at] ?? 0, v[at] ?? 0));
  const isStill = lengths.every((length) => length === 0);
  const magnification = isStill
    ? 1
    : roundDown((REACH * stride * cell.width) / upper(lengths, LONGEST_SHARE));
  const arrows = places.map((at) => ({
    x: ((at % columns) + 0.5) * cell.width,
    y: (Math.floor(at / columns) + 0.5) * cell.height,
    dx: (u[at] ?? 0) * magnification,
    dy: (v[at] ?? 0) * magnification,
  }));
  return { arrows, magnification };
}

const MAX_MAGNIFICATION = 100;

/** The largest of 1, 2, 5, 10, … up to `value`; at least 1. */
function roundDown(value: number): number {
  let best = 1;
  for (let unit = 1; unit <= MAX_MAGNIFICATION; unit *= 10)
    for (const step of [unit, 2 * unit, 5 * unit])
      if (step <= value && step <= MAX_MAGNIFICATION) best = step;
  return best;
}

/** The value that a share of them does not exceed; 0 of none. */
export function upper(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
