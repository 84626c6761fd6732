/** Lines such as `anger = negative` as {emotion: class}; null for a class left empty. A string says what is wrong. */
export function classMapEntries(text: string): Record<string, string | null> | string {
  const entries: Record<string, string | null> = {};
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [from = '', to, ...more] = line.split('=').map((part) => part.trim().toLowerCase());
    if (from === '' || to === undefined || more.length > 0)
      return `“${line}” is not of the form emotion = class.`;
    if (Object.hasOwn(entries, from)) return `${from} stands there twice.`;
    entries[from] = to === '' ? null : to;
  }
  return Object.values(entries).some((to) => to !== null) ? entries : 'Give at least one emotion a class.';
}
