import { existsSync } from 'node:fs';
import { OnsetError } from '#shared/base/errors.ts';
import { confidence } from '#shared/domain/label.ts';
import { streamLines } from '../fer2013/stream-lines.ts';
import { decimalNumber } from '../tables/cells.ts';
import type { NovaScheme } from './read-header.ts';

export interface NovaSegment {
  readonly row: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** As the scheme calls it. */
  readonly name: string;
  /** Null where it is none. */
  readonly confidence: number | null;
}

type ListRow = (row: number | null, reason: string) => void;

/** Where rows are, how many there should be, and who is told of those that cannot be read. */
interface NovaRows {
  readonly file: string;
  readonly rowCount: number | null;
  readonly list: ListRow;
}

const MAX_ROW_CHARACTERS = 10_000;
/** Where the annotator wanted to say that there is nothing to say. */
const GARBAGE = -1;

/** The rows of a .annotation~, without blank ones. Throws OnsetError `bad-input` where they are not there. */
async function* readRows({
  file,
  rowCount,
  list,
}: NovaRows): AsyncGenerator<{ row: number; cells: readonly string[] }> {
  if (!existsSync(file))
    throw new OnsetError('bad-input', `The rows of the annotation are missing: ${file}.`);
  let count = 0;
  for await (const { line, text } of streamLines(file, MAX_ROW_CHARACTERS)) {
    if (text === null || text.trim() !== '') count++;
    if (text === null) list(line, 'this line is too long to be a row');
    else if (text.includes('\uFFFD') || text.includes('\0')) list(line, 'it holds bytes that are no text');
    else if (text.trim() !== '') yield { row: line, cells: text.split(';').map((cell) => cell.trim()) };
  }
  if (rowCount !== null && rowCount !== count)
    list(null, `it has ${count} rows, its header says ${rowCount}: it was cut off, or changed`);
}

/** Rows `start;end;class;confidence` in order of their times. What is no such row is listed. */
export async function readSegments(
  rows: NovaRows,
  scheme: Exclude<NovaScheme, { type: 'continuous' }>,
): Promise<NovaSegment[]> {
  const { list } = rows;
  const segments: NovaSegment[] = [];
  for await (const { row, cells } of readRows(rows)) {
    const [start = '', end = '', label = '', sure = ''] = cells;
    const [startSeconds, endSeconds] = [decimalNumber(start), decimalNumber(end)];
    if (
      startSeconds === undefined ||
      endSeconds === undefined ||
      !(0 <= startSeconds && startSeconds <= endSeconds)
    )
      list(row, `"${start.slice(0, 40)};${end.slice(0, 40)}" is no time from and to, in seconds`);
    else {
      const name = nameOf(label, scheme);
      if (name === null) list(row, `its class "${label.slice(0, 40)}" is none of the scheme's`);
      else if (name === GARBAGE) list(row, 'it is marked as garbage');
      else segments.push({ row, startSeconds, endSeconds, name, confidence: sureness(sure, row, list) });
    }
  }
  return segments.sort((a, b) => a.startSeconds - b.startSeconds);
}

function nameOf(
  label: string,
  scheme: Exclude<NovaScheme, { type: 'continuous' }>,
): string | null | typeof GARBAGE {
  if (scheme.type === 'free') return label;
  return label === String(GARBAGE) ? GARBAGE : (scheme.classes.get(label) ?? null);
}

function sureness(cell: string, row: number, list: ListRow): number | null {
  if (cell === '') return null;
  const parsed = confidence.safeParse(decimalNumber(cell));
  if (!parsed.success)
    list(row, `its confidence "${cell.slice(0, 40)}" is not between 0 and 1: it is left out`);
  return parsed.data ?? null;
}

/** Rows `score;confidence`: the scores, made 0 to 1; null where a row has none. */
export async function readScores(
  rows: NovaRows,
  { min, max }: Extract<NovaScheme, { type: 'continuous' }>,
): Promise<(number | null)[]> {
  const { list } = rows;
  const scores: (number | null)[] = [];
  let expected = 1;
  for await (const { row, cells } of readRows(rows)) {
    // A row that could not be read still takes its time.
    while (expected < row) {
      scores.push(null);
      expected++;
    }
    expected++;
    const score = decimalNumber(cells[0] ?? '');
    const isScore = score !== undefined && score >= min && score <= max;
    if (!isScore && (cells[0] ?? '').toLowerCase() !== 'nan')
      list(
        row,
        `its score "${(cells[0] ?? '').slice(0, 40)}" is not between ${min} and ${max}: it is left out`,
      );
    scores.push(isScore ? (score - min) / (max - min) : null);
  }
  return scores;
}
