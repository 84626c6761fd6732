import type { ClipFilter } from '#shared/domain/clip.ts';

/** The filter in words, such as "fear or disgust · subject S03 · not yet labelled by me"; "All clips" for none. */
export function filterInWords(filter: ClipFilter): string {
  const parts = [
    alternatives(filter.emotions, (name) => name ?? 'no emotion'),
    alternatives(filter.datasets, (name) => (name === null ? 'no data set' : `data set ${name}`)),
    alternatives(filter.subjects, (name) => (name === null ? 'no subject' : `subject ${name}`)),
    alternatives(filter.splits, (name) => (name === null ? 'no split' : `${name} split`)),
    alternatives(filter.statuses, (status) => STATUS_WORDS[status ?? 'none']),
    flag(filter.labelledByMe, 'labelled by me', 'not yet labelled by me'),
    flag(filter.mediaMissing, 'media missing', 'media present'),
    filter.text === undefined || filter.text === '' ? null : `name has “${filter.text}”`,
    filter.ids === undefined ? null : `${filter.ids.length} chosen clips`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'All clips' : parts.join(' · ');
}

/** What became of a clip, as the rater's own label says. */
export const STATUS_WORDS = {
  draft: 'my drafts',
  submitted: 'submitted by me',
  skipped: 'skipped by me',
  none: 'without a label of mine',
} as const;

function alternatives<T>(values: readonly T[] | undefined, inWords: (value: T) => string): string | null {
  if (values === undefined || values.length === 0) return null;
  if (values.length > 3)
    return `${values.slice(0, 2).map(inWords).join(' or ')} or ${values.length - 2} more`;
  return values.map(inWords).join(' or ');
}

function flag(value: boolean | undefined, yes: string, no: string): string | null {
  if (value === undefined) return null;
  return value ? yes : no;
}
