import type { AgreementFigure } from '#shared/domain/agreement.ts';
import { type FigureKind, interpretation } from '#shared/kernels/agreement/interpretation.ts';
import type { Interval } from '#shared/kernels/agreement/ratings.ts';
import type { Compared } from './compared.ts';

/** A figure before it is put into words: another interval may yet take the place of its own. */
export interface Estimate {
  readonly name: string;
  /** Null where undefined. */
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Where the interval comes from; null where there is none. */
  readonly intervalBy: string | null;
  readonly clips: number;
  readonly unit: AgreementFigure['unit'];
  readonly read: (value: number | null, interval: Interval | null) => string;
}

/** Figures that are computed together: of whichever clips, the same ones in the same order. */
export type Group = (data: Compared) => readonly Estimate[];

/** Two raters, by their columns; the first figure is what the matrix of pairs shows. */
export interface PairEstimates {
  readonly first: number;
  readonly second: number;
  readonly estimates: readonly Estimate[];
}

/** How labels of a kind are compared. */
export interface Method {
  /** Figures over all raters. */
  readonly groups: readonly Group[];
  /** Every pair once. */
  readonly pairs: (data: Compared) => Iterable<PairEstimates>;
  /** How far each rater lies from the mean of the others; null for what is no number. */
  readonly bias: Group | null;
}

type Given = Pick<Estimate, 'name' | 'value' | 'clips'> & Partial<Pick<Estimate, 'interval' | 'intervalBy'>>;

/** A figure that the literature has words for. */
export function known(kind: FigureKind, given: Given, unit: Estimate['unit'] = ''): Estimate {
  const said = unit === 'frames' || unit === 'ms' ? unit : '';
  return estimate(given, unit, (value, interval) => interpretation(kind, value, interval, said));
}

/** A figure that says what it is. */
export function own(given: Given, unit: Estimate['unit'], sentence: string): Estimate {
  return estimate(given, unit, (value) => (value === null ? NOTHING : sentence));
}

const NOTHING = 'Undefined: no clip was labelled by two of the raters.';

function estimate(
  { interval = null, intervalBy = null, ...given }: Given,
  unit: Estimate['unit'],
  read: Estimate['read'],
): Estimate {
  const value = given.value === null || Number.isFinite(given.value) ? given.value : null;
  return { ...given, value, interval, intervalBy: interval === null ? null : intervalBy, unit, read };
}

export function toFigure({ read, ...figure }: Estimate): AgreementFigure {
  return { ...figure, reading: read(figure.value, figure.interval) };
}
