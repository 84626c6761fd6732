import type { Activation, Activations } from '../action-units.ts';
import type { Identity } from '../identity.ts';

type Point = readonly [x: number, y: number];

/** One half of the face, as it stands with its muscles where they are. `side`: -1 the picture's left, 1 its right. */
export interface HalfFace {
  readonly side: -1 | 1;
  readonly browInner: Point;
  readonly browMiddle: Point;
  readonly browOuter: Point;
  readonly eye: Point;
  /** Heights of the opening above and below the line between the eye's corners. */
  readonly lidUpper: number;
  readonly lidLower: number;
  readonly corner: Point;
  readonly nostril: Point;
  /** Depth of what contraction folds: at the nose's wing, the eye's outer corner, the mouth's corner, the nose's root. */
  readonly wingFold: number;
  readonly eyeFold: number;
  readonly dimple: number;
  readonly rootFold: number;
  readonly cheek: number;
}

export interface FaceShape {
  readonly halves: readonly [HalfFace, HalfFace];
  readonly mouthY: number;
  readonly openUp: number;
  readonly openDown: number;
  readonly lipUpper: number;
  readonly lipLower: number;
  readonly chin: number;
  readonly chinBoss: number;
  readonly browFurrow: number;
  readonly foreheadLines: number;
  readonly teeth: number;
}

/** Moves a subject's resting face by its muscles. Lengths are in face coordinates; 0.1 is 4.8 pixels of 96. */
export function shapeFace(identity: Identity, { left, right }: Activations): FaceShape {
  const mean = (unit: keyof Activation) => (left[unit] + right[unit]) / 2;
  const press = 1 - 0.62 * mean(23);
  const open = 0.045 * mean(25) + 0.1 * mean(26);
  return {
    halves: [shapeHalf(identity, right, -1), shapeHalf(identity, left, 1)],
    mouthY: identity.mouthY - 0.03 * mean(17) - 0.012 * mean(12) - 0.012 * mean(10) + 0.018 * mean(26),
    openUp: 0.25 * open + 0.025 * mean(10),
    openDown: open,
    lipUpper: identity.lipThickness * 0.72 * press * (1 - 0.25 * mean(12)),
    lipLower: identity.lipThickness * press * (1 - 0.2 * mean(12)) * (1 + 0.25 * mean(17)),
    chin: identity.chin + 0.07 * mean(26),
    chinBoss: mean(17),
    browFurrow: mean(4),
    foreheadLines: (mean(1) + mean(2)) / 2,
    teeth: Math.max(mean(12), mean(20)) * mean(25),
  };
}

function shapeHalf(identity: Identity, au: Activation, side: -1 | 1): HalfFace {
  const { eyeX, eyeY, browY, browLength, browArch, browTilt } = identity;
  const innerX = eyeX - browLength * 0.48;
  const rise = browY + 0.045 * au[9] + 0.035 * au[4];
  const innerY = rise - 0.105 * au[1] + 0.035 * au[4];
  const outerY = rise - browTilt - 0.09 * au[2] + 0.01 * au[4];
  const middleY = rise - browArch - 0.055 * au[1] - 0.085 * au[2] + 0.02 * au[4];
  const opening = identity.eyeOpening * (1 + 0.55 * au[5]) * (1 - 0.28 * au[7]) * (1 - 0.3 * au[9]);
  const lower = identity.eyeOpening * 0.62 * (1 + 0.15 * au[5]) * (1 - 0.75 * au[7]) * (1 - 0.6 * au[6]);
  const at = (x: number, y: number): Point => [side * x, y];
  return {
    side,
    browInner: at(innerX - 0.035 * au[4], innerY),
    browMiddle: at(innerX + browLength * 0.52 - 0.015 * au[4], middleY),
    browOuter: at(innerX + browLength, outerY),
    eye: at(eyeX, eyeY),
    lidUpper: opening * (1 - au[45]) - lower * 0.75 * au[45],
    lidLower: lower,
    corner: at(
      identity.mouthWidth + 0.065 * au[12] + 0.1 * au[20] - 0.03 * au[23] - 0.012 * au[14] - 0.012 * au[26],
      identity.mouthTilt - 0.095 * au[12] + 0.095 * au[15] - 0.04 * au[14] + 0.025 * au[20],
    ),
    nostril: at(identity.noseWidth * (0.5 + 0.12 * au[9]), identity.noseY - 0.05 * au[9] - 0.015 * au[10]),
    wingFold: identity.folds + 0.3 * au[12] + 0.4 * au[9] + 0.45 * au[10],
    eyeFold: 0.35 * au[6],
    dimple: 0.6 * au[14],
    rootFold: 0.45 * au[9],
    cheek: 0.7 * au[6] + 0.4 * au[12] + 0.2 * au[9],
  };
}
