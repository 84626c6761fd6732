import { normalCentralQuantile } from '../special/normal.ts';
import { correlationOf, type Moments } from './moments.ts';
import type { Interval } from './ratings.ts';

/**
 * Lin's concordance correlation (1989), moments over n: 0 where one rater is constant, null where both are the same
 * constant. Interval by his z-transform.
 */
export function concordanceFigure(
  moments: Moments,
  level: number,
): { value: number | null; interval: Interval | null } {
  const { n, meanX, meanY, xx, yy, xy } = moments;
  const denominator = xx + yy + n * (meanX - meanY) ** 2;
  if (!(denominator > 0)) return { value: null, interval: null };
  const value = (2 * xy) / denominator;
  return { value, interval: intervalOf(value, moments, level) };
}

/**
 * Null below three items, and where a correlation of 0 or a perfect one leaves the transform without a variance. The
 * variance is that of Lin's correction (Biometrics 56, 2000, p. 324).
 */
function intervalOf(value: number, moments: Moments, level: number): Interval | null {
  const { n, meanX, meanY, xx, yy } = moments;
  const r = correlationOf(moments);
  if (n < 3 || r === null || value === 0 || Math.abs(value) >= 1) return null;
  const shift2 = (n * (meanX - meanY) ** 2) / Math.sqrt(xx * yy);
  const room = 1 - value ** 2;
  const variance =
    (((1 - r ** 2) * value ** 2) / (room * r ** 2) +
      (2 * value ** 3 * (1 - value) * shift2) / (r * room ** 2) -
      (value ** 4 * shift2 ** 2) / (2 * r ** 2 * room ** 2)) /
    (n - 2);
  if (!(variance > 0 && Number.isFinite(variance))) return null;
  const half = normalCentralQuantile(level) * Math.sqrt(variance);
  return { low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) };
}
