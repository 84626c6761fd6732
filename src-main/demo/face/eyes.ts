import type { Identity } from '../identity.ts';
import { type Canvas, paint } from './canvas.ts';
import { drawStroke, shadeCrease } from './curve.ts';
import { coverage, ellipseDistance, mix } from './ink.ts';
import type { HalfFace } from './shape.ts';

/** Where the eyes look, in face coordinates. */
export interface Gaze {
  readonly dx: number;
  readonly dy: number;
}

const WHITE = 0.86;
const PUPIL = 0.04;
const IRIS_RADIUS = 0.058;

/** Eyeball within its lids, lashes, the crease above, the brow. */
export function paintEye(canvas: Canvas, identity: Identity, half: HalfFace, gaze: Gaze): void {
  paintBall(canvas, identity, half, gaze);
  paintLids(canvas, identity, half);
}

function paintBall(canvas: Canvas, identity: Identity, half: HalfFace, gaze: Gaze): void {
  const [eyeX, eyeY] = half.eye;
  const { eyeWidth, eyeTilt, iris, skin } = identity;
  const { lidUpper, lidLower } = half;
  const { pixel } = canvas;
  const white = Math.min(WHITE, 0.45 + 0.55 * skin);
  const reach = 0.09;
  const { x: xs, y: ys, tone: tones } = canvas;
  paint(canvas, [eyeX - eyeWidth, eyeY - reach, eyeX + eyeWidth, eyeY + reach], (i) => {
    const x = xs[i] ?? 0;
    const y = ys[i] ?? 0;
    const t = (x - eyeX) / eyeWidth;
    const bow = 1 - t * t;
    if (bow <= 0) return;
    const axis = eyeY - eyeTilt * t * half.side;
    const upper = axis - lidUpper * Math.sqrt(bow) * (0.55 + 0.45 * bow);
    const inside = coverage(Math.max(upper - y, y - axis - lidLower * bow), pixel);
    if (inside === 0) return;
    const gx = x - eyeX - gaze.dx;
    const gy = y - eyeY - gaze.dy + 0.006;
    const lidShade = 1 - 0.35 * Math.max(0, 1 - (y - upper) / 0.04);
    let tone = white * lidShade * (1 - 0.2 * t * t);
    tone = mix(tone, iris * lidShade, coverage(ellipseDistance(gx, gy, IRIS_RADIUS, IRIS_RADIUS), pixel));
    tone = mix(tone, PUPIL, coverage(ellipseDistance(gx, gy, 0.026, 0.026), pixel));
    tone = mix(tone, 0.95, 0.85 * coverage(ellipseDistance(gx + 0.02, gy + 0.022, 0.013, 0.013), pixel));
    tones[i] = mix(tones[i] ?? 0, tone, inside);
  });
}

function paintLids(canvas: Canvas, identity: Identity, half: HalfFace): void {
  const [eyeX, eyeY] = half.eye;
  const { eyeWidth, eyeTilt, skin, hair } = identity;
  const { side, lidUpper, lidLower } = half;
  const from = [eyeX - eyeWidth, eyeY + eyeTilt * side] as const;
  const to = [eyeX + eyeWidth, eyeY - eyeTilt * side] as const;
  const lash = Math.min(hair, skin * 0.35);
  drawStroke(canvas, { from, through: [eyeX, eyeY - lidUpper], to }, [0.008, 0.014, 0.008], lash, 0.95);
  drawStroke(
    canvas,
    { from, through: [eyeX, eyeY + lidLower], to },
    [0.003, 0.006, 0.003],
    skin * 0.55,
    0.55,
  );
  const crease = lidUpper + 0.03;
  shadeCrease(
    canvas,
    { from: [from[0], from[1] - 0.03], through: [eyeX, eyeY - crease], to: [to[0], to[1] - 0.025] },
    0.022,
    0.3,
  );
  for (const slant of [-0.05, 0.01, 0.06]) {
    const outer = eyeX + side * (eyeWidth + 0.02);
    const end = [outer + side * 0.075, eyeY + 0.02 + slant * 1.3] as const;
    const middle = [outer + side * 0.04, eyeY + 0.015 + slant * 0.7] as const;
    shadeCrease(
      canvas,
      { from: [outer, eyeY + 0.01 + slant * 0.3], through: middle, to: end },
      0.018,
      half.eyeFold,
    );
  }
}

export function paintBrow(canvas: Canvas, identity: Identity, half: HalfFace): void {
  const { browThickness: thickness, hair, skin } = identity;
  drawStroke(
    canvas,
    { from: half.browInner, through: half.browMiddle, to: half.browOuter },
    [thickness * 0.95, thickness, thickness * 0.35],
    Math.min(hair, skin * 0.55),
    0.9,
  );
}
