import type { Identity } from '../identity.ts';
import { type Canvas, paint } from './canvas.ts';
import { type Curve, drawStroke } from './curve.ts';
import { coverage, mix } from './ink.ts';

const TONE = 0.14;
const OPACITY = 0.9;
/** Half the width of the wire. */
const WIRE = 0.011;
const HALF_WIDTH = 0.185;
const HALF_HEIGHT = 0.145;

/** Spectacles, if worn. */
export function paintGlasses(canvas: Canvas, identity: Identity): void {
  if (!identity.glasses) return;
  const { eyeX, eyeY } = identity;
  const y = eyeY + 0.02;
  for (const side of [-1, 1]) {
    ring(canvas, side * eyeX, y);
    wire(canvas, [side * (eyeX + HALF_WIDTH), y - 0.03], [side * 0.52, y - 0.04], [side * 0.64, y - 0.04]);
  }
  const bridge = eyeX - HALF_WIDTH;
  wire(canvas, [-bridge, y - 0.02], [0, y - 0.05], [bridge, y - 0.02]);
}

type Point = Curve['from'];

function wire(canvas: Canvas, from: Point, through: Point, to: Point): void {
  drawStroke(canvas, { from, through, to }, [WIRE, WIRE, WIRE], TONE, OPACITY);
}

/** A rounded square, as a line. */
function ring(canvas: Canvas, cx: number, cy: number): void {
  const { x, y, tone } = canvas;
  const reachX = HALF_WIDTH + 0.03;
  const reachY = HALF_HEIGHT + 0.03;
  paint(canvas, [cx - reachX, cy - reachY, cx + reachX, cy + reachY], (i) => {
    const u = Math.abs((x[i] ?? 0) - cx) / HALF_WIDTH;
    const v = Math.abs((y[i] ?? 0) - cy) / HALF_HEIGHT;
    const level = Math.sqrt(Math.sqrt(u * u * u * u + v * v * v * v));
    const onLine = coverage(Math.abs(level - 1) * HALF_HEIGHT - WIRE, canvas.pixel);
    tone[i] = mix(tone[i] ?? 0, TONE, OPACITY * onLine);
  });
}
