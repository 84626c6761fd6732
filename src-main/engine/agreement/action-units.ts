import { pairsOf } from '#shared/kernels/agreement/ratings.ts';
import type { Code, Compared } from './compared.ts';
import { alpha } from './emotion.ts';
import { type Estimate, type Method, own, type PairEstimates } from './estimate.ts';

export const actionUnitsMethod: Method = { groups: [reliability, units], pairs, bias: null };

const SENTENCE =
  'Twice the units on which two coders agree, by all units either scored (Ekman & Friesen 1978); FACS asks for .70. Units nobody saw do not count, and chance is not taken out.';

/** Over all comparisons of two raters. */
function reliability(data: Compared): Estimate[] {
  const tables = pairsOf(data.ratings.raters.length).map(({ first, second }) => shared(data, first, second));
  const total = (pick: (table: Shared) => number) => tables.reduce((sum, table) => sum + pick(table), 0);
  const value = share(
    total(({ common }) => common),
    total(({ scored }) => scored),
  );
  return [own({ name: 'Agreement on units', value, clips: data.ratings.items }, 'share', SENTENCE)];
}

/** Each unit that anybody saw: seen or not, on the clips whose units were coded. */
function units(data: Compared): Estimate[] {
  const found = [...new Set(data.codes.flatMap(({ seen }) => [...seen]))].sort((a, b) => a - b);
  return found.flatMap((unit) => {
    const isSeen = data.codes.map(({ seen }) => (seen.has(unit) ? 1 : 0));
    const raters = data.ratings.raters.map((column) => column.map((code) => isSeen[code] ?? Number.NaN));
    return alpha({ ...data, ratings: { items: data.ratings.items, raters } }).map((figure) => ({
      ...figure,
      name: `AU${unit}: Krippendorff's alpha (seen or not)`,
    }));
  });
}

function* pairs(data: Compared): Generator<PairEstimates> {
  for (const { first, second } of pairsOf(data.ratings.raters.length)) {
    const { common, scored, clips } = shared(data, first, second);
    const figure = { name: 'Agreement on units', value: share(common, scored), clips };
    yield { first, second, estimates: [own(figure, 'share', SENTENCE)] };
  }
}

interface Shared {
  /** Units both saw, over the clips. */
  readonly common: number;
  /** Units one saw and units the other saw, together. */
  readonly scored: number;
  /** Those whose units both coded. */
  readonly clips: number;
}

function share(common: number, scored: number): number | null {
  return scored === 0 ? null : (2 * common) / scored;
}

function shared({ ratings, codes }: Compared, first: number, second: number): Shared {
  const a = ratings.raters[first] ?? new Float64Array();
  const b = ratings.raters[second] ?? new Float64Array();
  const inCommon = commonUnits(codes);
  let common = 0;
  let scored = 0;
  let clips = 0;
  for (let clip = 0; clip < ratings.items; clip++) {
    const [left, right] = [a[clip] ?? Number.NaN, b[clip] ?? Number.NaN];
    if (Number.isNaN(left) || Number.isNaN(right)) continue;
    clips++;
    common += inCommon(left, right);
    scored += (codes[left]?.seen.size ?? 0) + (codes[right]?.seen.size ?? 0);
  }
  return { common, scored, clips };
}

/** How many units two codes share; a project has few codes, and they come again and again. */
function commonUnits(codes: readonly Code[]): (a: number, b: number) => number {
  const known = new Map<number, number>();
  return (a, b) => {
    const key = a * codes.length + b;
    const found = known.get(key);
    if (found !== undefined) return found;
    const other = codes[b]?.seen;
    const count = [...(codes[a]?.seen ?? [])].filter((unit) => other?.has(unit)).length;
    known.set(key, count);
    return count;
  };
}
