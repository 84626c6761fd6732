/** What each figure means, shown beside it: published figures of one name are not always one thing. */
export const DEFINITIONS = {
  uf1: 'UF1: mean over the classes of 2TP / (2TP + FP + FN), with TP, FP and FN summed over all folds first (MEGC 2019).',
  uar: 'UAR: mean over the classes of TP / n, with TP and n summed over all folds first (MEGC 2019).',
  accuracy: 'Share of clips whose emotion was predicted right, all folds together.',
  macroF1: 'Mean over the classes of F1, computed once over all folds together. The same as UF1.',
  weightedF1: 'Mean over the classes of F1, weighted by the number of clips, all folds together.',
  ccc: 'Concordance correlation: 2 cov / (var + var + (difference of means)²), population moments, all folds together.',
  pearson: "Pearson's correlation of truth and prediction, all folds together.",
  mae: 'Mean absolute error of the intensity, all folds together.',
  rmse: 'Root of the mean squared error of the intensity, all folds together.',
  mse: 'Mean squared error of the intensity, all folds together.',
} as const;
