import { resolve } from 'node:path';
import { type LogScore, type PoolScore, scoreLog } from '#main/engine/scores/score-log.ts';
import { MEGC_CLASSES } from '#shared/domain/scheme.ts';
import { table } from '../output.ts';

/** Scores a published MEGC log. It needs no project. */
export const score = (log: string): Promise<LogScore> => scoreLog(resolve(log));

const DEFINITIONS = [
  'UF1              mean over the three classes of 2TP / (2TP + FP + FN), the counts summed over all folds first',
  'UAR              mean over the three classes of TP / (TP + FN), the counts summed over all folds first',
  'macro precision  mean over the three classes of TP / (TP + FP), summed likewise; some papers print it as UAR',
  'accuracy         clips predicted right, of all clips',
  'A class without clips (for macro precision: never predicted) counts as 0 in the means.',
];

export function scoreInWords(result: LogScore): string {
  const { n, folds, oneClassFolds, meanOfFolds, uf1, uar } = result;
  return [
    figureTable(result),
    '',
    ...DEFINITIONS,
    '',
    confusionTable(result.confusion),
    '',
    `${count(n, 'clip')} in ${count(folds, 'fold')}, one for each subject; ${oneClassFolds} of them of one class only.`,
    `Not the metric: the mean of the folds' own UF1 is ${figure(meanOfFolds.uf1)} (pooled ${figure(uf1)}), of their UAR ${figure(meanOfFolds.uar)} (pooled ${figure(uar)}).`,
    ...absentClasses(result),
    ...skippedLines(result),
  ].join('\n');
}

function figureTable({ datasets, ...overall }: LogScore): string {
  const row = (name: string, pool: PoolScore) => [
    ...[name, pool.n, pool.folds, figure(pool.uf1), figure(pool.uar)],
    ...[figure(pool.macroPrecision), figure(pool.accuracy)],
  ];
  return table(
    ['', 'clips', 'folds', 'UF1', 'UAR', 'macro precision', 'accuracy'],
    [row('overall', overall), ...Object.entries(datasets).map(([name, pool]) => row(name, pool))],
  );
}

/** Four decimals, as papers of the field print them. */
const figure = (value: number | null) => (value === null ? '–' : value.toFixed(4));
const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

function confusionTable(confusion: PoolScore['confusion']): string {
  const rows = MEGC_CLASSES.map((name, i) => [name, ...(confusion[i] ?? [])]);
  return table(['truth \\ prediction', ...MEGC_CLASSES], rows);
}

/** Where there is no clip of a class, the means cannot reach 1. */
function absentClasses({ datasets, confusion: all }: LogScore): string[] {
  const pools = [
    ['The log', all] as const,
    ...Object.entries(datasets).map(([name, pool]) => [name, pool.confusion] as const),
  ];
  return pools.flatMap(([name, confusion]) => {
    const absent = MEGC_CLASSES.filter((_, i) => (confusion[i] ?? []).every((cell) => cell === 0));
    return absent.length === 0
      ? []
      : `${name} has no clip of ${absent.join(' or ')}: its UF1 and UAR cannot reach 1.`;
  });
}

function skippedLines({ skipped }: LogScore): string[] {
  if (skipped.length === 0) return [];
  const lines = skipped.map(({ line, reason }) => `  line ${line}: ${reason}`);
  return ['', `${count(skipped.length, 'line')} could not be read and count in no figure:`, ...lines];
}
