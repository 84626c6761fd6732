import type { Relinked } from '#renderer/state/media.ts';

/** `1 clip`, `12 clips`. */
export const inClips = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'clip' : 'clips'}`;

/** What looking for media came to, in a sentence. */
export function relinkedInWords({ found, missing, different }: Relinked): string {
  if (found.length === 0 && missing.length === 0 && different.length === 0)
    return 'All media are where they should be.';
  const rest = missing.length === 0 ? '' : ` ${inClips(missing.length)} still without media.`;
  if (found.length > 0) return `${inClips(found.length)} found again.${rest}`;
  return `No clip was found there.${rest}`;
}
