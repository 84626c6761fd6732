import { clamp } from '#shared/base/units.ts';

/** The frame of a second pane that lies `distance` frames after that of the first; at the clip's ends it stays. */
export function alignedIndex(
  index: number,
  { distance, frameCount }: { readonly distance: number; readonly frameCount: number },
): number {
  return clamp(index + distance, 0, Math.max(0, frameCount - 1));
}
