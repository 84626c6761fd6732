import type { EmotionFigures, IntensityFigures } from '#shared/domain/review.ts';
import {
  accuracy,
  classScores,
  confusionMatrix,
  macroAverage,
  normalizeRows,
  weightedAverage,
} from './classification.ts';
import { concordance, pearson } from './correlation.ts';
import { unweightedAverageRecall, unweightedF1 } from './megc.ts';
import { meanAbsoluteError, meanSquaredError, rootMeanSquaredError } from './regression.ts';

/** All figures of an emotion run from its held-out predictions of ALL folds; a name outside `classes` is a RangeError. */
export function emotionFigures(
  classes: readonly string[],
  pairs: readonly { readonly truth: string; readonly prediction: string }[],
): EmotionFigures {
  const indexOf = (name: string) => {
    const index = classes.indexOf(name);
    if (index === -1) throw new RangeError(`${name} is none of the run's classes: ${classes.join(', ')}.`);
    return index;
  };
  const confusion = confusionMatrix(
    pairs.map((pair) => indexOf(pair.truth)),
    pairs.map((pair) => indexOf(pair.prediction)),
    classes.length,
  );
  const scores = classScores(confusion);
  return {
    task: 'emotion',
    classes: [...classes],
    confusion,
    confusionByRow: normalizeRows(confusion),
    perClass: scores.map(({ precision, recall, f1, support }, index) => ({
      name: classes[index] ?? '',
      precision,
      recall,
      f1,
      support,
    })),
    accuracy: accuracy(confusion) ?? 0,
    macroF1: macroAverage(scores, 'f1'),
    weightedF1: weightedAverage(scores, 'f1'),
    uf1: unweightedF1(scores),
    uar: unweightedAverageRecall(scores),
  };
}

/** All figures of an intensity run from its held-out predictions of ALL folds. Null where undefined or not finite. */
export function intensityFigures(
  pairs: readonly { readonly truth: number; readonly prediction: number }[],
): IntensityFigures {
  const yTrue = pairs.map((pair) => pair.truth);
  const yPred = pairs.map((pair) => pair.prediction);
  return {
    task: 'intensity',
    mse: finite(meanSquaredError(yTrue, yPred)),
    mae: finite(meanAbsoluteError(yTrue, yPred)),
    rmse: finite(rootMeanSquaredError(yTrue, yPred)),
    ccc: finite(concordance(yTrue, yPred)),
    pearson: finite(pearson(yTrue, yPred).r),
  };
}

function finite(figure: number | null): number | null {
  return figure !== null && Number.isFinite(figure) ? figure : null;
}
