import type { EpochRecord } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { curvePoints } from '../run/curves.ts';

export const LOSS_KINDS = ['heldOutLoss', 'loss', 'validationLoss'] as const;
export type LossKind = (typeof LOSS_KINDS)[number];

interface Compared {
  readonly id: string;
  readonly history: readonly EpochRecord[];
  readonly spec: RunSpec;
}

/** One point an epoch, with a value a run (by its id): the mean of its folds. Runs that ended earlier have none. */
export function comparedPoints(
  runs: readonly Pick<Compared, 'id' | 'history'>[],
  kind: LossKind,
): Readonly<Record<string, number | null>>[] {
  const curves = runs.map(({ id, history }) => ({
    id,
    byEpoch: new Map(curvePoints(history, null).map((point) => [point.x, point[kind]])),
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

/** What is not the same in all specs, field by field; the clips are told by their number. */
export function specDifferences(specs: readonly RunSpec[]): Difference[] {
  const flat = specs.map(flatSpec);
  const paths = [...new Set(flat.flatMap((fields) => [...fields.keys()]))];
  return paths
    .map((path) => ({ path, values: flat.map((fields) => fields.get(path) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function flatSpec({ clipIds, ...spec }: RunSpec): Map<string, string> {
  const fields = new Map(leaves('', spec));
  return fields.set('clips', clipIds === null ? 'all' : String(clipIds.length));
}

function leaves(path: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return [[path, value.join(', ')]];
  if (typeof value !== 'object' || value === null) return [[path, value === null ? 'none' : String(value)]];
  return Object.entries(value).flatMap(([key, part]) => leaves(path === '' ? key : `${path}.${key}`, part));
}
