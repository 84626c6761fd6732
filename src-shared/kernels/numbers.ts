/** `values[index]` where the index is known to lie inside; a RangeError where it does not. */
export function at<T>(values: ArrayLike<T>, index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`No element ${index} in a list of ${values.length}.`);
  return value;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The arithmetic mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** `numerator / denominator`, and 0 where the denominator is 0 (scikit-learn's `zero_division=0`). */
export function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

/** Whether all values are one and the same; true of nothing. */
export function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

/** Two columns of one table: a RangeError where their lengths differ. */
export function checkSameLength(yTrue: readonly unknown[], yPred: readonly unknown[]): void {
  if (yTrue.length !== yPred.length)
    throw new RangeError(`${yTrue.length} truths and ${yPred.length} predictions do not pair up.`);
}

/** Ranks from 1, ties share the mean of the ranks they cover (scipy.stats.rankdata, `average`). */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    const value = at(values, at(order, start));
    let end = start;
    while (end < order.length && at(values, at(order, end)) === value) end++;
    for (let i = start; i < end; i++) ranks[at(order, i)] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}
