/** The classes' shares of the votes; an emotion that is no clip's target is no class and has none. NaN where nobody voted for a class. */
export function sharesOf(votes: ReadonlyMap<string, number>, classes: readonly string[]): number[] {
  const counts = classes.map((name) => votes.get(name) ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** Shares among fewer classes are rounded another time. */
const ROUNDING = 1e-9;

export function areSameShares(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((share, index) => Math.abs(share - (b[index] ?? 0)) <= ROUNDING);
}
