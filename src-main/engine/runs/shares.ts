import type { Distribution } from '#shared/domain/label.ts';

/** The classes' shares, which add up to 1; an emotion that is no clip's target is no class and has none. NaN where no class has any. */
export function sharesOf(shares: Distribution, classes: readonly string[]): number[] {
  const ofClasses = classes.map((name) => shares[name] ?? 0);
  const total = ofClasses.reduce((sum, share) => sum + share, 0);
  return ofClasses.map((share) => share / total);
}

/** Shares among fewer classes are rounded another time. */
const ROUNDING = 1e-9;

export function areSameShares(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((share, index) => Math.abs(share - (b[index] ?? 0)) <= ROUNDING);
}
