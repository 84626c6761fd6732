import { z } from 'zod';
import { cronbachAlpha } from '#shared/kernels/agreement/cronbach.ts';
import { categoryTable, manyRaterKappas, percentAgreement } from '#shared/kernels/agreement/fleiss.ts';
import { type IccFigure, iccTable } from '#shared/kernels/agreement/icc.ts';
import { cohenKappaFigure } from '#shared/kernels/agreement/kappa.ts';
import { type AlphaMetric, krippendorffAlpha } from '#shared/kernels/agreement/krippendorff.ts';
import { raterConfusion } from '#shared/kernels/agreement/rater-confusion.ts';
import { type Interval, type Ratings, ratingsFromRows } from '#shared/kernels/agreement/ratings.ts';
import { ewe } from '#shared/kernels/gold/ewe.ts';
import type { KappaWeighting } from '#shared/kernels/metrics/chance-corrected.ts';
import { isRecord } from './compare.ts';
import { type FigureTable, figuresByKey } from './figures-by-key.ts';
import { type Golden, parseAs } from './golden.ts';

const caseSchema = z.object({
  ratings_items_by_raters: z.array(z.array(z.number().nullable())),
  /** The classes' codes; without them, every code up to the largest is one. */
  categories: z.array(z.number()).optional(),
});

interface Case {
  readonly ratings: Ratings;
  /** The same with each code as its place in `categories`. */
  readonly classes: Ratings;
  readonly classCount: number;
}

const table = ({ classes, classCount }: Case) => categoryTable(classes, classCount);
const kappas = (one: Case) => manyRaterKappas(table(one), one.classCount);
const alpha = ({ ratings }: Case, metric: AlphaMetric) => krippendorffAlpha(ratings, metric).value;
const ends = (interval: Interval | null | undefined) => (interval ? [interval.low, interval.high] : null);

const FIGURES: FigureTable<Case> = [
  ['icc', iccFigures],
  ['cronbach_alpha', ({ ratings }) => cronbachAlpha(ratings)?.value ?? null],
  ['cronbach_ci95(_pingouin_rounded)?', ({ ratings }) => ends(cronbachAlpha(ratings)?.interval)],
  ['ewe', eweFigures],
  [
    'krippendorff_alpha',
    (one) => ({
      nominal: alpha(one, 'nominal'),
      ordinal: alpha(one, 'ordinal'),
      interval: alpha(one, 'interval'),
      ratio: alpha(one, 'ratio'),
    }),
  ],
  ['krippendorff_nominal', (one) => alpha(one, 'nominal')],
  ['fleiss_kappa', (one) => kappas(one).fleiss.value],
  ['randolph_kappa', (one) => kappas(one).randolph.value],
  ['category_table', (one) => rowsOf(table(one), one.classCount)],
  ['cohen_kappa_pairs', (one) => kappaMatrix(one, 'none')],
  ['linear_weighted_kappa_pairs', (one) => kappaMatrix(one, 'linear')],
  ['quadratic_weighted_kappa_pairs', (one) => kappaMatrix(one, 'quadratic')],
  ['percent_agreement_mean_pairs', ({ classes, classCount }) => percentAgreement(classes, classCount)],
];

/** Golden file 04: a case a key of `input`. */
export function agreementFigures({ input, expected }: Golden): Record<string, unknown> {
  const got: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(expected)) {
    if (isRecord(wanted)) got[name] = figuresByKey(FIGURES, readCase(input, name), wanted);
  }
  return got;
}

function readCase(input: Golden['input'], name: string): Case {
  const { ratings_items_by_raters: rows, categories } = parseAs(caseSchema, input[name], `input.${name}`);
  const codes = categories ?? codesUpTo(Math.max(0, ...rows.flat().map((code) => code ?? 0)));
  const placed = rows.map((row) => row.map((code) => (code === null ? null : codes.indexOf(code))));
  return {
    ratings: ratingsFromRows(rows),
    classes: ratingsFromRows(placed),
    classCount: codes.length,
  };
}

function codesUpTo(largest: number): number[] {
  return Array.from({ length: Math.floor(largest) + 1 }, (_, code) => code);
}

function iccFigures({ ratings }: Case): Record<string, unknown> | null {
  const icc = iccTable(ratings);
  if (icc === null) return null;
  const { meanSquares } = icc.anova;
  const { icc1, icc2, icc3, icc1k, icc2k, icc3k } = icc.figures;
  return {
    ICC1: iccEntry('ICC(1,1)', icc1),
    ICC2: iccEntry('ICC(A,1)', icc2),
    ICC3: iccEntry('ICC(C,1)', icc3),
    ICC1k: iccEntry('ICC(1,k)', icc1k),
    ICC2k: iccEntry('ICC(A,k)', icc2k),
    ICC3k: iccEntry('ICC(C,k)', icc3k),
    mean_squares: {
      msb_subjects: meanSquares.betweenItems,
      msj_raters: meanSquares.betweenRaters,
      mse_residual: meanSquares.residual,
      msw_within: meanSquares.withinItems,
    },
  };
}

function iccEntry(type: string, { value, f, df1, df2, p, interval }: IccFigure): Record<string, unknown> {
  const ci95 = ends(interval);
  return { pingouin_type: type, icc: value, F: f, df1, df2, p, ci95, ci95_pingouin_rounded: ci95 };
}

function eweFigures({ ratings }: Case): Record<string, unknown> {
  const { correlations, weights, values } = ewe(ratings);
  return { rater_correlation: correlations, weights, ewe: values };
}

function rowsOf(counts: Uint32Array, width: number): number[][] {
  return Array.from({ length: counts.length / width }, (_, row) => [
    ...counts.subarray(row * width, (row + 1) * width),
  ]);
}

/** Every rater against every other, and against themselves. */
function kappaMatrix({ classes, classCount }: Case, weighting: KappaWeighting): (number | null)[][] {
  return classes.raters.map((_, a) =>
    classes.raters.map(
      (_, b) => cohenKappaFigure(raterConfusion(classes, a, b, classCount), weighting).value,
    ),
  );
}
