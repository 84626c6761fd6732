import { useEffect, useState } from 'react';
import { type FrameHeader, fetchFrame } from '#renderer/client/index.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { createLatestFrame, type Held } from './latest-frame.ts';

export interface FrameKey {
  readonly clipId: ClipId;
  readonly index: number;
}

interface DecodedFrame {
  readonly bitmap: ImageBitmap;
  readonly header: FrameHeader;
}

/** A frame beside those of the player. */
export type StillFrame = Held<FrameKey, DecodedFrame>;

/** Holds frames one at a time; see createLatestFrame. */
export const createStillFrame = (onHold: (held: StillFrame | null) => void) =>
  createLatestFrame<FrameKey, DecodedFrame>({
    load: async ({ clipId, index }) => {
      const { image, header } = await fetchFrame(
        { clipId, index, size: 'full' },
        new AbortController().signal,
      );
      if (header.index !== index) throw new Error(`Frame ${header.index} came in place of frame ${index}.`);
      return { bitmap: await createImageBitmap(image), header };
    },
    release: ({ bitmap }) => bitmap.close(),
    onHold,
  });

/**
 * The frame that others are held against, as long as it is this one; null while it is on its way. Null index: none. With
 * another `mediaKey` it is asked for anew.
 */
export function useStillFrame(
  clipId: ClipId,
  index: number | null,
  mediaKey: string | null,
): StillFrame | null {
  const [held, setHeld] = useState<StillFrame | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine knows the media, here it only tells when they change.
  useEffect(() => {
    if (index === null) return;
    const still = createStillFrame(setHeld);
    still.want({ clipId, index });
    return () => still.clear();
  }, [clipId, index, mediaKey]);
  return held !== null && held.key.clipId === clipId && held.key.index === index ? held : null;
}
