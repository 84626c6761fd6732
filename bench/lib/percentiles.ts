import { quantileOf } from '#shared/kernels/agreement/bootstrap.ts';

/** Of many times something took, in ms. */
export interface Spread {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly largestMs: number;
  readonly times: number;
}

export function spreadOf(timesMs: readonly number[]): Spread {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const rounded = (ms: number) => Math.round(ms * 100) / 100;
  return {
    medianMs: rounded(quantileOf(sorted, 0.5)),
    p95Ms: rounded(quantileOf(sorted, 0.95)),
    largestMs: rounded(sorted.at(-1) ?? Number.NaN),
    times: sorted.length,
  };
}

export async function timed(work: () => unknown): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
