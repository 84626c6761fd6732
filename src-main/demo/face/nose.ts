import type { Identity } from '../identity.ts';
import type { Canvas } from './canvas.ts';
import { shadeCrease } from './curve.ts';
import { fillEllipse, shadeSpot } from './ink.ts';
import type { FaceShape } from './shape.ts';

/** Bridge, tip, wings and nostrils; the folds that run from the wings to the mouth. */
export function paintNose(canvas: Canvas, identity: Identity, shape: FaceShape): void {
  const { noseY, noseWidth, skin } = identity;
  shadeSpot(canvas, { x: 0, y: noseY - 0.02, a: noseWidth * 0.8, b: 0.09 }, 0.14);
  shadeSpot(canvas, { x: 0, y: -0.02, a: 0.05, b: 0.26 }, 0.1);
  shadeSpot(canvas, { x: 0, y: noseY + 0.075, a: noseWidth * 1.3, b: 0.05 }, -0.2);
  for (const half of shape.halves) {
    const { side, nostril, corner } = half;
    const [x, y] = nostril;
    const wing = x + side * noseWidth * 0.62;
    shadeSpot(canvas, { x: side * 0.085, y: 0, a: 0.06, b: 0.2 }, -0.1);
    shadeCrease(
      canvas,
      {
        from: [wing - side * 0.02, y - 0.08],
        through: [wing + side * 0.012, y - 0.01],
        to: [x + side * 0.01, y + 0.035],
      },
      0.025,
      0.45,
    );
    fillEllipse(canvas, { x, y: y + 0.02, a: noseWidth * 0.3, b: 0.017 }, skin * 0.3, 0.85);
    const end = [corner[0] + side * 0.075, shape.mouthY + corner[1] + 0.01] as const;
    const start = [wing + side * 0.02, y - 0.05] as const;
    const middle = [(start[0] + end[0]) / 2 + side * 0.035, (start[1] + end[1]) / 2 - 0.01] as const;
    shadeCrease(canvas, { from: start, through: middle, to: end }, 0.055, half.wingFold * 0.6);
    shadeCrease(
      canvas,
      { from: [side * 0.015, -0.1], through: [side * 0.05, -0.075], to: [side * 0.085, -0.02] },
      0.024,
      half.rootFold,
    );
    shadeCrease(
      canvas,
      { from: [side * 0.01, -0.03], through: [side * 0.04, -0.01], to: [side * 0.075, 0.045] },
      0.022,
      half.rootFold * 0.9,
    );
  }
}

/** Lines across the forehead (raised brows) and between the brows (drawn together). */
export function paintForehead(canvas: Canvas, identity: Identity, shape: FaceShape): void {
  const depth = 0.3 * shape.foreheadLines + identity.folds * 0.25;
  const lift = 0.035 * shape.foreheadLines;
  for (const [line, y] of [-0.55, -0.48, -0.41].entries()) {
    const half = 0.3 + 0.03 * line;
    shadeCrease(
      canvas,
      { from: [-half, y + 0.02 - lift], through: [0, y - lift], to: [half, y + 0.02 - lift] },
      0.026,
      depth,
    );
  }
  for (const side of [-1, 1]) {
    const x = side * 0.035;
    const y = identity.browY;
    shadeCrease(
      canvas,
      { from: [x, y - 0.06], through: [x * 0.9, y + 0.02], to: [x * 1.3, y + 0.1] },
      0.028,
      0.5 * shape.browFurrow + identity.folds * 0.3,
    );
  }
}
