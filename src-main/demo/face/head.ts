import type { Identity } from '../identity.ts';
import { type Canvas, EVERYWHERE, paint } from './canvas.ts';
import { coverage, fillEllipse, mix, shadeSpot, smoothstep } from './ink.ts';
import type { FaceShape } from './shape.ts';

/**
 * Where (x, y) lies in the head: 0 at its middle, 1 on its outline. The upper half is an ellipse, the lower one
 * narrows towards the chin.
 */
export function headLevel(identity: Identity, chin: number, x: number, y: number): number {
  if (y < 0) {
    const u = x / identity.headWidth;
    const v = y / identity.crown;
    return u * u + v * v;
  }
  const v = y / chin;
  const u = x / (identity.headWidth * (1 - identity.taper * v * v));
  return u * u + v * v * Math.sqrt(v);
}

/** Turns the root of a level into a distance, good near the outline. */
export const SLOPE = 0.62;

/** The wall behind: a little lighter on one side and towards the top. */
export function paintWall(canvas: Canvas, tone: number, slope: number): void {
  const { x, y, tone: tones } = canvas;
  paint(canvas, EVERYWHERE, (i) => {
    tones[i] = tone * (1 + slope * (x[i] ?? 0) - 0.12 * (y[i] ?? 0));
  });
}

/** Neck, shoulders and ears, then the skin of the head. */
export function paintHead(canvas: Canvas, identity: Identity, shape: FaceShape): void {
  const { skin, clothes } = identity;
  const neck = identity.headWidth * 0.62;
  fillEllipse(canvas, { x: 0, y: 1.5, a: 1.15, b: 0.55 }, clothes);
  fillEllipse(canvas, { x: 0, y: 0.85, a: neck, b: 0.5 }, skin * 0.72);
  for (const side of [-1, 1]) {
    const ear = { x: side * identity.headWidth * 0.98, y: 0.02, a: 0.07, b: 0.15 };
    fillEllipse(canvas, ear, skin * 0.84);
    shadeSpot(canvas, { ...ear, a: 0.05, b: 0.11 }, -0.25);
  }
  const { x, y, tone } = canvas;
  paint(canvas, [-1, -1, 1, 1], (i) => {
    const level = headLevel(identity, shape.chin, x[i] ?? 0, y[i] ?? 0);
    if (level < 0.8) tone[i] = skin;
    else if (level < 1.3)
      tone[i] = mix(tone[i] ?? 0, skin, coverage((Math.sqrt(level) - 1) * SLOPE, canvas.pixel));
  });
}

/** What gives the skin its relief: sockets, cheeks, chin, the shade under brow and lip; and its marks. */
export function paintSkin(canvas: Canvas, identity: Identity, shape: FaceShape): void {
  for (const half of shape.halves) {
    const [eyeX, eyeY] = half.eye;
    shadeSpot(canvas, { x: eyeX, y: eyeY - 0.02, a: 0.24, b: 0.15 }, -0.16);
    shadeSpot(
      canvas,
      { x: half.side * 0.34, y: 0.2 - 0.06 * half.cheek, a: 0.22, b: 0.17 },
      0.1 + 0.13 * half.cheek,
    );
    shadeSpot(
      canvas,
      { x: half.side * 0.3, y: eyeY + 0.115 - 0.03 * half.cheek, a: 0.18, b: 0.05 },
      -0.08 - 0.14 * half.cheek,
    );
  }
  shadeSpot(canvas, { x: 0, y: -0.52, a: 0.4, b: 0.2 }, 0.07);
  const underLip = shape.mouthY + shape.openDown + shape.lipLower + 0.035;
  shadeSpot(canvas, { x: 0, y: underLip, a: 0.15, b: 0.05 }, -0.16 - 0.2 * shape.chinBoss);
  shadeSpot(
    canvas,
    { x: 0, y: shape.chin - 0.12 - 0.02 * shape.chinBoss, a: 0.16, b: 0.09 },
    0.08 + 0.12 * shape.chinBoss,
  );
  for (const mole of identity.moles)
    fillEllipse(canvas, { x: mole.x, y: mole.y, a: mole.radius, b: mole.radius }, identity.skin * 0.45, 0.8);
}

/** A shadow of beard on the jaw and above the lip. */
export function paintBeard(canvas: Canvas, identity: Identity, shape: FaceShape): void {
  const { beard, moustache, hair } = identity;
  if (moustache > 0) {
    const y = (shape.mouthY + identity.noseY) / 2 + 0.045;
    shadeSpot(canvas, { x: 0, y, a: 0.27, b: 0.085 }, -moustache * (1 - hair));
  }
  if (beard === 0) return;
  const { x: xs, y: ys, tone } = canvas;
  paint(canvas, [-0.8, 0, 0.8, 1], (i) => {
    const y = ys[i] ?? 0;
    const level = headLevel(identity, shape.chin, xs[i] ?? 0, y);
    if (level < 0.42 || level > 1.1) return;
    const jaw = smoothstep(0.42, 0.78, level) * smoothstep(0.02, 0.28, y);
    const inside = coverage((Math.sqrt(level) - 1) * SLOPE, canvas.pixel);
    tone[i] = mix(tone[i] ?? 0, hair, beard * jaw * inside);
  });
}
