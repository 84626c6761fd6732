import { createRandom, deriveSeed } from '#shared/base/random.ts';
import { at } from '#shared/kernels/numbers.ts';

/**
 * Indices of `yTrue`, class after class, as many of each that occurs. Over the epochs every clip of a class comes
 * before any comes again; which epoch has which follows from seed and epoch alone.
 */
export function balancedOrder(
  yTrue: readonly number[],
  classCount: number,
  seed: number,
  epoch: number,
): number[] {
  const clipsOf = Array.from({ length: classCount }, (_, label) =>
    yTrue.flatMap((own, index) => (own === label ? [index] : [])),
  );
  const present = clipsOf.filter((clips) => clips.length > 0).length;
  const each = Math.round(yTrue.length / present);
  return clipsOf.flatMap((clips, label) =>
    clips.length === 0 ? [] : drawFrom(clips, (epoch - 1) * each, each, deriveSeed(seed, `class ${label}`)),
  );
}

/** `count` clips from place `start` on, of an endless row of the clips shuffled anew each time they are through. */
function drawFrom(clips: readonly number[], start: number, count: number, seed: number): number[] {
  const firstRound = Math.floor(start / clips.length);
  const lastRound = Math.floor((start + count - 1) / clips.length);
  const rounds = Array.from({ length: lastRound - firstRound + 1 }, (_, index) =>
    createRandom(deriveSeed(seed, `round ${firstRound + index}`)).shuffle(clips),
  ).flat();
  const offset = start - firstRound * clips.length;
  return Array.from({ length: count }, (_, index) => at(rounds, offset + index));
}
