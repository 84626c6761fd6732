import { canonicalEmotion, emotionName } from '#shared/domain/emotion.ts';

export interface EmotionReader {
  /** The project's spelling; null for an empty cell. `problem` says why a name cannot be kept. */
  read(raw: string): { readonly emotion: string | null; readonly problem: string | null };
  /** Spellings that were mapped so far: {as written: as kept}. */
  applied(): Record<string, string>;
}

/** Reads emotion names as the project spells them and remembers which spellings it changed. */
export function createEmotionReader(aliases: Readonly<Record<string, string>>): EmotionReader {
  const seen = new Map<string, ReturnType<EmotionReader['read']>>();
  const applied = new Map<string, string>();
  const readNew = (raw: string) => {
    const canonical = canonicalEmotion(raw, aliases);
    if (canonical === null) return { emotion: null, problem: null };
    const parsed = emotionName.safeParse(canonical);
    if (!parsed.success)
      return { emotion: null, problem: parsed.error.issues[0]?.message ?? 'this is no name of an emotion' };
    if (raw.trim() !== parsed.data) applied.set(raw.trim(), parsed.data);
    return { emotion: parsed.data, problem: null };
  };
  return {
    read: (raw) => {
      const known = seen.get(raw);
      if (known !== undefined) return known;
      const result = readNew(raw);
      seen.set(raw, result);
      return result;
    },
    applied: () => Object.fromEntries(applied),
  };
}
