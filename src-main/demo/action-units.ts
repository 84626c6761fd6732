/** The action units the faces can move (Ekman and Friesen's Facial Action Coding System); 45 is the blink. */
export const ACTION_UNITS = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 45] as const;
export type ActionUnit = (typeof ACTION_UNITS)[number];

/** How far each unit of one side of the face is contracted, 0 to 1. */
export type Activation = Readonly<Record<ActionUnit, number>>;

/** The person's own left and right, as the coding system writes them: the person's left is the picture's right. */
export interface Activations {
  readonly left: Activation;
  readonly right: Activation;
}

/** One unit's part in an expression. */
export interface UnitPart {
  readonly unit: ActionUnit;
  /** Contraction at full intensity. */
  readonly weight: number;
  /** How often the unit takes part at all. */
  readonly chance: number;
}

export interface Expression {
  readonly parts: readonly UnitPart[];
  /** Shown on one side of the face alone, which one differs from clip to clip. */
  readonly oneSided: boolean;
}

const part = (unit: ActionUnit, weight = 1, chance = 1): UnitPart => ({ unit, weight, chance });

/** The prototypes of the field's emotions, in action units. */
export const EXPRESSIONS = {
  happiness: { oneSided: false, parts: [part(6, 0.8), part(12), part(25, 0.5, 0.5)] },
  surprise: { oneSided: false, parts: [part(1), part(2), part(5, 0.9), part(26)] },
  anger: { oneSided: false, parts: [part(4), part(7, 0.9), part(23)] },
  sadness: { oneSided: false, parts: [part(1, 0.9), part(4, 0.35), part(15), part(17, 0.6, 0.7)] },
  contempt: { oneSided: true, parts: [part(12, 0.8), part(14)] },
  disgust: { oneSided: false, parts: [part(9), part(10), part(4, 0.4, 0.5)] },
  fear: { oneSided: false, parts: [part(1), part(2, 0.5), part(4, 0.6), part(5), part(20), part(25)] },
} as const satisfies Record<string, Expression>;

export type DemoEmotion = keyof typeof EXPRESSIONS;

export const REST: Activation = {
  1: 0,
  2: 0,
  4: 0,
  5: 0,
  6: 0,
  7: 0,
  9: 0,
  10: 0,
  12: 0,
  14: 0,
  15: 0,
  17: 0,
  20: 0,
  23: 0,
  25: 0,
  26: 0,
  45: 0,
};
