import { resolve } from 'node:path';
import { z } from 'zod';
import { type LogScore, type PoolScore, scoreLog } from '#main/engine/scores/score-log.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { MEGC_CLASSES } from '#shared/domain/scheme.ts';
import { withoutProject } from '../command.ts';
import { withNewOrOldProject } from '../new-project.ts';
import { table } from '../output.ts';

/** Where to keep the log. */
export const scoreOptions = withoutProject.extend({
  keep: z.boolean().default(false),
  project: z.string().optional(),
});

/** The figures; `run`: what the log was kept as, where that was asked for. */
export type Scored = LogScore & { readonly run?: RunId };

/** Scores a published MEGC log; with `keep`, keeps it as a run of the project, which is made where it is not there yet. */
export async function score(log: string, { keep, project }: z.infer<typeof scoreOptions>): Promise<Scored> {
  if (keep !== (project !== undefined))
    throw new OnsetError(
      'bad-input',
      keep
        ? 'Name the project that is to keep the log: --project DIR.'
        : 'Say --keep to keep the log in the project.',
    );
  const file = resolve(log);
  const scored = await scoreLog(file);
  if (project === undefined) return scored;
  const { runId: run } = await withNewOrOldProject(resolve(project), ({ call }) =>
    call('runs.keepLog', { file }),
  );
  return { ...scored, run };
}

const DEFINITIONS = [
  'UF1              mean over the three classes of 2TP / (2TP + FP + FN), the counts summed over all folds first',
  'UAR              mean over the three classes of TP / (TP + FN), the counts summed over all folds first',
  'macro precision  mean over the three classes of TP / (TP + FP), summed likewise; some papers print it as UAR',
  'accuracy         clips predicted right, of all clips',
  'A class without clips (for macro precision: never predicted) counts as 0 in the means.',
];

export function scoreInWords(result: Scored): string {
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
    ...(result.run === undefined ? [] : ['', `Kept as the run ${result.run}: see it in Review.`]),
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
