import type { Activations } from '../action-units.ts';
import type { Identity } from '../identity.ts';
import { aim, type Canvas } from './canvas.ts';
import { type Gaze, paintBrow, paintEye } from './eyes.ts';
import { paintGlasses } from './glasses.ts';
import { paintBackHair, paintFrontHair } from './hair.ts';
import { paintBeard, paintHead, paintSkin, paintWall } from './head.ts';
import { paintMouth } from './mouth.ts';
import { paintForehead, paintNose } from './nose.ts';
import { shapeFace } from './shape.ts';
import { type Pose, viewOf } from './view.ts';

export interface Wall {
  readonly tone: number;
  readonly slope: number;
}

/** All that decides a frame's drawing, save the light. */
export interface Scene {
  readonly identity: Identity;
  readonly activations: Activations;
  readonly pose: Pose;
  readonly gaze: Gaze;
  readonly wall: Wall;
}

/** Paints one face, back to front, in tones that no light has touched yet. */
export function paintFace(canvas: Canvas, { identity, activations, pose, gaze, wall }: Scene): void {
  aim(canvas, viewOf(pose));
  const shape = shapeFace(identity, activations);
  paintWall(canvas, wall.tone, wall.slope);
  paintBackHair(canvas, identity);
  paintHead(canvas, identity, shape);
  paintSkin(canvas, identity, shape);
  paintForehead(canvas, identity, shape);
  paintNose(canvas, identity, shape);
  paintBeard(canvas, identity, shape);
  paintMouth(canvas, identity, shape);
  for (const half of shape.halves) {
    paintEye(canvas, identity, half, gaze);
    paintBrow(canvas, identity, half);
  }
  paintFrontHair(canvas, identity);
  paintGlasses(canvas, identity);
}
