import { mean } from './numbers.ts';

/** The raters' mean intensity; null where nobody rated. */
export function meanIntensity(values: readonly number[]): number | null {
  return mean(values);
}

/** What the most raters said: one emotion, or the tie between several (in alphabetical order); null where nobody said any. */
export function majorityEmotion(
  emotions: readonly string[],
): { readonly emotion: string } | { readonly tie: string[] } | null {
  const counts = countEmotions(emotions);
  const most = Math.max(0, ...counts.values());
  const leaders = [...counts].filter(([, count]) => count === most).map(([emotion]) => emotion);
  const [first] = leaders;
  if (first === undefined) return null;
  return leaders.length === 1 ? { emotion: first } : { tie: leaders.sort() };
}

/** How often each emotion was said. */
export function countEmotions(emotions: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const emotion of emotions) counts.set(emotion, (counts.get(emotion) ?? 0) + 1);
  return counts;
}
