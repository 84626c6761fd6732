import type { HairStyle, Identity } from '../identity.ts';
import { type Canvas, paint } from './canvas.ts';
import { headLevel, SLOPE } from './head.ts';
import { coverage, mix, smoothstep } from './ink.ts';

/** Thickness of the hair on the skull, how far it hangs (y), and how much the hairline rises at its middle. */
const STYLES: Record<HairStyle, { readonly volume: number; readonly hangs: number; readonly rise: number }> =
  {
    cropped: { volume: 0.015, hangs: -0.2, rise: 0.1 },
    short: { volume: 0.05, hangs: -0.12, rise: 0.06 },
    parted: { volume: 0.07, hangs: 0.02, rise: 0.14 },
    long: { volume: 0.1, hangs: 1.2, rise: 0.13 },
    full: { volume: 0.15, hangs: 0.35, rise: 0.05 },
  };

/** Strands: a triangle wave of the angle around the crown. */
function strand(x: number, y: number): number {
  const phase = (12 * x) / (1.4 - y) + 3 * y;
  return Math.abs(phase - Math.floor(phase) - 0.5) * 0.2 - 0.05;
}

/** The hair behind head and neck. */
export function paintBackHair(canvas: Canvas, identity: Identity): void {
  const { volume, hangs } = STYLES[identity.hairStyle];
  if (identity.hairStyle === 'cropped') return;
  const tone = identity.hair * 0.8;
  const { x: xs, y: ys, tone: tones } = canvas;
  paint(canvas, [-1, -1, 1, Math.min(1, hangs + 0.1)], (i) => {
    const x = xs[i] ?? 0;
    const y = ys[i] ?? 0;
    const down = Math.max(0, y);
    const u = x / (identity.headWidth + volume + 0.06 * down);
    const v = Math.min(0, y) / (identity.crown + volume);
    const level = u * u + v * v;
    if (level > 1.3) return;
    const shell = (Math.sqrt(level) - 1) * SLOPE;
    const tips = y - hangs + 0.9 * (Math.abs(u) - 0.9) * (Math.abs(u) - 0.9) + 0.02 * strand(3 * x, y);
    const inside = coverage(Math.max(shell, tips), canvas.pixel * 1.5);
    tones[i] = mix(tones[i] ?? 0, tone * (1 + strand(x, y)), inside);
  });
}

/** The hair in front of the skull, down to the hairline. */
export function paintFrontHair(canvas: Canvas, identity: Identity): void {
  const { volume, rise } = STYLES[identity.hairStyle];
  const { hair, hairline, parting, headWidth } = identity;
  const squeeze = identity.crown / (identity.crown + volume);
  const { x: xs, y: ys, tone } = canvas;
  paint(canvas, [-1, -1, 1, 0.05], (i) => {
    const x = xs[i] ?? 0;
    const y = ys[i] ?? 0;
    const across = Math.abs(x) / headWidth;
    const combed = 0.4 * rise * Math.max(0, 1 - 5 * Math.abs(x - parting));
    const line = hairline - rise * 0.4 + 0.1 * across * across - combed + 0.42 * smoothstep(0.68, 1, across);
    const toLine = (y - Math.min(line, -0.05)) * 0.8;
    if (toLine > 0.05) return;
    const skull = (Math.sqrt(headLevel(identity, identity.chin, x, y < 0 ? y * squeeze : y)) - 1) * SLOPE;
    const inside = coverage(Math.max(skull - volume * 0.8, toLine), canvas.pixel * 1.5);
    if (inside > 0) tone[i] = mix(tone[i] ?? 0, hair * (1 + strand(x - parting, y)), inside);
  });
}
