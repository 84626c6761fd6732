import { createRandom, deriveSeed, type Random } from '#shared/base/random.ts';
import { between, chance } from './draw.ts';

const HAIR_STYLES = ['cropped', 'short', 'parted', 'long', 'full'] as const;
export type HairStyle = (typeof HAIR_STYLES)[number];

export interface Mole {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** What makes a subject look like themselves, in face coordinates and tones of 0 to 1. Nobody real. */
export interface Identity {
  readonly skin: number;
  readonly hair: number;
  readonly iris: number;
  readonly lips: number;
  readonly clothes: number;
  readonly headWidth: number;
  readonly crown: number;
  readonly chin: number;
  /** How much the lower half narrows. */
  readonly taper: number;
  readonly eyeX: number;
  readonly eyeY: number;
  readonly eyeWidth: number;
  readonly eyeOpening: number;
  readonly eyeTilt: number;
  readonly browY: number;
  readonly browLength: number;
  readonly browThickness: number;
  readonly browArch: number;
  readonly browTilt: number;
  readonly noseY: number;
  readonly noseWidth: number;
  readonly mouthY: number;
  readonly mouthWidth: number;
  readonly lipThickness: number;
  /** Resting height of the mouth's corners. */
  readonly mouthTilt: number;
  /** Depth of the folds of the face at rest. */
  readonly folds: number;
  readonly hairStyle: HairStyle;
  readonly hairline: number;
  readonly parting: number;
  readonly beard: number;
  readonly moustache: number;
  readonly glasses: boolean;
  readonly moles: readonly Mole[];
  /** How far this face moves for one and the same contraction. */
  readonly mobility: number;
}

export function createIdentity(seed: number, subject: number): Identity {
  const random = createRandom(deriveSeed(seed, `identity ${subject}`));
  const skin = between(random, 0.46, 0.86);
  const bearded = chance(random, 0.25);
  return {
    ...drawBones(random),
    ...drawFeatures(random),
    skin,
    hair: chance(random, 0.15)
      ? between(random, 0.36, 0.5)
      : between(random, 0.07, 0.34) * (0.5 + 0.6 * skin),
    iris: between(random, 0.1, 0.36),
    lips: skin * between(random, 0.62, 0.76),
    clothes: between(random, 0.12, 0.75),
    folds: between(random, 0.02, 0.2),
    hairStyle: HAIR_STYLES[random.int(HAIR_STYLES.length)] ?? 'short',
    hairline: between(random, -0.67, -0.58),
    parting: between(random, -0.35, 0.35),
    beard: bearded ? between(random, 0.2, 0.55) : 0,
    moustache: bearded || chance(random, 0.08) ? between(random, 0.2, 0.5) : 0,
    glasses: chance(random, 0.2),
    moles: Array.from({ length: random.int(4) }, () => drawMole(random)),
    mobility: between(random, 0.88, 1.12),
  };
}

function drawBones(random: Random) {
  return {
    headWidth: between(random, 0.58, 0.66),
    crown: between(random, 0.74, 0.82),
    chin: between(random, 0.77, 0.86),
    taper: between(random, 0.22, 0.36),
    eyeX: between(random, 0.235, 0.275),
    eyeY: between(random, -0.12, -0.07),
    noseY: between(random, 0.17, 0.24),
    noseWidth: between(random, 0.085, 0.125),
    mouthY: between(random, 0.43, 0.49),
    mouthWidth: between(random, 0.19, 0.245),
  };
}

function drawFeatures(random: Random) {
  return {
    eyeWidth: between(random, 0.11, 0.135),
    eyeOpening: between(random, 0.042, 0.062),
    eyeTilt: between(random, -0.016, 0.02),
    browY: between(random, -0.33, -0.28),
    browLength: between(random, 0.27, 0.32),
    browThickness: between(random, 0.018, 0.034),
    browArch: between(random, 0.01, 0.05),
    browTilt: between(random, -0.02, 0.03),
    lipThickness: between(random, 0.034, 0.062),
    mouthTilt: between(random, -0.014, 0.014),
  };
}

function drawMole(random: Random): Mole {
  return {
    x: between(random, -0.45, 0.45),
    y: between(random, 0.02, 0.6),
    radius: between(random, 0.009, 0.016),
  };
}
