/** One line of the demo's table: a figure for each training seed, and the bounds it must keep to. */
export interface DemoRow {
  readonly what: string;
  readonly figure: 'UF1' | 'CCC';
  readonly least: number;
  readonly most: number;
  readonly values: readonly number[];
  /** Null where nothing was trained. */
  readonly seconds: readonly (number | null)[];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

export function passes({ values, least, most }: DemoRow): boolean {
  const figure = median(values);
  return figure >= least && figure <= most;
}

/** In Markdown; `seeds` head the columns. */
export function demoTable(rows: readonly DemoRow[], seeds: readonly number[]): string {
  const cells = [
    ['what is learned', 'figure', 'asked', ...seeds.map((seed) => `seed ${seed}`), 'median', 'seconds'],
    ['---', '---', '---', ...seeds.map(() => '---:'), '---:', '---:'],
    ...rows.map((row) => [
      row.what,
      row.figure,
      askedInWords(row),
      ...row.values.map((value) => value.toFixed(3)),
      `**${median(row.values).toFixed(3)}**${passes(row) ? '' : ' (missed)'}`,
      secondsInWords(row.seconds),
    ]),
  ];
  return cells.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function askedInWords({ least, most }: DemoRow): string {
  const bounds = [
    ...(least > 0 ? [`at least ${least.toFixed(2)}`] : []),
    ...(most < 1 ? [`at most ${most.toFixed(2)}`] : []),
  ];
  return bounds.join(', ');
}

function secondsInWords(seconds: readonly (number | null)[]): string {
  const measured = seconds.filter((value) => value !== null);
  return measured.length === 0 ? '' : median(measured).toFixed(0);
}
