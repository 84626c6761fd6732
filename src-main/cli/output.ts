import { OnsetError } from '#shared/base/errors.ts';

/** Done, failed, or asked for something that makes no sense. */
export const EXIT = { done: 0, failed: 1, badInput: 2 } as const;

/** The exit status for a failure: bad usage and bad input are the caller's to mend, the rest is not. */
export function exitStatusOf(error: unknown): number {
  const isCallers =
    error instanceof OnsetError &&
    (error.code === 'bad-input' || error.code === 'not-found' || error.code === 'newer-version');
  return isCallers ? EXIT.badInput : EXIT.failed;
}

/** Rows as columns of text, the first row of titles. Numbers align right. */
export function table(
  titles: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const cells = [titles, ...rows.map((row) => row.map(cellText))];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isNumber = titles.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] !== 'string'),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return cells.map(line).join('\n');
}

function cellText(value: string | number | null): string {
  if (value === null) return '–';
  return typeof value === 'number' ? formatNumber(value) : value;
}

/** Whole numbers whole, others with three decimals. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}

/** A name or a reason without what would end its line or move a terminal's cursor. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\ufffd');
}
