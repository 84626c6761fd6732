import type { AgreementPair, AgreementRequest } from '#shared/domain/agreement.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { raterPairs } from '#shared/kernels/agreement/pairs.ts';
import { raterConfusion } from '#shared/kernels/agreement/rater-confusion.ts';
import { type Compared, type Comparison, takePair } from './compared.ts';

/**
 * Two raters on the clips that both labelled, those on which they differ most first; of those that differ as much the
 * `decided` ones last.
 */
export function comparePair(
  { kind }: AgreementRequest,
  comparison: Comparison,
  a: RaterId,
  b: RaterId,
  decided: ReadonlySet<ClipId>,
): AgreementPair {
  const columnOf = (id: RaterId) => comparison.raters.findIndex((rater) => rater.id === id);
  const { data, items } = takePair(comparison.data, columnOf(a), columnOf(b));
  const differenceOf = differenceReader(data, kind);
  const rows = [...items].flatMap((item, place) => {
    const clip = comparison.clips[item];
    if (clip === undefined) return [];
    const { difference, weight } = differenceOf(place);
    const said = (column: number) => wordOf(data, column, place);
    const { id: clipId, name: clipName, subject } = clip;
    const adjudicated = decided.has(clipId);
    return { clip: { clipId, clipName, subject, a: said(0), b: said(1), difference, adjudicated }, weight };
  });
  const isNumber = kind !== 'emotion' && kind !== 'action-units';
  return {
    clips: rows
      .sort((left, right) => right.weight - left.weight || rank(left.clip) - rank(right.clip))
      .map(({ clip }) => clip),
    blandAltman: isNumber ? blandAltmanOf(data) : null,
    confusion: kind === 'emotion' ? confusionOf(data) : null,
  };
}

const rank = ({ adjudicated }: { readonly adjudicated: boolean }): number => (adjudicated ? 1 : 0);

function saidAt({ ratings }: Compared, column: number, place: number): number {
  return ratings.raters[column]?.[place] ?? Number.NaN;
}

function wordOf(data: Compared, column: number, place: number): number | string {
  const value = saidAt(data, column, place);
  return data.classes[value] ?? data.codes[value]?.text ?? value;
}

/** `weight`: how far they differ, by which clips are sorted. */
function differenceReader(data: Compared, kind: AgreementRequest['kind']) {
  return (place: number): { difference: number; weight: number } => {
    const [a, b] = [saidAt(data, 0, place), saidAt(data, 1, place)];
    if (kind === 'emotion') return { difference: a === b ? 0 : 1, weight: a === b ? 0 : 1 };
    if (kind !== 'action-units') return { difference: a - b, weight: Math.abs(a - b) };
    const [left, right] = [data.codes[a]?.seen ?? NONE, data.codes[b]?.seen ?? NONE];
    const weight = onlyIn(left, right) + onlyIn(right, left);
    return { difference: weight === 0 ? 0 : 1, weight };
  };
}

const NONE: ReadonlySet<number> = new Set();

function onlyIn(units: ReadonlySet<number>, others: ReadonlySet<number>): number {
  return [...units].filter((unit) => !others.has(unit)).length;
}

function blandAltmanOf({ ratings }: Compared): AgreementPair['blandAltman'] {
  const [pair] = raterPairs(ratings);
  const found = pair?.differences ?? null;
  if (found === null) return null;
  return { bias: found.mean, sd: found.standardDeviation, lower: found.low, upper: found.high };
}

/** Over the classes that either of them gave. */
function confusionOf({ ratings, classes }: Compared): AgreementPair['confusion'] {
  const counts = raterConfusion(ratings, 0, 1, classes.length);
  const used = classes.flatMap((name, i) => {
    const isUsed = counts[i]?.some((count) => count > 0) || counts.some((row) => (row[i] ?? 0) > 0);
    return isUsed ? [{ name, i }] : [];
  });
  return {
    classes: used.map(({ name }) => name),
    counts: used.map((row) => used.map((column) => counts[row.i]?.[column.i] ?? 0)),
  };
}
