import type { Catalog } from '#main/catalog/index.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import type { Pace } from '#shared/domain/queue.ts';
import { quantileOf } from '#shared/kernels/agreement/bootstrap.ts';
import type { Scene } from './scene.ts';

/** Who says nothing for longer than this has had a break. */
const BREAK_SECONDS = 5 * 60;
/** Of fewer clips one after another nothing is said. */
const FEWEST_GAPS = 3;

/** How far the rater is in the round, and how fast in their last sitting. */
export function paceOf(scene: Scene, raterId: RaterId): Pace {
  const counts = { submitted: 0, drafts: 0, skipped: 0 };
  for (let place = 0; place < scene.count; place++) {
    const status = scene.statusAt(place);
    if (status !== null) counts[status === 'draft' ? 'drafts' : status]++;
  }
  const left = scene.count - counts.submitted - counts.skipped;
  const secondsPerClip = medianGap(scene.catalog, raterId, scene.round);
  const secondsLeft = secondsPerClip === null ? null : secondsPerClip * left;
  return { clips: scene.count, ...counts, secondsPerClip, secondsLeft };
}

/** Median of the seconds from the first word on one clip to that on the next, in the last sitting. */
function medianGap({ read }: Catalog, raterId: RaterId, round: number): number | null {
  const gaps: number[] = [];
  let next: number | null = null;
  for (const at of read.queues.firstEdits(raterId, round)) {
    const ms = Date.parse(at);
    const gap: number = next === null ? 0 : Math.max(0, next - ms) / 1000;
    if (gap > BREAK_SECONDS) break;
    if (next !== null) gaps.push(gap);
    next = ms;
  }
  return gaps.length < FEWEST_GAPS
    ? null
    : quantileOf(
        gaps.sort((a, b) => a - b),
        0.5,
      );
}
