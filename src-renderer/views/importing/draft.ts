import { givenSplit } from '#shared/domain/clip.ts';
import type { ImportKind, ImportRequest } from '#shared/domain/import.ts';

/** The import form as typed. */
export interface ImportDraft {
  readonly kind: ImportKind;
  readonly source: string;
  readonly pattern: string;
  readonly aliases: string;
  readonly splits: string;
  readonly mediaRoot: string;
  readonly layout: string;
  readonly fps: string;
  readonly dataset: string;
  readonly columns: string;
}

export const EMPTY_DRAFT: ImportDraft = {
  kind: 'folder-per-class',
  source: '',
  pattern: '',
  aliases: '',
  splits: '',
  mediaRoot: '',
  layout: '',
  fps: '',
  dataset: '',
  columns: '',
};

export type DraftField = keyof ImportDraft;

/** Which fields an importer reads; the others are not shown and not sent. */
export const FIELDS_OF: Readonly<Record<ImportKind, readonly DraftField[]>> = {
  'folder-per-class': ['source', 'pattern', 'aliases', 'splits', 'fps'],
  sequences: ['source', 'pattern', 'fps'],
  videos: ['source', 'pattern', 'splits', 'fps', 'dataset'],
  'coding-sheet': ['source', 'mediaRoot', 'layout', 'aliases', 'fps', 'dataset', 'columns'],
  intensities: ['source', 'aliases'],
  megc: ['source'],
  fer2013: ['source'],
  'onset-labels': ['source'],
  openface: ['source'],
  elan: ['source', 'aliases', 'fps'],
  nova: ['source', 'aliases', 'fps'],
};

export type DraftProblems = Partial<Record<DraftField, string>>;

/** The request a draft stands for, or what is wrong with it, field by field. */
export function requestOf(
  draft: ImportDraft,
): { readonly request: ImportRequest } | { readonly problems: DraftProblems } {
  const used = (field: DraftField) => (FIELDS_OF[draft.kind].includes(field) ? draft[field].trim() : '');
  const aliases = parsePairs(used('aliases'));
  const splits = parsePairs(used('splits'));
  const columns = parsePairs(used('columns'));
  const fps = used('fps') === '' ? null : Number(used('fps'));
  const problems: DraftProblems = {
    ...(used('source') === '' ? { source: 'Name the folder or file to import.' } : {}),
    ...(typeof aliases === 'string' ? { aliases } : {}),
    ...(typeof columns === 'string' ? { columns } : {}),
    ...(splitsProblem(splits) === null ? {} : { splits: splitsProblem(splits) ?? '' }),
    ...(fps !== null && !(fps > 0) ? { fps: 'Frames per second are a number above 0.' } : {}),
    ...patternProblem(used('pattern')),
  };
  if (typeof aliases === 'string' || typeof splits === 'string' || typeof columns === 'string')
    return { problems };
  if (Object.keys(problems).length > 0) return { problems };
  return {
    request: {
      kind: draft.kind,
      source: used('source'),
      pattern: used('pattern') || null,
      aliases,
      splits: Object.fromEntries(
        Object.entries(splits).map(([name, split]) => [name, givenSplit.parse(split)]),
      ),
      mediaRoot: used('mediaRoot') || null,
      layout: used('layout') || null,
      fps,
      dataset: used('dataset') || null,
      columns,
      attributes: {},
    },
  };
}

/** Lines such as `happy = happiness`; a string says what is wrong. */
export function parsePairs(text: string): Record<string, string> | string {
  const pairs: Record<string, string> = {};
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const at = line.indexOf('=');
    const from = line.slice(0, at).trim();
    const to = line.slice(at + 1).trim();
    if (at < 0 || from === '' || to === '') return `“${line}” is not of the form name = name.`;
    pairs[from] = to;
  }
  return pairs;
}

/** The lines of `columns` with those of `{field: header}`, in the place of earlier ones. A header of several lines is one here. */
export function withColumns(columns: string, choice: Readonly<Record<string, string>>): string {
  const others = columns.split('\n').filter((line) => {
    const field = line.slice(0, line.indexOf('=')).trim();
    return line.trim() !== '' && !Object.hasOwn(choice, field);
  });
  const lines = Object.entries(choice).map(
    ([field, header]) => `${field} = ${header.replace(/\s+/g, ' ').trim()}`,
  );
  return [...others, ...lines].join('\n');
}

function splitsProblem(splits: Record<string, string> | string): string | null {
  if (typeof splits === 'string') return splits;
  const wrong = Object.entries(splits).find(([, split]) => !givenSplit.safeParse(split).success);
  return wrong === undefined
    ? null
    : `“${wrong[1]}” is no split: write ${wrong[0]} = train or ${wrong[0]} = test.`;
}

function patternProblem(pattern: string): DraftProblems {
  if (pattern === '') return {};
  try {
    new RegExp(pattern);
    return {};
  } catch (error) {
    return { pattern: error instanceof Error ? error.message : String(error) };
  }
}
