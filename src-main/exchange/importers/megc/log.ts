import { OnsetError } from '#shared/base/errors.ts';
import { classProblem, type MegcClass, readMegcClass } from './classes.ts';
import { datasetName, identity, isKnownDataset } from './names.ts';
import { nameProblem, shown, type TextLine, textLines } from './text-lines.ts';

/** What one model said of each clip of the subject it was not shown. */
export interface MegcFold {
  /** One spelling for each: `casme2`, `samm`, `smic`; another data set's own name in lower case. */
  readonly dataset: string;
  /** As the first header writes it. */
  readonly subject: string;
  /** Its headers; a fold whose subject comes again later has several. */
  readonly headerLines: readonly number[];
  readonly rows: readonly MegcLogRow[];
}
export interface MegcLogRow {
  readonly clip: string;
  readonly truth: MegcClass;
  readonly prediction: MegcClass;
  readonly line: number;
}
export interface SkippedLine {
  readonly line: number;
  readonly reason: string;
}
/** Every line that is not blank is in one of both: a header or row of a fold, or skipped with its reason. */
export interface MegcLog {
  readonly folds: readonly MegcFold[];
  /** In the file's order. */
  readonly skipped: readonly SkippedLine[];
}

/**
 * Reads the form in which teams of MEGC publish predictions: a header `casme2 sub01`, then a line
 * `clip truth prediction` for each clip, fields apart by blanks or tabs. Rows below a header that cannot be read are
 * skipped too, since nothing says whose they are. Throws OnsetError `bad-input` for bytes that are no text.
 */
export function parseMegcLog(bytes: Uint8Array, name: string): MegcLog {
  const reader = createReader();
  for (const line of textLines(bytes, name)) reader.read(line);
  return reader.finish();
}

interface OpenFold extends MegcFold {
  readonly headerLines: number[];
  readonly rows: MegcLogRow[];
}

function createReader() {
  const folds = new Map<string, OpenFold>();
  const clips = new Map<string, MegcLogRow>();
  const skipped: SkippedLine[] = [];
  let current: OpenFold | null = null;
  let whyNone = 'no header above it names its data set and subject';

  const open = (dataset: string, subject: string, line: number) => {
    const key = identity(dataset, subject);
    const fold = folds.get(key) ?? { dataset: datasetName(dataset), subject, headerLines: [], rows: [] };
    fold.headerLines.push(line);
    folds.set(key, fold);
    return fold;
  };
  const add = (fold: OpenFold, row: MegcLogRow) => {
    const key = identity(fold.dataset, fold.subject, row.clip);
    const earlier = clips.get(key);
    if (earlier !== undefined) return skipped.push({ line: row.line, reason: repeatedReason(row, earlier) });
    clips.set(key, row);
    return fold.rows.push(row);
  };
  return {
    read({ line, text }: TextLine): void {
      const said = readLine(text);
      if (said.kind === 'header') current = open(said.dataset, said.subject, line);
      else if (said.kind === 'problem') {
        skipped.push({ line, reason: said.reason });
        if (!said.mayBeHeader) return;
        current = null;
        whyNone = `line ${line} above it may be the header of its fold and cannot be read`;
      } else if (current === null) skipped.push({ line, reason: whyNone });
      else add(current, { clip: said.clip, truth: said.truth, prediction: said.prediction, line });
    },
    finish(): MegcLog {
      const empty = [...folds.values()].filter((fold) => fold.rows.length === 0);
      const ofEmpty = empty.flatMap(({ headerLines }) =>
        headerLines.map((line) => ({ line, reason: EMPTY_HEADER })),
      );
      return {
        folds: [...folds.values()].filter((fold) => fold.rows.length > 0),
        skipped: [...skipped, ...ofEmpty].sort((a, b) => a.line - b.line),
      };
    },
  };
}

const EMPTY_HEADER = 'it is a header with no clip below it that can be read';

function repeatedReason(row: MegcLogRow, earlier: MegcLogRow): string {
  const isSame = row.truth === earlier.truth && row.prediction === earlier.prediction;
  return isSame
    ? `it says the same of clip ${row.clip} as line ${earlier.line}`
    : `clip ${row.clip} stands already in line ${earlier.line}, with other values: line ${earlier.line} is kept`;
}

