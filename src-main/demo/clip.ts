import { createRandom, deriveSeed, type Random } from '#shared/base/random.ts';
import { type ActionUnit, type DemoEmotion, EXPRESSIONS, type Expression } from './action-units.ts';
import { between, chance, logBetween } from './draw.ts';
import type { Wall } from './face/face.ts';
import type { Light } from './face/light.ts';
import type { Pose } from './face/view.ts';
import { type Drift, drawDrift } from './motion.ts';
import { FEWEST_FRAMES, MOST_FRAMES } from './recipe.ts';

/** Everything that varies within a clip and has nothing to do with its expression. */
export interface Disturbance {
  readonly pose: Pose;
  readonly poseDrift: Readonly<Record<keyof Pose, Drift>>;
  readonly light: Light;
  readonly lightDrift: Readonly<Record<'x' | 'y' | 'gain', Drift>>;
  /** Standard deviation of the lamp's flicker from frame to frame, as a share of its light. */
  readonly flicker: number;
  /** Standard deviation of the camera's noise, in grey levels of 255. */
  readonly noise: number;
  readonly gaze: { readonly dx: number; readonly dy: number };
  /** A glance elsewhere from this frame on; null if the gaze rests. */
  readonly glance: { readonly frame: number; readonly dx: number; readonly dy: number } | null;
  /** The frame at which a blink is shut; null if there is none. */
  readonly blink: number | null;
}

/** One unit's share in this clip: how far it contracts, and how it lags (`lag` above 1) or leads. */
export interface UnitMove {
  readonly unit: ActionUnit;
  readonly peak: number;
  readonly lag: number;
}

/** One clip to be drawn. Marks are 0-based; `firstNumber` is the source's number of frame 0. */
export interface ClipPlan {
  readonly name: string;
  readonly subject: number;
  readonly emotion: DemoEmotion;
  /** Peak amplitude: the truth. */
  readonly intensity: number;
  readonly frames: number;
  readonly onset: number;
  readonly apex: number;
  readonly offset: number;
  readonly firstNumber: number;
  /** The side of a one-sided expression. */
  readonly side: 'both' | 'left' | 'right';
  readonly moves: readonly UnitMove[];
  readonly wall: Wall;
  readonly disturbance: Disturbance;
  /** For what is drawn anew in every frame. */
  readonly noiseSeed: number;
}

/** Faintest and fullest peak amplitude. */
const INTENSITY = [0.1, 1] as const;

export function planClip(seed: number, name: string, subject: number, emotion: DemoEmotion): ClipPlan {
  const random = createRandom(deriveSeed(seed, `clip ${name}`));
  const expression: Expression = EXPRESSIONS[emotion];
  const intensity = Math.round(1000 * between(random, ...INTENSITY)) / 1000;
  const frames = FEWEST_FRAMES + random.int(MOST_FRAMES - FEWEST_FRAMES + 1);
  const parts = expression.parts.filter((part) => chance(random, part.chance));
  return {
    name,
    subject,
    emotion,
    intensity,
    frames,
    ...drawMarks(random, frames),
    firstNumber: 1 + random.int(400),
    side: expression.oneSided ? (chance(random, 0.5) ? 'left' : 'right') : 'both',
    moves: parts.map(({ unit, weight }) => ({
      unit,
      peak: intensity * weight * between(random, 0.85, 1.15),
      lag: between(random, 0.8, 1.4),
    })),
    wall: { tone: between(random, 0.32, 0.68), slope: between(random, -0.15, 0.15) },
    disturbance: drawDisturbance(random, frames),
    noiseSeed: deriveSeed(seed, `noise ${name}`),
  };
}

/** The first frames are always neutral, and so is the last. */
function drawMarks(random: Random, frames: number) {
  const onset = 2 + random.int(Math.floor(frames * 0.15));
  const offset = frames - 2 - random.int(Math.floor(frames * 0.15));
  const apex = onset + Math.round((offset - onset) * between(random, 0.35, 0.6));
  return { onset, apex, offset };
}

function drawDisturbance(random: Random, frames: number): Disturbance {
  const unrest = logBetween(random, 0.15, 1);
  const lampUnrest = logBetween(random, 0.1, 1);
  const drift = (reach: number) => drawDrift(random, reach * unrest);
  const lampDrift = (reach: number) => drawDrift(random, reach * lampUnrest);
  return {
    pose: {
      dx: between(random, -0.04, 0.04),
      dy: between(random, -0.01, 0.07),
      roll: between(random, -0.04, 0.04),
      scale: between(random, 1.09, 1.19),
      yaw: between(random, -0.04, 0.04),
      pitch: between(random, -0.035, 0.035),
    },
    poseDrift: {
      dx: drift(0.014),
      dy: drift(0.014),
      roll: drift(0.012),
      scale: drift(0.005),
      yaw: drift(0.012),
      pitch: drift(0.01),
    },
    light: {
      x: between(random, -0.7, 0.7),
      y: between(random, -0.6, 0.15),
      ambient: between(random, 0.45, 0.7),
      gain: between(random, 0.8, 1.18),
    },
    lightDrift: { x: lampDrift(0.2), y: lampDrift(0.2), gain: lampDrift(0.12) },
    flicker: logBetween(random, 0.002, 0.03),
    noise: logBetween(random, 4.5, 12.5),
    gaze: { dx: between(random, -0.02, 0.02), dy: between(random, -0.008, 0.008) },
    glance: chance(random, 0.2)
      ? { frame: random.int(frames), dx: between(random, -0.035, 0.035), dy: between(random, -0.01, 0.01) }
      : null,
    blink: chance(random, 0.12) ? random.int(frames) : null,
  };
}
