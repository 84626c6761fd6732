import { at, checkSameLength, mean, sum } from '../numbers.ts';
import { argmax, type Probabilities } from './probabilities.ts';

/** Clips whose confidence lies in (lo, hi]; the first bin holds 0 too. `acc` and `conf` are null where it is empty. */
export interface ReliabilityBin {
  readonly lo: number;
  readonly hi: number;
  readonly n: number;
  /** Share that was predicted right. */
  readonly acc: number | null;
  /** Mean confidence. */
  readonly conf: number | null;
}

/** The reliability diagram: `binCount` bins of equal width, edges i/binCount; confidence is the highest probability. */
export function reliabilityBins(
  yTrue: readonly number[],
  probabilities: Probabilities,
  binCount: number,
): ReliabilityBin[] {
  checkSameLength(yTrue, probabilities);
  const upperEdges = Array.from({ length: binCount }, (_, i) => (i + 1) / binCount);
  const members = upperEdges.map(() => ({ right: [] as number[], confidence: [] as number[] }));
  probabilities.forEach((row, i) => {
    const predicted = argmax(row);
    const confidence = at(row, predicted);
    const found = upperEdges.findIndex((edge) => confidence <= edge);
    const bin = at(members, found === -1 ? binCount - 1 : found);
    bin.right.push(predicted === at(yTrue, i) ? 1 : 0);
    bin.confidence.push(confidence);
  });
  return members.map(({ right, confidence }, i) => ({
    lo: i / binCount,
    hi: at(upperEdges, i),
    n: right.length,
    acc: mean(right),
    conf: mean(confidence),
  }));
}

/** Expected calibration error (Guo et al. 2017): the bins' gaps |acc - conf|, weighted by their size; null without clips. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  const total = sum(bins.map((bin) => bin.n));
  return total === 0 ? null : sum(bins.map((bin) => (bin.n / total) * gap(bin)));
}

/** Maximum calibration error: the widest gap of any bin; null without clips. */
export function maximumCalibrationError(bins: readonly ReliabilityBin[]): number | null {
  return bins.some((bin) => bin.n > 0) ? Math.max(...bins.map(gap)) : null;
}

function gap({ acc, conf }: ReliabilityBin): number {
  return acc === null || conf === null ? 0 : Math.abs(acc - conf);
}
