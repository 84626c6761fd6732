import { raterBiases } from '#shared/kernels/agreement/bias.ts';
import { cronbachAlpha } from '#shared/kernels/agreement/cronbach.ts';
import { ICC_KINDS, type IccKind, iccTable } from '#shared/kernels/agreement/icc.ts';
import { cohenKappaFigure } from '#shared/kernels/agreement/kappa.ts';
import { krippendorffAlpha } from '#shared/kernels/agreement/krippendorff.ts';
import { type RaterPair, raterPairs } from '#shared/kernels/agreement/pairs.ts';
import { pool } from '#shared/kernels/agreement/pool.ts';
import { raterConfusion } from '#shared/kernels/agreement/rater-confusion.ts';
import type { Ratings } from '#shared/kernels/agreement/ratings.ts';
import type { Compared } from './compared.ts';
import { type Estimate, known, type Method, own, type PairEstimates } from './estimate.ts';

export const intensityMethod: Method = {
  groups: [reliability, alphas],
  pairs,
  bias: ({ ratings }) => biases(ratings, ''),
};

export const ICC_NAMES: Readonly<Record<IccKind, string>> = {
  icc1: 'ICC(1,1)',
  icc2: 'ICC(2,1)',
  icc3: 'ICC(3,1)',
  icc1k: 'ICC(1,k)',
  icc2k: 'ICC(2,k)',
  icc3k: 'ICC(3,k)',
};

/** Over the clips that every rater rated. */
function reliability({ ratings }: Compared): Estimate[] {
  const table = iccTable(ratings);
  const clips = table?.anova.items ?? 0;
  const cronbach = cronbachAlpha(ratings, undefined, table?.anova ?? null);
  return [
    ...ICC_KINDS.map((kind) => {
      const { value = null, interval = null } = table?.figures[kind] ?? {};
      return known(kind, { name: ICC_NAMES[kind], value, interval, clips, intervalBy: 'F distribution' });
    }),
    known('cronbach', {
      name: "Cronbach's alpha",
      value: cronbach?.value ?? null,
      interval: cronbach?.interval ?? null,
      intervalBy: 'F distribution',
      clips,
    }),
  ];
}

function alphas({ ratings }: Compared): Estimate[] {
  const shared = pool(ratings);
  return (['interval', 'ordinal', 'ratio'] as const).map((metric) =>
    known('krippendorff', {
      name: `Krippendorff's alpha (${metric})`,
      value: krippendorffAlpha(ratings, metric, shared).value,
      clips: shared.items,
    }),
  );
}

/** Each rater's mean deviation from the mean of the others, in their order. */
export function biases(ratings: Ratings, unit: Estimate['unit']): Estimate[] {
  return raterBiases(ratings).map(({ mean, items, interval }) => {
    const figure = { name: 'Bias', value: mean, clips: items, interval, intervalBy: "Student's t" };
    return known('bias', figure, unit);
  });
}

function* pairs(data: Compared): Generator<PairEstimates> {
  const placed = onLevels(data);
  for (const pair of raterPairs(data.ratings)) {
    const { first, second, items: clips } = pair;
    const weighted = placed === null ? [] : weightedKappas(placed, pair, data.levels?.length ?? 0);
    yield {
      first,
      second,
      estimates: [
        known('concordance', { name: 'CCC', clips, ...pair.concordance, intervalBy: "Lin's z" }),
        known('pearson', { name: 'Pearson', clips, ...pair.pearson, intervalBy: "Fisher's z" }),
        known('spearman', { name: 'Spearman', clips, ...pair.spearman }),
        ...weighted,
        ...differences(pair, ''),
      ],
    };
  }
}

/** Mean difference and limits of agreement (Bland & Altman 1986). */
export function differences(
  { items: clips, differences: found }: RaterPair,
  unit: Estimate['unit'],
): Estimate[] {
  const intervalBy = "Student's t";
  const figure = (name: string, value: number | null, interval: Estimate['interval'], sentence: string) =>
    own({ name, value, interval, clips, intervalBy }, unit, sentence);
  return [
    figure(
      'Mean difference',
      found?.mean ?? null,
      found?.meanInterval ?? null,
      "The first rater's value minus the second's, on average; 0 where neither is higher.",
    ),
    figure(
      'Lower limit of agreement',
      found?.low ?? null,
      found?.lowInterval ?? null,
      'About 95 of 100 differences lie above this and below the upper limit, if they are normally distributed (Bland & Altman 1986).',
    ),
    figure(
      'Upper limit of agreement',
      found?.high ?? null,
      found?.highInterval ?? null,
      'About 95 of 100 differences lie below this and above the lower limit, if they are normally distributed (Bland & Altman 1986).',
    ),
  ];
}

function onLevels({ ratings, levels }: Compared): Ratings | null {
  if (levels === null) return null;
  const places = new Map(levels.map((value, place) => [value, place]));
  const raters = ratings.raters.map((column) => column.map((value) => places.get(value) ?? Number.NaN));
  return { items: ratings.items, raters };
}

/** Of the places of the levels, as if they lay equally far apart. */
function weightedKappas(placed: Ratings, { first, second }: RaterPair, count: number): Estimate[] {
  const confusion = raterConfusion(placed, first, second, count);
  return (['linear', 'quadratic'] as const).map((weighting) => {
    const { value, interval, items } = cohenKappaFigure(confusion, weighting);
    const name = `Weighted kappa (${weighting}, ${count} levels)`;
    return known('weightedKappa', { name, value, interval, clips: items, intervalBy: NORMAL });
  });
}

/** Of Cohen's kappas. */
export const NORMAL = 'normal distribution (Fleiss, Cohen & Everitt 1969)';
