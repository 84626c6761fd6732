type Cell = string | number | boolean | null;

/** One record as RFC 4180 has it, with its CRLF; null is an empty cell. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(toText).join(',')}\r\n`;
}

function toText(value: Cell): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