type Said =
  | { readonly kind: 'header'; readonly dataset: string; readonly subject: string }
  | ({ readonly kind: 'row' } & Omit<MegcLogRow, 'line'>)
  | { readonly kind: 'problem'; readonly reason: string; readonly mayBeHeader: boolean };

/** Other white space is no blank between fields: it betrays a stray character or a lost line end. */
const BLANKS = /[\t\p{Zs}]+/u;
const FORM = 'a header is "dataset subject", a row "clip truth prediction"';

function readLine(text: string): Said {
  const fields = text.split(BLANKS, ROW_FIELDS_MAX + 1);
  const problem = (reason: string): Said => ({ kind: 'problem', reason, mayBeHeader: mayBeHeader(text) });
  const [first = '', second = '', third = ''] = fields;
  if (fields.length === 2 && isHeader(first, second))
    return { kind: 'header', dataset: first, subject: second };
  if (fields.length === 3 && !isKnownDataset(first)) return readRow(first, second, third, problem);
  return problem(`${shown(text)} is neither header nor row: ${FORM}`);
}

function readRow(clip: string, second: string, third: string, problem: (reason: string) => Said): Said {
  const truth = readMegcClass(second);
  const prediction = readMegcClass(third);
  const badName = nameProblem('clip', clip);
  if (badName !== null) return problem(badName);
  if (truth === undefined) return problem(classProblem('truth', second));
  if (prediction === undefined) return problem(classProblem('prediction', third));
  return { kind: 'row', clip, truth, prediction };
}

const DATASET = /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{N}()^.-]*$/u;
const SUBJECT = /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u;

/** Where the data set is none we know, `a 1` may as well be a row that lost a field. */
function isHeader(dataset: string, subject: string): boolean {
  const isSound = nameProblem('data set', dataset) === null && nameProblem('subject', subject) === null;
  if (!isSound || !SUBJECT.test(subject)) return false;
  return isKnownDataset(dataset) || (DATASET.test(dataset) && readMegcClass(subject) === undefined);
}

/** A row may have lost a field, or have a probability or two more. */
const ROW_FIELDS_MAX = 6;
const LINE_CHARACTERS_MAX = 1000;

/**
 * Of a line that cannot be read: whether a fold may begin in it, so that what follows is not the fold's above. A lost
 * line end or a stray character must not hide a header; what is plainly a row, or a rule of dashes, hides none.
 */
function mayBeHeader(text: string): boolean {
  if (text.length > LINE_CHARACTERS_MAX) return true;
  if (text.split(/[\s\p{C}]+/u).some(isKnownDataset)) return true;
  const fields = text.split(BLANKS);
  const [first = '', ...others] = fields;
  const classes = others.filter((field) => readMegcClass(field) !== undefined).length;
  const isClip = first.includes('_') || /^\p{N}+$/u.test(first);
  if (isClip && classes > 0) return fields.length > ROW_FIELDS_MAX;
  if (fields.length === 3) return !isClip && classes === 0;
  return /[\p{L}\p{N}]/u.test(text);
}

/**
 * The inverse of {@link parseMegcLog}; folds without rows are left out. Throws OnsetError `bad-input` for names that a
 * log cannot hold, such as one with a blank.
 */
export function formatMegcLog(folds: readonly Pick<MegcFold, 'dataset' | 'subject' | 'rows'>[]): string {
  const lines = folds
    .filter((fold) => fold.rows.length > 0)
    .flatMap(({ dataset, subject, rows }) => [
      `${dataset} ${subject}`,
      ...rows.map(({ clip, truth, prediction }) => `${clip} ${truth} ${prediction}`),
    ]);
  const text = lines.map((line) => `${line}\n`).join('');
  const { skipped } = parseMegcLog(new TextEncoder().encode(text), 'the log');
  const bad = skipped.find(({ reason }) => reason !== EMPTY_HEADER);
  if (bad !== undefined)
    throw new OnsetError('bad-input', `A MEGC log cannot hold line ${bad.line}: ${bad.reason}.`);
  return text;
}
