import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { curvePoints } from '../run/curves.ts';

export const LOSS_KINDS = ['heldOutLoss', 'loss', 'validationLoss'] as const;
export type LossKind = (typeof LOSS_KINDS)[number];

interface Compared {
  readonly id: string;
  readonly history: readonly EpochRecord[];
  /** Those the mean is over. */
  readonly folds: readonly number[];
}

/** One point an epoch, with a value a run (by its id): the mean of its folds. Runs that ended earlier have none. */
export function comparedPoints(
  runs: readonly Compared[],
  kind: LossKind,
): Readonly<Record<string, number | null>>[] {
  const curves = runs.map(({ id, history, folds }) => ({
    id,
    byEpoch: new Map(curvePoints(history, folds).map((point) => [point.x, point[kind]])),
  }));
  const epochs = [...new Set(curves.flatMap(({ byEpoch }) => [...byEpoch.keys()]))].sort((a, b) => a - b);
  return epochs.map((x) => ({
    x,
    ...Object.fromEntries(curves.map(({ id, byEpoch }) => [id, byEpoch.get(x) ?? null])),
  }));
}

export interface Difference {
  /** A spec's field, such as `model.dropout`. */
  readonly path: string;
  /** Its value in each run, in their order; null where that run's spec has no such field. */
  readonly values: readonly (string | null)[];
}

/** Why runs are not to be judged by the chart or by their figures alone; empty where nothing stands against it. */
export function comparisonWarnings(runs: readonly Pick<RunDetail, 'spec' | 'clipCount'>[]): string[] {
  const differ = (of: (run: (typeof runs)[number]) => unknown) =>
    new Set(runs.map((run) => JSON.stringify(of(run)))).size > 1;
  const tested = [
    differ(({ spec }) => spec.split) && 'the split',
    differ(({ spec, clipCount }) => [clipSetOf(spec.clipIds), clipCount]) && 'the clips',
    differ(({ spec }) => spec.target) && 'whose labels count',
  ].filter((part) => part !== false);
  const heights = differ(({ spec }) => [spec.loss, spec.classWeights, spec.densityWeights]);
  return [
    ...(heights
      ? [
          'These runs learn by different losses or weights: compare the shapes of their curves, not the heights.',
        ]
      : []),
    ...(tested.length > 0
      ? [
          `These runs are not tested alike, they differ in ${tested.join(' and ')}: neither their figures nor their held-out losses say which learned better.`,
        ]
      : []),
  ];
}

/** The same word for the same clips, in whatever order. */
const clipSetOf = (ids: RunSpec['clipIds']) =>
  ids === null ? 'all' : [...ids].sort((a, b) => a - b).join(' ');

/** What is not the same in all specs, field by field; the clips are told by their number. */
export function specDifferences(specs: readonly RunSpec[]): Difference[] {
  const clipSets = [...new Set(specs.map(({ clipIds }) => clipSetOf(clipIds)))];
  const flat = specs.map((spec) => flatSpec(spec, clipSets.indexOf(clipSetOf(spec.clipIds))));
  const paths = [...new Set(flat.flatMap((fields) => [...fields.keys()]))];
  return paths
    .map((path) => ({ path, values: flat.map((fields) => fields.get(path) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}

/** `clipSet` tells choices of as many clips apart. */
function flatSpec({ clipIds, ...spec }: RunSpec, clipSet: number): Map<string, string> {
  const fields = new Map(leaves('', spec));
  return fields.set('clips', clipIds === null ? 'all' : `${clipIds.length} (choice ${clipSet + 1})`);
}

function leaves(path: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return [[path, value.join(', ')]];
  if (typeof value !== 'object' || value === null) return [[path, value === null ? 'none' : String(value)]];
  return Object.entries(value).flatMap(([key, part]) => leaves(path === '' ? key : `${path}.${key}`, part));
}
