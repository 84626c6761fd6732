import { useEffect, useState } from 'react';
import { type FrameHeader, type FrameMedia, fetchFrame } from '#renderer/client/index.ts';
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

/** Holds frames one at a time; see createLatestFrame. `contentHashOf` is asked for each: only frames of that content are held. */
export const createStillFrame = (
  contentHashOf: (clipId: ClipId) => Promise<string | null>,
  onHold: (held: StillFrame | null) => void,
) =>
  createLatestFrame<FrameKey, DecodedFrame>({
    load: async ({ clipId, index }) => {
      const { image, header } = await fetchFrame(
        { clipId, index, size: 'full' },
        await contentHashOf(clipId),
        new AbortController().signal,
      );
      return { bitmap: await createImageBitmap(image), header };
    },
    release: ({ bitmap }) => bitmap.close(),
    onHold,
  });

/**
 * The frame that others are held against, as long as it is this one; null while it is on its way. Null index: none. Of
 * other media, and after `retry`, it is asked for anew.
 */
export function useStillFrame(
  { clipId, contentHash, mediaKey }: FrameMedia & Pick<FrameKey, 'clipId'>,
  index: number | null,
): { readonly still: StillFrame | null; readonly retry: () => void } {
  const [held, setHeld] = useState<StillFrame | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine knows the media, here they only tell when they change.
  useEffect(() => {
    if (index === null) return;
    const still = createStillFrame(async () => contentHash, setHeld);
    still.want({ clipId, index });
    return () => still.clear();
  }, [clipId, index, contentHash, mediaKey, tries]);
  const isIt = held !== null && held.key.clipId === clipId && held.key.index === index;
  return { still: isIt ? held : null, retry: () => setTries((before) => before + 1) };
}
