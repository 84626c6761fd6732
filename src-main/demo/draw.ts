import type { Random } from '#shared/base/random.ts';

/** Uniform in [low, high). */
export const between = (random: Random, low: number, high: number) => low + (high - low) * random.next();

/** True with the given probability. */
export const chance = (random: Random, probability: number) => random.next() < probability;

/** Log-uniform in [low, high): small values as often as large ones. */
export const logBetween = (random: Random, low: number, high: number) =>
  Math.exp(between(random, Math.log(low), Math.log(high)));
