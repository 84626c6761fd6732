import { basename, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedLabel } from '#shared/domain/import.ts';
import { intensity as intensityRange, round as roundRange } from '#shared/domain/label.ts';
import { type RaterKind, raterName } from '#shared/domain/rater.ts';
import { createEmotionReader, type EmotionReader } from './emotion-reader.ts';
import { createKnownClipIndex } from './known-clip-index.ts';
import { createPlan, type Importer, type KnownClip, type KnownClips, type Skipped } from './plan.ts';
import { decimalNumber, frameNumber, isNothing } from './tables/cells.ts';
import { type ColumnNames, type FoundColumns, findColumns } from './tables/columns.ts';
import { readTables } from './tables/read-tables.ts';
import type { TableRow } from './tables/table.ts';

type Field =
  | 'clip'
  | 'subject'
  | 'rater'
  | 'raterKind'
  | 'round'
  | 'status'
  | 'intensity'
  | 'emotion'
  | 'onset'
  | 'apex'
  | 'offset';
const COLUMNS: ColumnNames<Field> = {
  clip: ['Clip', 'Clip Name', 'Filename', 'Name'],
  subject: ['Subject'],
  rater: ['Rater', 'Annotator', 'Coder'],
  raterKind: ['Rater Kind'],
  round: ['Round'],
  status: ['Status'],
  intensity: ['Intensity'],
  emotion: ['Emotion'],
  // Our own exports have both: the source's number, which is read, and beside it the index.
  onset: ['Onset Source', 'Onset', 'OnsetFrame'],
  apex: ['Apex Source', 'Apex', 'ApexFrame'],
  offset: ['Offset Source', 'Offset', 'OffsetFrame'],
};
const MODEL: RaterKind = 'model';
const DECIDED: RaterKind = 'adjudicated';
const FIRST_ROUND = 1;
const REQUIRED = ['clip', 'rater', 'intensity'] as const;

interface RowLabel extends ImportedLabel {
  readonly row: number;
}

/**
 * A table of what raters said of clips the project has: clip, rater, intensity 0 to 1, and any of emotion, onset, apex,
 * offset in the source's own frame numbers. Rows that cannot be used are listed. Of rows with the same clip and rater
 * one is taken where all say the same, none where they differ. What a model suggested, as our own exports tell of it,
 * is nobody's opinion and is listed.
 */
export const importIntensities: Importer = async (request, known, task) => {
  const file = resolve(request.source);
  const name = basename(file);
  const [table] = await readTables(file);
  if (table === undefined) throw new OnsetError('bad-input', `${name} holds no rows.`);
  const columns = findColumns(table, COLUMNS, REQUIRED, name);
  const skipped: Skipped[] = columns.badRows.map(({ row, reason }) => ({ item: name, row, reason }));
  const emotions = createEmotionReader(request.aliases);
  const clips = known.all();
  if (clips.length === 0)
    throw new OnsetError(
      'bad-input',
      `The project has no clips yet that ${name} could speak of. Import the clips first.`,
    );
  const findClip = createKnownClipIndex(clips);

  const subjects = new Map<string, string | null>();
  const read: RowLabel[] = [];
  for (const [index, row] of columns.rows.entries()) {
    task.signal.throwIfAborted();
    task.report(index + 1, columns.rows.length);
    const list = (reason: string) => skipped.push({ item: name, row: row.row, reason });
    const match = findClip(columns.cell(row, 'clip'), columns.cell(row, 'subject'));
    if ('problem' in match) {
      list(columns.cell(row, 'clip') === '' ? 'it names no clip' : match.problem);
      continue;
    }
    const notOne = whyNoOpinion(row, columns);
    if (notOne !== null) {
      list(notOne);
      continue;
    }
    const label = readLabel(row, columns, { clip: match.clip, known, emotions, list });
    if (label === null) continue;
    read.push(label);
    subjects.set(match.clip.key, match.clip.subject);
  }
  const labels = oneEach(read, name, skipped);
  const plan = createPlan(request.kind, {
    clips: [],
    labels,
    skipped,
    aliasesApplied: emotions.applied(),
    columns: columns.headers,
  });
  const keys = [...new Set(labels.map((label) => label.clipKey))];
  const subjectCount = new Set(keys.flatMap((key) => subjects.get(key) ?? [])).size;
  return { ...plan, report: { ...plan.report, clips: keys.length, subjects: subjectCount } };
};

