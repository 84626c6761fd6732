import { createRandom } from '../../base/random.ts';
import { DEFAULT_LEVEL, type Interval } from './ratings.ts';

/** What is drawn as a whole: clips of their own, or all clips of a subject, since they are alike. */
export type Clusters = readonly ArrayLike<number>[];

/** Items each drawn on their own. */
export function singly(items: number): Clusters {
  return Array.from({ length: items }, (_, item) => [item]);
}

export interface BootstrapOptions {
  readonly replicates: number;
  readonly seed: number;
  readonly level?: number;
}

export interface BootstrapInterval {
  /** Null where the figure was undefined in more than a tenth of the samples: what remains is no fair sample. */
  readonly interval: Interval | null;
  /** Samples in which the figure was undefined; they are left out. */
  readonly undefinedIn: number;
}

const UNDEFINED_AT_MOST = 0.1;

/**
 * Efron's percentile intervals of one or more figures over samples of whole clusters, drawn with replacement. Yields
 * after each sample how many are done, so that a caller can tell progress and stop; returns an interval for each figure.
 */
export function* bootstrap(
  clusters: Clusters,
  figures: (items: Int32Array) => readonly (number | null)[],
  { replicates, seed, level = DEFAULT_LEVEL }: BootstrapOptions,
): Generator<number, BootstrapInterval[], void> {
  const random = createRandom(seed);
  const found: (readonly (number | null)[])[] = [];
  for (let done = 1; done <= replicates; done++) {
    found.push(figures(sampleOf(clusters, random.int)));
    yield done;
  }
  const count = found[0]?.length ?? 0;
  return Array.from({ length: count }, (_, figure) =>
    percentiles(
      found.map((values) => values[figure] ?? null),
      level,
    ),
  );
}

function sampleOf(clusters: Clusters, draw: (n: number) => number): Int32Array {
  const drawn = clusters.map(() => clusters[draw(clusters.length)] ?? []);
  const items = new Int32Array(drawn.reduce((total, cluster) => total + cluster.length, 0));
  let filled = 0;
  for (const cluster of drawn) {
    items.set(cluster, filled);
    filled += cluster.length;
  }
  return items;
}

function percentiles(values: readonly (number | null)[], level: number): BootstrapInterval {
  const defined = values.filter((value) => value !== null && Number.isFinite(value)).map(Number);
  const undefinedIn = values.length - defined.length;
  if (defined.length === 0 || undefinedIn > UNDEFINED_AT_MOST * values.length)
    return { interval: null, undefinedIn };
  const sorted = defined.sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  return {
    interval: { low: quantileOf(sorted, tail), high: quantileOf(sorted, 1 - tail) },
    undefinedIn,
  };
}

/** Of ascending values, linear between the nearest two (numpy's default); NaN of none. */
export function quantileOf(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const low = sorted[Math.floor(position)] ?? Number.NaN;
  const high = sorted[Math.ceil(position)] ?? Number.NaN;
  return low + (high - low) * (position - Math.floor(position));
}
