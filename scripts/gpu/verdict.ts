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
