import type { Identity } from '../identity.ts';
import { type Canvas, paint } from './canvas.ts';
import { coverage, mix, shadeSpot } from './ink.ts';
import type { FaceShape } from './shape.ts';

const CAVITY = 0.09;
const TEETH = 0.84;

/** Heights of the mouth's four lines at one x: outer and inner edge of the upper lip, inner and outer of the lower. */
interface Lines {
  upperOuter: number;
  upperInner: number;
  lowerInner: number;
  lowerOuter: number;
}

/** Lips, the line between them or the opening, teeth where the lips part in a smile or a stretch. */
export function paintMouth(canvas: Canvas, identity: Identity, shape: FaceShape): void {
  const [left, right] = shape.halves;
  const reach = shape.openDown + 0.17;
  const { pixel } = canvas;
  const lines: Lines = { upperOuter: 0, upperInner: 0, lowerInner: 0, lowerOuter: 0 };
  const lower = Math.min(1, identity.lips * 1.12);
  const seam = identity.lips * 0.38;
  const box = [left.corner[0], shape.mouthY - reach, right.corner[0], shape.mouthY + reach] as const;
  const { x: xs, y: ys, tone: tones } = canvas;
  paint(canvas, box, (i) => {
    const y = ys[i] ?? 0;
    if (!mouthLines(shape, xs[i] ?? 0, lines)) return;
    let tone = mix(
      tones[i] ?? 0,
      identity.lips,
      coverage(Math.max(lines.upperOuter - y, y - lines.upperInner), pixel),
    );
    tone = mix(tone, lower, coverage(Math.max(lines.lowerInner - y, y - lines.lowerOuter), pixel));
    const inside = coverage(Math.max(lines.upperInner - y, y - lines.lowerInner), pixel);
    const showsTeeth = shape.teeth * coverage(y - mix(lines.upperInner, lines.lowerInner, 0.62), pixel);
    tone = mix(tone, mix(CAVITY, TEETH, Math.min(1, 1.6 * showsTeeth)), inside);
    const toSeam = Math.min(Math.abs(y - lines.upperInner), Math.abs(y - lines.lowerInner));
    tones[i] = mix(tone, seam, 0.8 * coverage(toSeam - 0.009, pixel));
  });
  for (const half of shape.halves) {
    const y = shape.mouthY + half.corner[1];
    shadeSpot(canvas, { x: half.corner[0] + half.side * 0.02, y, a: 0.045, b: 0.06 }, -0.14 - half.dimple);
  }
}

/** Fills `out` for this x; false beyond the corners. */
function mouthLines(shape: FaceShape, x: number, out: Lines): boolean {
  const half = x < 0 ? shape.halves[0] : shape.halves[1];
  const t = x / half.corner[0];
  const bow = 1 - t * t;
  if (bow <= 0) return false;
  const full = Math.sqrt(bow);
  const cupid = 1 - 0.28 * Math.max(0, 1 - 25 * t * t);
  const line = shape.mouthY + half.corner[1] * t * t;
  out.upperInner = line - shape.openUp * bow;
  out.lowerInner = line + shape.openDown * bow;
  out.upperOuter = out.upperInner - shape.lipUpper * full * cupid * (0.55 + 0.45 * bow);
  out.lowerOuter = out.lowerInner + shape.lipLower * full * (0.4 + 0.6 * bow);
  return true;
}
