import { expect, test } from 'vitest';
import {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrap,
  type Clusters,
  quantileOf,
  singly,
} from './bootstrap.ts';

type Figures = (items: Int32Array) => readonly (number | null)[];

function run(clusters: Clusters, figures: Figures, options: BootstrapOptions): BootstrapInterval[] {
  const steps = bootstrap(clusters, figures, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const meanOf = (values: readonly number[]) => (items: Int32Array) => [
  items.reduce((total, item) => total + (values[item] ?? 0), 0) / items.length,
];

test('quantiles as numpy gives them', () => {
  // numpy.quantile([1, 2, 3, 4], 0.025) and 0.975
  expect(quantileOf([1, 2, 3, 4], 0.025)).toBeCloseTo(1.075, 12);
  expect(quantileOf([1, 2, 3, 4], 0.975)).toBeCloseTo(3.925, 12);
});

test('a mean’s interval is as wide as its standard error says; clusters that are alike make it wider', () => {
  const values = Array.from({ length: 400 }, (_, i) => (i % 100) / 100);
  const [alone] = run(singly(400), meanOf(values), { replicates: 2000, seed: 1 });
  // SD of the uniform 0.2887: 1.96 · 0.2887 / √400 = 0.0283 on either side of 0.495.
  expect(alone?.interval?.low).toBeGreaterThan(0.495 - 0.033);
  expect(alone?.interval?.low).toBeLessThan(0.495 - 0.024);
  expect(alone?.interval?.high).toBeGreaterThan(0.495 + 0.024);
  expect(alone?.interval?.high).toBeLessThan(0.495 + 0.033);
  // The four of a cluster are equal: as if there were 100.
  const clusters = Array.from({ length: 100 }, (_, c) => [c, c + 100, c + 200, c + 300]);
  const [together] = run(clusters, meanOf(values), { replicates: 2000, seed: 1 });
  const width = (one: BootstrapInterval | undefined) =>
    (one?.interval?.high ?? 0) - (one?.interval?.low ?? 0);
  expect(width(together) / width(alone)).toBeGreaterThan(1.8);
  expect(width(together) / width(alone)).toBeLessThan(2.2);
});

test('whole clusters are drawn, as many as there are, each as likely', () => {
  const drawn = [0, 0, 0];
  run(
    [[0, 1], [2], [3, 4, 5]],
    (items) => {
      const counts = [0, 1, 2, 3, 4, 5].map((item) => items.filter((one) => one === item).length);
      expect([counts[0], counts[3], counts[4]]).toEqual([counts[1], counts[4], counts[5]]);
      expect((counts[0] ?? 0) + (counts[2] ?? 0) + (counts[3] ?? 0)).toBe(3);
      [0, 2, 3].forEach((item, cluster) => {
        drawn[cluster] = (drawn[cluster] ?? 0) + (counts[item] ?? 0);
      });
      return [];
    },
    { replicates: 1000, seed: 2 },
  );
  for (const times of drawn) expect(Math.abs(times - 1000)).toBeLessThan(120);
});

test('the same seed gives the same intervals, another another; a higher level a wider one', () => {
  const mean = meanOf(Array.from({ length: 40 }, (_, i) => Math.sqrt(i)));
  const of = (seed: number, level = 0.95) =>
    run(singly(40), mean, { replicates: 300, seed, level })[0]?.interval;
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
  expect(of(1, 0.99)?.low).toBeLessThan(of(1, 0.8)?.low ?? 0);
});

test('progress is told after each sample, and a caller may stop', () => {
  let computed = 0;
  const steps = bootstrap(singly(3), () => [++computed], { replicates: 10, seed: 1 });
  expect([steps.next().value, steps.next().value]).toEqual([1, 2]);
  expect(computed).toBe(2);
});

test('samples where a figure is undefined are left out and counted; with many there is no interval', () => {
  let calls = 0;
  const [rare, often, never] = run(
    singly(5),
    () => {
      calls++;
      return [calls % 20 === 0 ? null : 7, calls % 2 === 0 ? Number.NaN : 7, null];
    },
    { replicates: 100, seed: 1 },
  );
  expect(rare).toEqual({ interval: { low: 7, high: 7 }, undefinedIn: 5 });
  expect(often).toEqual({ interval: null, undefinedIn: 50 });
  expect(never).toEqual({ interval: null, undefinedIn: 100 });
  expect(run([], () => [1], { replicates: 0, seed: 1 })).toEqual([]);
});
