import type { Tolerance } from './golden.ts';

/** How many values were compared, and a line for each that differs: where, expected, got. */
export interface Comparison {
  readonly values: number;
  readonly differences: readonly string[];
}

type Path = readonly (string | number)[];

/** A key that no function exists for is left out of `got`, and is a difference. What `got` has beyond is not looked at. */
export function compare(expected: unknown, got: unknown, tolerance: Tolerance): Comparison {
  const differences: string[] = [];
  let values = 0;
  const differ = (path: Path, message: string) => differences.push(`${render(path)} ${message}`);
  const visit = (want: unknown, have: unknown, path: Path): void => {
    const limit = limitAt(path, tolerance);
    if (limit === 'not compared') return;
    if (have === undefined) {
      values++;
      differ(path, 'has no function');
    } else if (Array.isArray(want) && Array.isArray(have)) {
      if (want.length !== have.length) differ(path, `expected ${want.length} entries, got ${have.length}`);
      for (const [index, item] of want.slice(0, have.length).entries())
        visit(item, have[index], [...path, index]);
    } else if (isRecord(want) && isRecord(have)) {
      for (const [key, item] of Object.entries(want)) visit(item, have[key], [...path, key]);
    } else {
      values++;
      if (!isNear(want, have, limit)) differ(path, `expected ${show(want)}, got ${show(have)}`);
    }
  };
  visit(expected, got, []);
  return { values, differences };
}

interface Limit {
  readonly abs: number;
  readonly rel: number;
}

/** Whole numbers beyond are rounded figures, no counts. */
const LARGEST_COUNT = 2 ** 31;

/** Integers and strings exactly; other numbers within abs + rel * |expected|; undefined is null, on both sides. */
function isNear(want: unknown, have: unknown, limit: Limit): boolean {
  if (typeof want !== 'number' || typeof have !== 'number' || !Number.isFinite(have))
    return want === (typeof have === 'number' && !Number.isFinite(have) ? null : have);
  const areCounts = Number.isInteger(want) && Number.isInteger(have) && Math.abs(want) <= LARGEST_COUNT;
  if (areCounts) return want === have;
  return Math.abs(have - want) <= limit.abs + limit.rel * Math.abs(want);
}

/** The override of the nearest field name, from the value outwards; a name given in full goes before a wildcard. */
function limitAt(path: Path, tolerance: Tolerance): Limit | 'not compared' {
  const patterns = Object.keys(tolerance.overrides);
  for (const field of path.toReversed()) {
    if (typeof field === 'number') continue;
    const pattern = patterns.includes(field) ? field : patterns.find((one) => matches(one, field));
    const override = pattern === undefined ? undefined : tolerance.overrides[pattern];
    if (typeof override === 'string') return 'not compared';
    if (override !== undefined)
      return { abs: override.abs ?? tolerance.abs, rel: override.rel ?? tolerance.rel };
  }
  return tolerance;
}

/** `*` stands for any characters. */
function matches(pattern: string, field: string): boolean {
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(field);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `case.key[3]`. */
function render(path: Path): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`))
    .join('');
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
