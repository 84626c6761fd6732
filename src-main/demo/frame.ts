import { createRandom, deriveSeed } from '#shared/base/random.ts';
import { clamp } from '#shared/base/units.ts';
import { type ActionUnit, type Activation, type Activations, REST } from './action-units.ts';
import type { ClipPlan } from './clip.ts';
import { type Canvas, createCanvas } from './face/canvas.ts';
import type { Gaze } from './face/eyes.ts';
import { paintFace, type Scene } from './face/face.ts';
import { type Light, lightUp } from './face/light.ts';
import type { Pose } from './face/view.ts';
import type { Identity } from './identity.ts';
import { driftAt, envelope } from './motion.ts';
import { addNoise } from './noise.ts';

/** What is used again from frame to frame. */
export interface Studio {
  readonly canvas: Canvas;
  readonly lit: Float64Array;
}

export function createStudio(size: number): Studio {
  return { canvas: createCanvas(size), lit: new Float64Array(size * size) };
}

/** Draws frame `index` of the clip: grey levels row by row. */
export function renderFrame(studio: Studio, identity: Identity, clip: ClipPlan, index: number): Uint8Array {
  paintFace(studio.canvas, sceneAt(identity, clip, index));
  lightUp(studio.canvas, lightAt(clip, index), studio.lit);
  return addNoise(studio.lit, clip.disturbance.noise, deriveSeed(clip.noiseSeed, `grain ${index}`));
}

/** Everything but the light, as it is in frame `index`. */
export function sceneAt(identity: Identity, clip: ClipPlan, index: number): Scene {
  const { pose, poseDrift } = clip.disturbance;
  const at = index / (clip.frames - 1);
  const moved = (key: keyof Pose) => pose[key] + driftAt(poseDrift[key], at);
  return {
    identity,
    wall: clip.wall,
    activations: activationsAt(identity, clip, index),
    pose: {
      dx: moved('dx'),
      dy: moved('dy'),
      roll: moved('roll'),
      scale: moved('scale'),
      yaw: moved('yaw'),
      pitch: moved('pitch'),
    },
    gaze: gazeAt(clip, index),
  };
}

/** A glance takes two frames. */
function gazeAt({ disturbance: { gaze, glance } }: ClipPlan, index: number): Gaze {
  if (glance === null) return gaze;
  const gone = clamp((index - glance.frame) / 2, 0, 1);
  return { dx: gaze.dx + gone * glance.dx, dy: gaze.dy + gone * glance.dy };
}

/** Frames from the first movement of a blink to the eye being shut. */
const BLINK_REACH = 7;

export function activationsAt(identity: Identity, clip: ClipPlan, index: number): Activations {
  const { blink } = clip.disturbance;
  const shut = blink === null ? 0 : Math.max(0, 1 - Math.abs(index - blink) / BLINK_REACH);
  const rise = envelope(index, clip);
  const moved: Record<ActionUnit, number> = { ...REST, 45: Math.min(1, 1.4 * shut) };
  const still: Activation = { ...moved };
  for (const { unit, peak, lag } of clip.moves) moved[unit] = peak * identity.mobility * rise ** lag;
  return {
    left: clip.side === 'right' ? still : moved,
    right: clip.side === 'left' ? still : moved,
  };
}

export function lightAt(clip: ClipPlan, index: number): Light {
  const { light, lightDrift, flicker } = clip.disturbance;
  const at = index / (clip.frames - 1);
  const spark = createRandom(deriveSeed(clip.noiseSeed, `flicker ${index}`)).normal();
  return {
    x: light.x + driftAt(lightDrift.x, at),
    y: light.y + driftAt(lightDrift.y, at),
    ambient: light.ambient,
    gain: light.gain * (1 + driftAt(lightDrift.gain, at) + flicker * spark),
  };
}
