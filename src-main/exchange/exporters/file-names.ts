const MAX_BYTES = 120;
/** Not to be had on Windows, whatever the ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Gives paths for names of any kind that every system can hold, each one once, without regard to case. */
export function createFileNames(): (parts: readonly string[], ending: string) => string {
  const taken = new Set<string>();
  return (parts, ending) => {
    const path = parts.map(safePart).join('/');
    for (let attempt = 1; ; attempt++) {
      const candidate = `${path}${attempt === 1 ? '' : ` (${attempt})`}${ending}`;
      const key = candidate.normalize('NFC').toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return candidate;
    }
  };
}

function safePart(name: string): string {
  const safe = cutTo(MAX_BYTES, name.replace(/[<>:"/\\|?*\p{C}]/gu, '_'))
    .trim()
    .replace(/[. ]+$/, '');
  if (safe === '' || /^\.+$/.test(safe)) return '_';
  return RESERVED.test(safe) || safe.startsWith('.') ? `_${safe}` : safe;
}

function cutTo(bytes: number, text: string): string {
  let kept = '';
  for (const letter of text) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(letter) > bytes) break;
    kept += letter;
  }
  return kept;
}
