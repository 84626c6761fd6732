import type { Random } from '#shared/base/random.ts';
import { between } from './draw.ts';

/** A slow wander that starts at 0: two waves of random pace and phase over the clip. */
export interface Drift {
  readonly waves: readonly { readonly height: number; readonly cycles: number; readonly phase: number }[];
}

export function drawDrift(random: Random, reach: number): Drift {
  const wave = (share: number, slow: number, fast: number) => ({
    height: reach * share * between(random, 0.4, 1),
    cycles: between(random, slow, fast),
    phase: between(random, 0, 2 * Math.PI),
  });
  return { waves: [wave(0.75, 0.3, 0.8), wave(0.35, 0.9, 2)] };
}

/** `at`: 0 at the clip's start, 1 at its end. */
export function driftAt(drift: Drift, at: number): number {
  let sum = 0;
  for (const { height, cycles, phase } of drift.waves)
    sum += height * (Math.sin(2 * Math.PI * cycles * at + phase) - Math.sin(phase));
  return sum;
}

/** 0 up to the onset, 1 at the apex, 0 from the offset on; smooth (Hermite) between, exact at the marks. */
export function envelope(
  frame: number,
  { onset, apex, offset }: { readonly onset: number; readonly apex: number; readonly offset: number },
): number {
  if (frame <= onset || frame >= offset) return 0;
  const t = frame <= apex ? (frame - onset) / (apex - onset) : (offset - frame) / (offset - apex);
  return t * t * (3 - 2 * t);
}
