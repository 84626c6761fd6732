import { emotionFigures } from '#shared/kernels/metrics/figures.ts';
import { clusterBootstrap, type Interval } from './bootstrap.ts';
import type { FinishedRun } from './demo-runs.ts';
import { median } from './demo-table.ts';
import type { DemoClip } from './demo-truth.ts';

/** What one way to meet imbalance gave, the median of its training seeds, each with a 95 % interval over subjects. */
export interface MinorityRow {
  readonly what: string;
  readonly cells: readonly { readonly value: number; readonly interval: Interval }[];
  readonly seconds: number;
}

type Pair = { readonly truth: string; readonly prediction: string };

const REPLICATES = 1000;

/** The statistics of the table, by their column's head. */
export function statisticsOf(classes: readonly string[], rarest: readonly string[]) {
  const figures = (pairs: readonly Pair[]) => emotionFigures([...classes], [...pairs]);
  return {
    accuracy: (pairs: readonly Pair[]) => figures(pairs).accuracy,
    'macro-F1': (pairs: readonly Pair[]) => figures(pairs).macroF1,
    ...Object.fromEntries(
      rarest.map((name) => [`recall of ${name}`, (pairs: readonly Pair[]) => recallOf(pairs, name)]),
    ),
  } satisfies Record<string, (pairs: readonly Pair[]) => number>;
}

/** NaN where there is no clip of the class. */
function recallOf(pairs: readonly Pair[], name: string): number {
  const own = pairs.filter(({ truth }) => truth === name);
  return own.filter(({ prediction }) => prediction === name).length / own.length;
}

/** The classes with the fewest clips, the rarest first. */
export function rarestClasses(clips: readonly DemoClip[], count: number): string[] {
  const sizes = new Map<string, number>();
  for (const { emotion } of clips) sizes.set(emotion, (sizes.get(emotion) ?? 0) + 1);
  return [...sizes]
    .sort(([, a], [, b]) => a - b)
    .slice(0, count)
    .map(([name]) => name);
}

/** An interval is over subjects, of the mean of the seeds' figures: what another set of subjects might give. */
export function minorityRow(
  what: string,
  runs: readonly FinishedRun[],
  clips: readonly DemoClip[],
  statistics: ReturnType<typeof statisticsOf>,
): MinorityRow {
  const truth = new Map<number, string>(clips.map(({ id, emotion }) => [id, emotion]));
  const bySubject = Map.groupBy(
    runs.flatMap((run, seed) =>
      run.predictions.map(({ clipId, subject, prediction }) => ({
        ...{ seed, subject, prediction: String(prediction), truth: truth.get(clipId) ?? '' },
      })),
    ),
    ({ subject }) => subject,
  );
  const groups = [...bySubject.values()];
  const cells = Object.values(statistics).map((statistic) => {
    const perSeed = (pairs: readonly (Pair & { readonly seed: number })[]) =>
      runs.map((_, seed) => statistic(pairs.filter((pair) => pair.seed === seed)));
    const meanOfSeeds = (pairs: readonly (Pair & { readonly seed: number })[]) =>
      perSeed(pairs).reduce((sum, value) => sum + value, 0) / runs.length;
    const interval = clusterBootstrap(groups, meanOfSeeds, REPLICATES, 1);
    return { value: median(perSeed(groups.flat())), interval };
  });
  return { what, cells, seconds: median(runs.map(({ seconds }) => seconds ?? Number.NaN)) };
}

/** In Markdown. */
export function minorityTable(rows: readonly MinorityRow[], heads: readonly string[]): string {
  const lines = [
    ['', ...heads, 'seconds'],
    ['---', ...heads.map(() => '---:'), '---:'],
    ...rows.map(({ what, cells, seconds }) => [
      what,
      ...cells.map(
        ({ value, interval }) =>
          `${value.toFixed(3)} (${interval.low.toFixed(3)} to ${interval.high.toFixed(3)})`,
      ),
      seconds.toFixed(0),
    ]),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
