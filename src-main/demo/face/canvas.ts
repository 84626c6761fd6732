import { clamp } from '#shared/base/units.ts';
import { STRAIGHT, type View } from './view.ts';

/**
 * A square grey picture being painted. Faces are drawn in face coordinates: x to the right, y down, the head
 * from about -0.8 to 0.8; `x` and `y` hold those of every pixel's centre, so that a moved or turned head costs
 * no shape anything.
 */
export interface Canvas {
  readonly size: number;
  /** Side of a pixel in face coordinates: the width of an anti-aliased edge. */
  pixel: number;
  view: View;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** How light each pixel's surface is, 0 to 1, before any lamp is lit. */
  readonly tone: Float64Array;
}

/** Left, top, right, bottom in face coordinates. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** Changes the tone of pixel `i`. By index and in place: fractions handed through a call would be boxed. */
export type Ink = (i: number) => void;

export const EVERYWHERE: Box = [-9, -9, 9, 9];

/** Height of the face above the plane of its outline, which is what parallax acts on: 1 at the middle, 0 outside. */
const relief = (x: number, y: number) => Math.max(0, 1 - 2.6 * x * x - 1.5 * y * y);

export function createCanvas(size: number): Canvas {
  const count = size * size;
  const [x, y, tone] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  return { size, pixel: 2 / size, view: STRAIGHT, x, y, tone };
}

/** Sets every pixel's face coordinates for a head that stands like this. */
export function aim(canvas: Canvas, view: View): void {
  const { size, x, y } = canvas;
  const { cosine, sine, scale, yaw, pitch } = view;
  canvas.view = view;
  canvas.pixel = 2 / (size * scale);
  for (let row = 0, i = 0; row < size; row++) {
    const ny = (row * 2 + 1) / size - 1 - view.dy;
    for (let column = 0; column < size; column++, i++) {
      const nx = (column * 2 + 1) / size - 1 - view.dx;
      const px = (cosine * nx + sine * ny) / scale;
      const py = (cosine * ny - sine * nx) / scale;
      const height = relief(px, py);
      x[i] = px - yaw * height;
      y[i] = py - pitch * height;
    }
  }
}

/** Lets `ink` change every pixel that may lie in `box`. */
export function paint(canvas: Canvas, box: Box, ink: Ink): void {
  const { size } = canvas;
  const [left, top, right, bottom] = pixelRange(canvas, box);
  for (let row = top; row <= bottom; row++) {
    for (let i = row * size + left, end = row * size + right; i <= end; i++) ink(i);
  }
}

/** The pixels a box covers once it is turned, moved and shifted by parallax: first and last column and row. */
function pixelRange(canvas: Canvas, [left, top, right, bottom]: Box): Box {
  const { view, size } = canvas;
  const margin = Math.abs(view.yaw) + Math.abs(view.pitch) + canvas.pixel;
  const middleX = (left + right) / 2;
  const middleY = (top + bottom) / 2;
  const halfX = (right - left) / 2 + margin;
  const halfY = (bottom - top) / 2 + margin;
  const cosine = Math.abs(view.cosine);
  const sine = Math.abs(view.sine);
  const reachX = view.scale * (cosine * halfX + sine * halfY);
  const reachY = view.scale * (sine * halfX + cosine * halfY);
  const centreX = view.dx + view.scale * (view.cosine * middleX - view.sine * middleY);
  const centreY = view.dy + view.scale * (view.sine * middleX + view.cosine * middleY);
  const toPixel = (n: number) => clamp(Math.floor(((n + 1) * size) / 2), 0, size - 1);
  return [
    toPixel(centreX - reachX),
    toPixel(centreY - reachY),
    toPixel(centreX + reachX),
    toPixel(centreY + reachY),
  ];
}
