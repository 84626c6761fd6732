import { useEffect, useRef } from 'react';
import type { ClipDetail } from '#renderer/state/labelling.ts';
import { type FrameMark, useVisit } from '#renderer/state/navigation.ts';
import { openFrames, reopenFrames } from '#renderer/state/player.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import { mediaKeyOf } from './media-key.ts';

/** Shows a clip's frames once it is known, from the mark it was opened at. A changed label does not start it anew, and with other media one stays at the frame one was on. */
export function useOpenFrames(detail: ClipDetail | undefined): void {
  const visit = useVisit();
  const at = visit.place.view === 'label' ? visit.place.at : 'start';
  const start = detail === undefined ? null : startIndex(detail.clip, at);
  const clipId = detail?.clip.id ?? null;
  // Of a clip without media there is nothing to ask for, though a sheet may say how long it is.
  const frameCount = detail?.clip.mediaMissing === false ? detail.clip.frameCount : 0;
  const fps = detail?.clip.fps ?? null;
  const timestampsMs = detail?.media.timestampsMs ?? null;
  const contentHash = detail?.media.contentHash ?? null;
  const mediaKey = detail === undefined ? '' : mediaKeyOf(detail.clip, detail.media);
  const begunVisit = useRef<typeof visit.id | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it starts is decided once a visit of a clip.
  useEffect(() => {
    if (clipId === null) return;
    const show = begunVisit.current === visit.id ? reopenFrames : openFrames;
    begunVisit.current = visit.id;
    show({ clipId, contentHash, mediaKey, frameCount, fps, timestampsMs }, start ?? 0);
  }, [visit.id, clipId, mediaKey, frameCount]);
}

/** A mark nobody set: the first frame; for the apex the middle, where an expression is likelier. */
function startIndex(clip: ClipRow, at: FrameMark): number {
  if (at === 'start') return 0;
  const standIn = at === 'apex' ? Math.floor(clip.frameCount / 2) : 0;
  return clip[at] ?? standIn;
}
