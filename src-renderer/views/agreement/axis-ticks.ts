/** The least value, the middle and the greatest, each with its words; one where all values are the same, none of none. */
export function axisTicks(values: readonly number[]): readonly { value: number; words: string }[] {
  if (values.length === 0) return [];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const ticks = low === high ? [low] : [low, (low + high) / 2, high];
  return ticks.map((value) => ({ value, words: String(Number(value.toFixed(2))) }));
}
