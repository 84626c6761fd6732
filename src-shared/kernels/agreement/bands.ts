import type { Interval } from './ratings.ts';

/** Koo & Li 2016, for intraclass correlations. */
export function kooLi(icc: number): string {
  if (icc < 0.5) return 'poor';
  if (icc < 0.75) return 'moderate';
  return icc < 0.9 ? 'good' : 'excellent';
}

/** Landis & Koch 1977, for kappas. */
export function landisKoch(kappa: number): string {
  if (kappa < 0) return 'poor';
  if (kappa <= 0.2) return 'slight';
  if (kappa <= 0.4) return 'fair';
  if (kappa <= 0.6) return 'moderate';
  return kappa <= 0.8 ? 'substantial' : 'almost perfect';
}

/** Krippendorff 2004, p. 241. */
export function krippendorffBand(alpha: number): string {
  if (alpha < 0.667) return 'below .667, where Krippendorff draws no conclusions';
  return alpha < 0.8
    ? 'between .667 and .800, enough for tentative conclusions alone'
    : 'at or above .800, what Krippendorff asks of data to rely on';
}

/** The bands an interval runs through: one, or `poor to good`; that of the value where there is no interval. */
export function bandsOf(value: number, interval: Interval | null, bandOf: (value: number) => string): string {
  const [low, high] = interval === null ? [value, value] : [interval.low, interval.high];
  return bandOf(low) === bandOf(high) ? bandOf(low) : `${bandOf(low)} to ${bandOf(high)}`;
}
