import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/base/random.ts';
import { suggestApex } from './apex.ts';

/** Rises from frame 10 to `peak` at frame `apex`, falls back until frame 50; level before and after. */
const hump = (apex: number, peak: number, frames = 60) =>
  Array.from({ length: frames }, (_, i) => {
    const share = i <= apex ? (i - 10) / (apex - 10) : (50 - i) / (50 - apex);
    return peak * Math.max(0, share);
  });
const plus = (a: readonly number[], b: (index: number) => number) => a.map((value, i) => value + b(i));

/** As it is measured: the noise of the frames themselves is in every value but that of the reference. */
function measured(curve: readonly number[], noise: number, seed: number, reference = 0): number[] {
  const random = createRandom(seed);
  const noisy = curve.map((value) => 1 + value + noise * random.normal());
  noisy[reference] = 0;
  return noisy;
}

describe('the suggested apex', () => {
  it('is the top of a hump, on either slope, within a frame', () => {
    for (const apex of [20, 30, 40])
      expect(Math.abs((suggestApex(hump(apex, 5), 0) ?? 99) - apex)).toBeLessThanOrEqual(1);
  });

  it('is found in noise, over a drift that rises higher at the end of the clip', () => {
    const drifting = plus(hump(30, 5), (i) => i * 0.12);
    for (let seed = 0; seed < 50; seed++) {
      const apex = suggestApex(measured(drifting, 0.1, seed), 0);
      expect(Math.abs((apex ?? 99) - 30)).toBeLessThanOrEqual(2);
    }
  });

  it('is the one that stands out most of several, also where an end of the clip is higher', () => {
    const both = plus(hump(20, 2, 120), (i) => hump(30, 5, 60)[i - 60] ?? 0);
    expect(suggestApex(both, 0)).toBe(90);
    expect(
      suggestApex(
        plus(both, (i) => Math.max(0, 8 - i)),
        0,
      ),
    ).toBe(90);
  });

  it('is none of a curve that is flat, only rises, only falls or is too short', () => {
    const line = (slope: number) => Array.from({ length: 40 }, (_, i) => 50 + slope * i);
    for (const curve of [line(0), line(1), line(-1), [], [0], [0, 1], [0, 3, 0]])
      expect(suggestApex(curve, -1)).toBe(null);
    expect(suggestApex(hump(49, 5, 50), 0)).toBe(null);
  });

  it('is seldom found where there is noise alone', () => {
    const still = new Array<number>(50).fill(0);
    const found = Array.from({ length: 200 }, (_, seed) => suggestApex(measured(still, 0.1, seed), 0));
    expect(found.filter((apex) => apex !== null).length).toBeLessThanOrEqual(10);
  });

  it('does not take the gap at the reference for the foot of a peak', () => {
    // Level but for the reference, which is 0 by definition.
    const level = new Array<number>(30).fill(1);
    level[15] = 0;
    expect(suggestApex(level, 15)).toBe(null);
  });

  it('does not change with the unit of the curve, nor with what is added to all of it but the reference', () => {
    const energies = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 80 });
    fc.assert(
      fc.property(energies, fc.integer({ min: 1, max: 64 }), (energy, unit) => {
        const scaled = energy.map((value, i) => (i === 0 ? 0 : value * unit + 4096));
        expect(suggestApex(scaled, 0)).toBe(suggestApex(energy, 0));
      }),
    );
  });

  it('is found in a recording of any length', () => {
    const curve = Array.from(
      { length: 200_000 },
      (_, index) => 10 * Math.exp(-(((index - 70_000) / 50) ** 2)),
    );
    expect(suggestApex(curve, 0)).toBe(70_000);
  });

  it('never is an end of the clip', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 255, noNaN: true }), { maxLength: 60 }), (energy) => {
        const apex = suggestApex(energy, 0);
        expect(apex === null || (apex > 0 && apex < energy.length - 1)).toBe(true);
      }),
    );
  });
});
