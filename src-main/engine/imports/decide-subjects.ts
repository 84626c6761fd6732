import type { ImportChanges, ReadableImports } from '#main/catalog/index.ts';
import type { Skipped } from '#main/exchange/importers/index.ts';
import type { ImportedSubject } from '#shared/domain/import.ts';

/**
 * The attributes that are news of subjects the project has, or gets with `clips`. What the project says otherwise
 * stays, and is listed.
 */
export function decideSubjects(
  given: readonly ImportedSubject[],
  clips: readonly { readonly subject: string | null }[],
  stored: ReadableImports,
  skipped: Skipped[],
): ImportChanges['subjects'] {
  if (given.length === 0) return [];
  const known = new Map(stored.subjects().map(({ name, attributes }) => [name, attributes]));
  for (const { subject } of clips) if (subject !== null && !known.has(subject)) known.set(subject, {});
  return given.flatMap(({ name, attributes }) => {
    const present = known.get(name);
    if (present === undefined) {
      skipped.push({ item: name, row: null, reason: 'no clip of the project is of this subject' });
      return [];
    }
    const news = Object.entries(attributes).filter(([attribute, value]) => {
      const other = present[attribute];
      if (other !== undefined && other !== value) {
        const reason = `the project has the ${attribute} ${other}, this source says ${value}: it is left as it is`;
        skipped.push({ item: name, row: null, reason });
      }
      return other === undefined;
    });
    return news.length === 0 ? [] : [{ name, attributes: Object.fromEntries(news) }];
  });
}
