import type { ClipRow } from '#shared/domain/clip.ts';
import type { LabelValues } from '#shared/domain/label.ts';

export const MARK_NAMES = ['onset', 'apex', 'offset'] as const;
export type MarkName = (typeof MARK_NAMES)[number];

/** Where a mark is and whose: the rater's own, or the raters' together. */
export interface Mark {
  readonly index: number | null;
  readonly isOwn: boolean;
}
export type Marks = Readonly<Record<MarkName, Mark>>;

/** The rater's own marks; where they set none, the raters' together. */
export function marksOf(own: LabelValues, clip: Pick<ClipRow, MarkName>): Marks {
  const mark = (name: MarkName): Mark => ({ index: own[name] ?? clip[name], isOwn: own[name] !== null });
  return { onset: mark('onset'), apex: mark('apex'), offset: mark('offset') };
}

/** Whether a mark was set by a stand-in, not by an eye: the rater's own, else the apex of the raters together. */
export function isEstimated(
  name: MarkName,
  own: LabelValues,
  clip: Pick<ClipRow, 'apexEstimated'> | undefined,
): boolean {
  if (own[name] !== null) return own[ESTIMATED[name]];
  return name === 'apex' && clip?.apexEstimated === true;
}

/** The field that says so of each mark. */
export const ESTIMATED = {
  onset: 'onsetEstimated',
  apex: 'apexEstimated',
  offset: 'offsetEstimated',
} as const;

/** The frames a mark may be dragged over without passing the rater's other marks. */
export function markRange(
  name: MarkName,
  own: Pick<LabelValues, MarkName>,
  frameCount: number,
): readonly [first: number, last: number] {
  const end = frameCount - 1;
  if (name === 'onset') return [0, own.apex ?? own.offset ?? end];
  if (name === 'offset') return [own.apex ?? own.onset ?? 0, end];
  return [own.onset ?? 0, own.offset ?? end];
}
