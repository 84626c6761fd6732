import { z } from 'zod';
import { concordance, pearson, pearsonInterval, spearman } from '#shared/kernels/metrics/correlation.ts';
import { kendallTauB } from '#shared/kernels/metrics/kendall.ts';
import {
  explainedVariance,
  meanAbsoluteError,
  meanSquaredError,
  medianAbsoluteError,
  r2,
  rootMeanSquaredError,
  signAgreement,
} from '#shared/kernels/metrics/regression.ts';
import { isRecord } from './compare.ts';
import { type FigureTable, figuresByKey } from './figures-by-key.ts';
import { type Golden, parseAs } from './golden.ts';

const caseSchema = z.object({ y_true: z.array(z.number()), y_pred: z.array(z.number()) });
type Case = z.infer<typeof caseSchema>;

const of =
  <Figure>(figure: (yTrue: readonly number[], yPred: readonly number[]) => Figure) =>
  ({ y_true, y_pred }: Case) =>
    figure(y_true, y_pred);

const FIGURES: FigureTable<Case> = [
  ['mse', of(meanSquaredError)],
  ['mae', of(meanAbsoluteError)],
  ['rmse', of(rootMeanSquaredError)],
  ['r2', of(r2)],
  ['explained_variance', of(explainedVariance)],
  ['median_ae', of(medianAbsoluteError)],
  ['pearson', (one) => of(pearson)(one).r],
  ['pearson_p', (one) => of(pearson)(one).p],
  [
    'pearson_ci([\\d.]+)_fisher',
    (one, [percent]) => pearsonInterval(one.y_true, one.y_pred, Number(percent) / 100),
  ],
  ['spearman', (one) => of(spearman)(one).r],
  ['spearman_p', (one) => of(spearman)(one).p],
  ['kendall_tau_b', (one) => of(kendallTauB)(one).r],
  ['kendall_tau_b_p', (one) => of(kendallTauB)(one).p],
  ['ccc', of((yTrue, yPred) => concordance(yTrue, yPred, 'population'))],
  ['ccc_sample_variance', of((yTrue, yPred) => concordance(yTrue, yPred, 'sample'))],
  ['sagr', of(signAgreement)],
];

/** Golden file 03: a case a key of `input`. */
export function regressionFigures({ input, expected }: Golden): Record<string, unknown> {
  const got: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(expected)) {
    if (isRecord(wanted))
      got[name] = figuresByKey(FIGURES, parseAs(caseSchema, input[name], `input.${name}`), wanted);
  }
  return got;
}
