import { iccTable } from '#shared/kernels/agreement/icc.ts';
import { type MarkDistance, markAgreement } from '#shared/kernels/agreement/marks.ts';
import { raterPairs } from '#shared/kernels/agreement/pairs.ts';
import { pairsOf } from '#shared/kernels/agreement/ratings.ts';
import type { Compared } from './compared.ts';
import { type Estimate, known, type Method, own, type PairEstimates } from './estimate.ts';
import { biases, differences, ICC_NAMES } from './intensity.ts';

/** Onset, apex and offset: frames from 0 within their clips. */
export const marksMethod: Method = {
  groups: [overall],
  pairs,
  bias: ({ ratings }) => biases(ratings, 'frames'),
};

const NEAR_FRAMES = 2;
/** One part of so many of the clip's frames. */
const PARTS = 10;

function overall(data: Compared): Estimate[] {
  const { ratings, fps } = data;
  const table = iccTable(ratings);
  const { value = null, interval = null } = table?.figures.icc2 ?? {};
  const clips = table?.anova.items ?? 0;
  return [
    ...distances(markAgreement(ratings, fps, [NEAR_FRAMES]).all, ratings.items),
    nearShare(data, pairsOf(ratings.raters.length), ratings.items),
    known('icc2', { name: ICC_NAMES.icc2, value, interval, clips, intervalBy: 'F distribution' }),
  ];
}

function* pairs(data: Compared): Generator<PairEstimates> {
  const { ratings, fps } = data;
  const found = markAgreement(ratings, fps, [NEAR_FRAMES]).pairs;
  const compared = [...raterPairs(ratings)];
  for (const [index, { first, second, ...distance }] of found.entries()) {
    const pair = compared[index];
    yield {
      first,
      second,
      estimates: [
        ...distances(distance, distance.comparisons),
        nearShare(data, [{ first, second }], distance.comparisons),
        ...(pair === undefined ? [] : differences(pair, 'frames')),
      ],
    };
  }
}

function distances(
  { meanFrames, medianFrames, within, meanMs, timed }: MarkDistance,
  clips: number,
): Estimate[] {
  const ms = { name: 'Mean absolute difference in time', value: meanMs, clips };
  return [
    known('markDistance', { name: 'Mean absolute difference', value: meanFrames, clips }, 'frames'),
    own(
      ms,
      'ms',
      `By the clips' frame rates, where they are known (${timed} comparisons); it can be held against other cameras.`,
    ),
    own(
      { name: 'Median absolute difference', value: medianFrames, clips },
      'frames',
      'Half of the comparisons lie no further apart; a few gross differences do not move it.',
    ),
    own(
      { name: `Within ${NEAR_FRAMES} frames`, value: within[0]?.share ?? null, clips },
      'share',
      `The share of comparisons in which two raters were at most ${NEAR_FRAMES} frames apart.`,
    ),
  ];
}

function nearShare(
  { ratings, frameCounts }: Compared,
  compared: readonly { readonly first: number; readonly second: number }[],
  clips: number,
): Estimate {
  let comparisons = 0;
  let near = 0;
  for (const { first, second } of compared) {
    const a = ratings.raters[first] ?? new Float64Array();
    const b = ratings.raters[second] ?? new Float64Array();
    for (let clip = 0; clip < ratings.items; clip++) {
      const distance = Math.abs((a[clip] ?? Number.NaN) - (b[clip] ?? Number.NaN));
      if (Number.isNaN(distance)) continue;
      comparisons++;
      if (distance * PARTS <= (frameCounts[clip] ?? 0)) near++;
    }
  }
  const value = comparisons === 0 ? null : near / comparisons;
  return own(
    { name: `Within ${100 / PARTS} % of the clip`, value, clips },
    'share',
    `The share of comparisons in which two raters were at most a ${PARTS}th of the clip's frames apart.`,
  );
}
