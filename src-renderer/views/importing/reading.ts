import type { ImportReport } from '#shared/domain/import.ts';

/** How the source was read, a line each: what it was recognised as, spellings, columns, layout. */
export function readingInWords({
  recognised,
  datasets,
  aliasesApplied,
  columns,
  attributes,
  layout,
}: ImportReport): string[] {
  const line = (title: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : [`${title}: ${parts.join(', ')}`];
  const fromHeader = ([name, header]: readonly [string, string]) => `${name} from “${header}”`;
  return [
    ...line('Recognised as', recognised === null ? [] : [recognised]),
    ...line(
      'Clips of data sets',
      Object.entries(datasets).map(([name, clips]) => `${name} ${clips.toLocaleString('en')}`),
    ),
    ...line(
      'Spellings mapped',
      Object.entries(aliasesApplied).map(([from, to]) => `${from} → ${to}`),
    ),
    ...line('Columns', Object.entries(columns ?? {}).map(fromHeader)),
    ...line('Attributes of subjects', Object.entries(attributes ?? {}).map(fromHeader)),
    ...line('Layout', layout === null ? [] : [layout]),
  ];
}
