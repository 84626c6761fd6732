import { z } from 'zod';

/** An emotion's name as the project spells it: lower case, trimmed. */
export const emotionName = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'an emotion needs a name')
  .max(40, 'an emotion name has at most 40 characters');

/** One class of the project's scheme. `key` is the letter that sets it while labelling. */
export const emotion = z.object({
  name: emotionName,
  key: z.string().length(1),
  clipCount: z.number().int(),
});
export type Emotion = z.infer<typeof emotion>;

/** Spellings that mean one emotion, as data sets write them. Offered at import, applied unless the user says otherwise. */
export const EMOTION_ALIASES: Readonly<Record<string, string>> = {
  happy: 'happiness',
  joy: 'happiness',
  sad: 'sadness',
  angry: 'anger',
  disgusted: 'disgust',
  surprised: 'surprise',
  fearful: 'fear',
  afraid: 'fear',
  contemptuous: 'contempt',
  other: 'others',
};

/**
 * The project's spelling of `raw`: trimmed, lower case, aliases applied (`aliases` before the built-in ones; a name
 * they lead to is the user's choice and stays). Null for an empty cell.
 */
export function canonicalEmotion(raw: string, aliases: Readonly<Record<string, string>> = {}): string | null {
  const name = raw.trim().toLowerCase();
  if (name === '') return null;
  const own = new Map(
    Object.entries(aliases).map(([from, to]) => [from.trim().toLowerCase(), to.trim().toLowerCase()]),
  );
  const mapped = own.get(name);
  if (mapped !== undefined) return mapped;
  if ([...own.values()].includes(name)) return name;
  return Object.hasOwn(EMOTION_ALIASES, name) ? (EMOTION_ALIASES[name] ?? name) : name;
}

/** A letter per emotion: the first of its own letters still free, else the first free letter of the alphabet. Order decides. Reserved letters are never given. */
export function assignEmotionKeys(
  names: readonly string[],
  reserved: readonly string[] = [],
): Map<string, string> {
  const taken = new Set(reserved);
  const keys = new Map<string, string>();
  for (const name of names) {
    const key =
      [...name, ...'abcdefghijklmnopqrstuvwxyz'].find((c) => /[a-z]/.test(c) && !taken.has(c)) ?? '?';
    taken.add(key);
    keys.set(name, key);
  }
  return keys;
}