/** Our own exports also tell of what is nobody's opinion, or none yet; null for a rater's own. */
function whyNoOpinion(row: TableRow, columns: FoundColumns<Field>): string | null {
  const kind = columns.cell(row, 'raterKind').toLowerCase();
  const status = columns.cell(row, 'status').toLowerCase();
  if (kind === MODEL)
    return `it is a suggestion of the model ${columns.cell(row, 'rater')}, no rater's label`;
  if (kind === DECIDED) return "it was decided by hand where raters differ, and is no rater's label";
  return status === 'draft' || status === 'skipped'
    ? `it is a ${status === 'draft' ? 'draft' : 'skipped clip'}, not submitted`
    : null;
}

interface RowContext {
  readonly clip: KnownClip;
  readonly known: KnownClips;
  readonly emotions: EmotionReader;
  readonly list: (reason: string) => void;
}

/** Null, and listed, where rater or intensity cannot be used; other cells that cannot are left out and listed. */
function readLabel(row: TableRow, columns: FoundColumns<Field>, context: RowContext): RowLabel | null {
  const { clip, known, emotions, list } = context;
  const rater = raterName.safeParse(columns.cell(row, 'rater'));
  const intensity = readIntensity(columns.cell(row, 'intensity'));
  const cell = columns.cell(row, 'round');
  const round = roundRange.safeParse(isNothing(cell) ? FIRST_ROUND : frameNumber(cell));
  if (!round.success) {
    list(`its round "${cell}" is none`);
    return null;
  }
  if (!rater.success || typeof intensity === 'string') {
    list(
      typeof intensity === 'string' ? intensity : (rater.error?.issues[0]?.message ?? 'it names no rater'),
    );
    return null;
  }
  const { emotion, problem } = emotions.read(columns.cell(row, 'emotion'));
  if (problem !== null) list(problem);
  const numbers = () => known.sourceNumbers(clip.key);
  const mark = (name: 'onset' | 'apex' | 'offset') => {
    const cell = columns.cell(row, name);
    if (isNothing(cell)) return null;
    const number = frameNumber(cell);
    if (number !== undefined && numbers().includes(number)) return number;
    list(`its ${name} ${cell} is none of the clip's frames: it is left out`);
    return null;
  };
  const marks = { onset: mark('onset'), apex: mark('apex'), offset: mark('offset') };
  const said = { emotion, intensity, ...marks, apexEstimated: false, actionUnits: null };
  return { row: row.row, clipKey: clip.key, rater: rater.data, round: round.data, ...said };
}

/** The intensity, or why there is none. */
function readIntensity(cell: string): number | string {
  if (cell === '') return 'it has no intensity';
  const value = decimalNumber(cell);
  if (value === undefined) return `its intensity "${cell}" is no number`;
  return intensityRange.safeParse(value).success ? value : `its intensity ${cell} is not between 0 and 1`;
}

function oneEach(labels: readonly RowLabel[], name: string, skipped: Skipped[]): ImportedLabel[] {
  const groups = Map.groupBy(labels, (label) =>
    JSON.stringify([label.clipKey, label.rater.toLowerCase(), label.round]),
  );
  return [...groups.values()].flatMap((group): ImportedLabel[] => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const differ = others.some((other) => said(other) !== said(first));
    const rows = group.map((label) => label.row).join(', ');
    for (const { row } of differ ? group : others) {
      const reason = differ
        ? `rows ${rows} say different things of the same clip and rater: none is taken`
        : `it says the same as row ${first.row}`;
      skipped.push({ item: name, row, reason });
    }
    const { row: _, ...label } = first;
    return differ ? [] : [label];
  });
}

function said({ emotion, intensity, onset, apex, offset }: RowLabel): string {
  return JSON.stringify([emotion, intensity, onset, apex, offset]);
}
