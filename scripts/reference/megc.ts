import { z } from 'zod';
import {
  accuracy,
  type ClassScores,
  classScores,
  macroAverage,
  weightedAverage,
} from '#shared/kernels/metrics/classification.ts';
import {
  type FoldPredictions,
  pooledConfusion,
  unweightedAverageRecall,
  unweightedF1,
} from '#shared/kernels/metrics/megc.ts';
import { mean } from '#shared/kernels/numbers.ts';
import { isRecord } from './compare.ts';
import { type FigureTable, figuresByKey } from './figures-by-key.ts';
import { type Golden, parseAs } from './golden.ts';

const foldSchema = z.object({
  dataset: z.string().optional(),
  y_true: z.array(z.int().nonnegative()),
  y_pred: z.array(z.int().nonnegative()),
});
const inputSchema = z.object({ classes: z.array(z.string()), folds: z.array(foldSchema) });
type Fold = z.infer<typeof foldSchema>;

interface Pool {
  readonly confusion: readonly (readonly number[])[];
  readonly scores: readonly ClassScores[];
}

const perClass =
  (field: keyof ClassScores) =>
  ({ scores }: Pool) =>
    scores.map((score) => score[field]);

const FIGURES: FigureTable<Pool> = [
  ['TP', perClass('truePositives')],
  ['FP', perClass('falsePositives')],
  ['FN', perClass('falseNegatives')],
  ['N', perClass('support')],
  ['f1', perClass('f1')],
  ['recall', perClass('recall')],
  ['UF1', ({ scores }) => unweightedF1(scores)],
  ['UAR', ({ scores }) => unweightedAverageRecall(scores)],
  ['accuracy', ({ confusion }) => accuracy(confusion)],
  ['weighted_f1', ({ scores }) => weightedAverage(scores, 'f1')],
];

/** Golden file 02: a data set of the folds, a case of its own in `input`, or (any other name) all folds together. */
export function megcFigures({ input, expected }: Golden): Record<string, unknown> {
  const { classes, folds } = parseAs(inputSchema, input, 'input');
  const got: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(expected)) {
    if (isRecord(wanted)) {
      const chosen = foldsNamed(name, folds, input);
      got[name] = figuresByKey(FIGURES, pool(chosen, classes.length), wanted);
    } else if (/mean_of_fold_macro_f1$/.test(name)) {
      got[name] = mean(folds.map((fold) => macroAverage(pool([fold], classes.length).scores, 'f1')));
    }
  }
  return got;
}

function foldsNamed(name: string, folds: readonly Fold[], input: Golden['input']): readonly Fold[] {
  const ofDataset = folds.filter((fold) => fold.dataset === name);
  if (ofDataset.length > 0) return ofDataset;
  return input[name] === undefined ? folds : [parseAs(foldSchema, input[name], `input.${name}`)];
}

function pool(folds: readonly Fold[], classCount: number): Pool {
  const predictions: FoldPredictions[] = folds.map((fold) => ({ yTrue: fold.y_true, yPred: fold.y_pred }));
  const confusion = pooledConfusion(predictions, classCount);
  return { confusion, scores: classScores(confusion) };
}
