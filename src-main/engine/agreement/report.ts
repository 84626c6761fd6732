import { assertNever } from '#shared/base/assert-never.ts';
import type { AgreementKind, AgreementReport } from '#shared/domain/agreement.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { actionUnitsMethod } from './action-units.ts';
import type { Comparison } from './compared.ts';
import { emotionMethod } from './emotion.ts';
import { type Estimate, type Method, type PairEstimates, toFigure } from './estimate.ts';
import { intensityMethod } from './intensity.ts';
import { marksMethod } from './marks.ts';

export function methodOf(kind: AgreementKind): Method {
  switch (kind) {
    case 'intensity':
      return intensityMethod;
    case 'emotion':
      return emotionMethod;
    case 'onset':
    case 'apex':
    case 'offset':
      return marksMethod;
    case 'action-units':
      return actionUnitsMethod;
    default:
      return assertNever(kind);
  }
}

/** All figures of a comparison. */
export interface Estimates {
  readonly figures: readonly Estimate[];
  /** A rater each; null for what is no number. */
  readonly biases: readonly Estimate[] | null;
  readonly pairs: readonly PairEstimates[];
}

export function estimate({ data }: Comparison, { groups, pairs, bias }: Method): Estimates {
  return {
    figures: groups.flatMap((group) => [...group(data)]),
    biases: bias?.(data) ?? null,
    pairs: [...pairs(data)],
  };
}

/** What a client is told. `notes`: more of them. */
export function toReport(
  kind: AgreementKind,
  comparison: Comparison,
  { figures, biases, pairs }: Estimates,
  notes: readonly string[] = [],
): AgreementReport {
  const { data, raters, clips } = comparison;
  const idOf = (column: number): RaterId => {
    const rater = raters[column];
    if (rater === undefined) throw new Error(`There is no rater ${column} in the comparison.`);
    return rater.id;
  };
  return {
    kind,
    clips: clips.length,
    subjects: new Set(clips.flatMap(({ subject }) => subject ?? [])).size,
    raters: raters.map(({ id, name }, column) => {
      const bias = biases?.[column];
      const said = data.ratings.raters[column]?.filter((value) => !Number.isNaN(value)) ?? [];
      return { id, name, clips: said.length, bias: bias === undefined ? null : toFigure(bias) };
    }),
    figures: figures.map(toFigure),
    pairs: pairs.flatMap(({ first, second, estimates: [headline, ...others] }) =>
      headline === undefined
        ? []
        : { a: idOf(first), b: idOf(second), headline: toFigure(headline), figures: others.map(toFigure) },
    ),
    notes: [...comparison.notes, ...notesOn(kind, comparison), ...notes],
  };
}

/** What makes figures mean less, or be missing. */
function notesOn(kind: AgreementKind, { data, raters, clips }: Comparison): string[] {
  if (raters.length < 2) return ['There are no two raters who said something of this kind of the same clip.'];
  if (kind === 'emotion' || kind === 'action-units') return [];
  const incomplete = clips.filter((_, item) =>
    data.ratings.raters.some((column) => Number.isNaN(column[item] ?? Number.NaN)),
  ).length;
  if (incomplete === 0) return [];
  const figures = kind === 'intensity' ? "ICC and Cronbach's alpha" : 'ICC';
  return [
    `${figures} need every one of the ${raters.length} raters and leave out ${incomplete} of ${clips.length} clips; the other figures use them all.`,
  ];
}
