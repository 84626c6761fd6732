import { saysSomething } from './label-queue.ts';
import { labelPresentClip, present } from './labelling.ts';
import { submitOnceKnown } from './labels.ts';
import { ESTIMATED, type MarkName } from './marks.ts';
import { shiftedShares } from './shares.ts';
import { labelledClip, stepClip } from './walk.ts';

/** Why clips are skipped, each under its digit: 1, 2, … */
export const SKIP_REASONS = [
  'no expression to be seen',
  'face hidden or cut off',
  'blurred, dark or damaged',
  'speaking or moving too much',
  'cannot decide',
] as const;

/** A draft counts from now on; then the next clip. What was submitted before, and a clip nothing is said of, is only left. */
export function submitAndGoOn(): void {
  const own = present()?.own;
  const clipId = labelledClip();
  if (own === undefined && clipId !== null) void submitOnceKnown(clipId);
  if (own?.status === 'draft' && saysSomething(own)) labelPresentClip({ status: 'submitted' });
  stepClip(1);
}

/** The clip is skipped, with the reason; then the next clip. */
export function skipAndGoOn(reason: string): void {
  labelPresentClip({ status: 'skipped', skipReason: reason });
  stepClip(1);
}

/** What was said of the clip counts for nobody else until it is submitted. */
export const makeDraft = (): void => labelPresentClip({ status: 'draft' });

/** Whether there is something submitted that can be a draft again. */
export function canBeDraft(): boolean {
  const own = present()?.own;
  return own !== undefined && own.status !== 'draft' && saysSomething(own);
}

/** Gives an emotion a tenth more, or less, of the clip. */
export function shiftShare(emotion: string, by: 1 | -1): void {
  const own = present()?.own;
  const change = own === undefined ? {} : shiftedShares(own, emotion, by);
  if (Object.keys(change).length > 0) labelPresentClip(change);
}

/** A mark of the rater's own was set by a stand-in, or was not. */
export function toggleEstimated(name: MarkName): void {
  const own = present()?.own;
  if (own != null && own[name] !== null) labelPresentClip({ [ESTIMATED[name]]: !own[ESTIMATED[name]] });
}

/** Whether the mark is the rater's own. */
export const hasOwnMark = (name: MarkName): boolean => present()?.marks[name].isOwn === true;
