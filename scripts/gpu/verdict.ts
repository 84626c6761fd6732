import type { Trial } from '#main/learning/backends/trials.ts';

export const EXIT = { right: 0, wrong: 1, notThere: 3 } as const;

/** A backend that is there and fails its small training step is as wrong as one whose gradients are. */
export function exitOfTrial(trial: Trial): number {
  if (trial.loaded !== null) return EXIT.right;
  return trial.failed ? EXIT.wrong : EXIT.notThere;
}

/** How far a gradient may be from plain JavaScript's, as a share of the largest. */
const TOLERANCE = 1e-3;

export interface GradientFigure {
  readonly name: string;
  /** NaN where the backend gave no number. */
  readonly stray: number;
}

/** Those that are too far off; NaN is. */
export function tooFarOff(figures: readonly GradientFigure[]): GradientFigure[] {
  return figures.filter(({ stray }) => !(stray <= TOLERANCE));
}

/** The result of one backend's gradients in a line. */
export function gradientsInWords(figures: readonly GradientFigure[]): string {
  const wrong = tooFarOff(figures);
  const largest = Math.max(...figures.map(({ stray }) => stray));
  if (wrong.length === 0)
    return `gradients of ${figures.length} models and losses are cpu's within ${largest.toExponential(1)}`;
  const worst = wrong.map(({ name, stray }) => `${name}: off by ${stray.toExponential(1)}`);
  return `GRADIENTS ARE WRONG, more than ${TOLERANCE} from cpu's: ${worst.join('; ')}`;
}
