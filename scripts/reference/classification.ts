import { z } from 'zod';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  reliabilityBins,
} from '#shared/kernels/metrics/calibration.ts';
import { cohenKappa, matthewsCorrelation } from '#shared/kernels/metrics/chance-corrected.ts';
import {
  accuracy,
  type ClassScores,
  classScores,
  confusionMatrix,
  geometricMeanRecall,
  macroAverage,
  microF1,
  normalizeColumns,
  normalizeRows,
  presentAverage,
  weightedAverage,
} from '#shared/kernels/metrics/classification.ts';
import { argmax, brierSum, logLoss, topKAccuracy } from '#shared/kernels/metrics/probabilities.ts';
import {
  averagePrecision,
  meanOfAll,
  meanOfDefined,
  oneVersusRest,
  rocAuc,
  rocAucOneVersusOne,
} from '#shared/kernels/metrics/ranking.ts';
import { isRecord } from './compare.ts';
import { type FigureTable, figuresByKey } from './figures-by-key.ts';
import { type Golden, parseAs } from './golden.ts';

const caseSchema = z.object({
  labels: z.array(z.string()),
  y_true: z.array(z.int().nonnegative()),
  proba: z.array(z.array(z.number())),
});

/** A case with what many of its figures start from. */
interface Case {
  readonly yTrue: readonly number[];
  readonly yPred: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
  readonly classCount: number;
  readonly confusion: readonly (readonly number[])[];
  readonly scores: readonly ClassScores[];
}

const average =
  (mean: typeof macroAverage) =>
  ({ scores }: Case) => ({
    p: mean(scores, 'precision'),
    r: mean(scores, 'recall'),
    f: mean(scores, 'f1'),
  });
const perClass =
  (field: keyof ClassScores) =>
  ({ scores }: Case) =>
    scores.map((score) => score[field]);
const aucs = (one: Case) => oneVersusRest(one.yTrue, one.probabilities, one.classCount, rocAuc);
const precisions = (one: Case) =>
  oneVersusRest(one.yTrue, one.probabilities, one.classCount, averagePrecision);
const bins = (one: Case, count: number) => reliabilityBins(one.yTrue, one.probabilities, count);
const brier = (one: Case) => brierSum(one.yTrue, one.probabilities);

const FIGURES: FigureTable<Case> = [
  ['y_pred', ({ yPred }) => yPred],
  ['confusion', ({ confusion }) => confusion],
  ['confusion_row_normalized', ({ confusion }) => normalizeRows(confusion)],
  ['confusion_col_normalized', ({ confusion }) => normalizeColumns(confusion)],
  ['accuracy', ({ confusion }) => accuracy(confusion)],
  ['balanced_accuracy', ({ scores }) => presentAverage(scores, 'recall')],
  ['precision', perClass('precision')],
  ['recall', perClass('recall')],
  ['f1', perClass('f1')],
  ['support', perClass('support')],
  ['specificity', perClass('specificity')],
  ['macro', average(macroAverage)],
  ['weighted', average(weightedAverage)],
  ['macro_present_only_f1', ({ scores }) => presentAverage(scores, 'f1')],
  ['micro_f1', ({ scores }) => microF1(scores)],
  ['kappa', ({ confusion }) => cohenKappa(confusion, 'none')],
  ['kappa_linear', ({ confusion }) => cohenKappa(confusion, 'linear')],
  ['kappa_quadratic', ({ confusion }) => cohenKappa(confusion, 'quadratic')],
  ['mcc', ({ confusion }) => matthewsCorrelation(confusion)],
  ['gmean', ({ scores }) => geometricMeanRecall(scores)],
  ['log_loss', ({ yTrue, probabilities }) => logLoss(yTrue, probabilities)],
  ['roc_auc_per_class', aucs],
  ['roc_auc_macro_present', (one) => meanOfDefined(aucs(one))],
  [
    'roc_auc_ovr_macro',
    (one) =>
      meanOfAll(
        aucs(one),
        aucs(one).map(() => 1),
      ),
  ],
  ['roc_auc_ovr_weighted', (one) => meanOfAll(aucs(one), perClass('support')(one))],
  ['roc_auc_ovo_macro', (one) => rocAucOneVersusOne(one.yTrue, one.probabilities, one.classCount)],
  ['average_precision_per_class', precisions],
  ['average_precision_macro_present', (one) => meanOfDefined(precisions(one))],
  ['top_k', topK],
  ['ece(\\d+)', (one, [count]) => expectedCalibrationError(bins(one, Number(count)))],
  ['mce(\\d+)', (one, [count]) => maximumCalibrationError(bins(one, Number(count)))],
  ['ece_bins', (one, _, expected) => bins(one, Array.isArray(expected) ? expected.length : 0)],
  ['brier_sum', brier],
  ['brier_half', (one) => half(brier(one))],
];

/** Golden file 01: a case a key of `input`. */
export function classificationFigures({ input, expected }: Golden): Record<string, unknown> {
  const got: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(expected)) {
    if (isRecord(wanted)) got[name] = figuresByKey(FIGURES, readCase(input, name), wanted);
  }
  return got;
}

function readCase(input: Golden['input'], name: string): Case {
  const { labels, y_true: yTrue, proba: probabilities } = parseAs(caseSchema, input[name], `input.${name}`);
  const yPred = probabilities.map(argmax);
  const confusion = confusionMatrix(yTrue, yPred, labels.length);
  const scores = classScores(confusion);
  return { yTrue, yPred, probabilities, classCount: labels.length, confusion, scores };
}

/** The share for each k that is a key of what is expected. */
function topK(one: Case, _: readonly string[], expected: unknown): Record<string, unknown> {
  const keys = isRecord(expected) ? Object.keys(expected).filter((key) => /^\d+$/.test(key)) : [];
  return Object.fromEntries(keys.map((k) => [k, topKAccuracy(one.yTrue, one.probabilities, Number(k))]));
}

function half(value: number | null): number | null {
  return value === null ? null : value / 2;
}
