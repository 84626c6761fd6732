import { at } from './numbers.ts';

/** Frames on each side that the curve is averaged over. */
const SMOOTHING = 2;
/** A peak stands out by this many standard deviations of the curve's noise … */
const MIN_OVER_NOISE = 3;
/** … and by this share of the whole curve's height. */
const MIN_SHARE = 0.2;

/**
 * The frame where a motion curve, measured from the frame `reference`, has its clear maximum; null where it has none. The
 * apex as the frame that differs most from the onset is the field's usual stand-in (Yan et al. 2014; Patel et al. 2015).
 *
 * The curve is averaged over 5 frames. The frame is taken that stands highest above the lowest before it and the lowest
 * after it, whichever is higher. So a curve that only rises (a head that drifts) has none, and neither end is one. It has to
 * stand out by three standard deviations of the noise from frame to frame ({@link noiseOf}), and by a fifth of the
 * curve's height.
 */
export function suggestApex(energy: readonly number[], reference: number): number | null {
  const curve = withoutReference(energy, reference);
  const smooth = curve.map((_, index) => meanAround(curve, index));
  const height = heightOf(smooth);
  const before = lowestUpTo(smooth);
  const after = lowestUpTo(smooth.toReversed()).toReversed();
  const least = Math.max(MIN_OVER_NOISE * noiseOf(curve), MIN_SHARE * height);
  let apex: number | null = null;
  let highest = 0;
  for (let index = 1; index < smooth.length - 1; index++) {
    const above = at(smooth, index) - Math.max(at(before, index), at(after, index));
    if (above < least || above <= highest) continue;
    apex = index;
    highest = above;
  }
  return apex;
}

/** The reference is exactly 0, where every other frame has at least its noise: the mean of its neighbours stands in for it. */
function withoutReference(energy: readonly number[], reference: number): number[] {
  const neighbours = [reference - 1, reference + 1].flatMap((index) => energy[index] ?? []);
  const between = neighbours.reduce((sum, value) => sum + value, 0) / Math.max(1, neighbours.length);
  return energy.map((value, index) => (index === reference ? between : value));
}

/** Over fewer frames near the ends, as many on either side. */
function meanAround(curve: readonly number[], index: number): number {
  const reach = Math.min(SMOOTHING, index, curve.length - 1 - index);
  let sum = 0;
  for (let i = index - reach; i <= index + reach; i++) sum += at(curve, i);
  return sum / (2 * reach + 1);
}

/**
 * Standard deviation of the noise from frame to frame, whatever the curve's shape: by how far each value lies from the
 * middle of its neighbours, whose variance is 3/2 of the noise's (Gasser, Sroka and Jennen-Steinmetz 1986), through the
 * median, which a jump does not move.
 */
function noiseOf(curve: readonly number[]): number {
  const distances: number[] = [];
  for (let i = 1; i < curve.length - 1; i++)
    distances.push(Math.abs((at(curve, i - 1) + at(curve, i + 1)) / 2 - at(curve, i)));
  if (distances.length === 0) return 0;
  distances.sort((a, b) => a - b);
  const middle = (distances.length - 1) / 2;
  const median = (at(distances, Math.floor(middle)) + at(distances, Math.ceil(middle))) / 2;
  return (NORMAL_MAD * median) / Math.sqrt(1.5);
}

/** Standard deviation of a normal distribution by its median absolute deviation. */
const NORMAL_MAD = 1.4826;

/** From the lowest value to the highest. Value by value: a call takes no more than some 100,000 arguments. */
function heightOf(curve: readonly number[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of curve) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return highest - lowest;
}

/** For each place the lowest value up to there. */
function lowestUpTo(curve: readonly number[]): number[] {
  let lowest = Number.POSITIVE_INFINITY;
  return curve.map((value) => {
    lowest = Math.min(lowest, value);
    return lowest;
  });
}
