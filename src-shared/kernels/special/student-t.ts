import { fQuantile } from './f-distribution.ts';

/** The t with P(|T| <= t) = `level`, such as 2.262157 for 0.95 and 9 degrees of freedom: T² follows F(1, df). */
export function studentCentralQuantile(level: number, df: number): number {
  return Math.sqrt(fQuantile(level, 1, df));
}
