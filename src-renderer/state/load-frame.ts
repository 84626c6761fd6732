import { type FrameHeader, fetchFrame } from '#renderer/client/index.ts';
import { createFrameCache } from './frame-cache.ts';
import type { SourceClip } from './frame-source.ts';

/** A decoded frame and what came with its bytes. */
export interface Frame {
  readonly bitmap: ImageBitmap;
  readonly width: number;
  readonly height: number;
  readonly header: FrameHeader;
}

type LoadedFrame = Awaited<ReturnType<typeof fetchFrame>>;

/** Frames as they came, which take a tenth of their pixels: a frame seen once never has to come again. */
const ENCODED_BYTES = 64 * 1024 * 1024;

const encoded = createFrameCache<LoadedFrame>({
  maxBytes: ENCODED_BYTES,
  bytesOf: ({ image }) => image.size,
  release: () => undefined,
});

/** The frame, decoded anew: whoever asks closes its bitmap. Rejects with the reason in words. */
export async function loadFrame(clip: SourceClip, index: number, signal: AbortSignal): Promise<Frame> {
  const key = `${clip.clipId}|${clip.mediaKey}|${index}`;
  const came = encoded.get(key) ?? (await fetchFrame({ clipId: clip.clipId, index, size: 'full' }, signal));
  const { header, image } = came;
  if (header.clipId !== clip.clipId || header.index !== index)
    throw new Error(`Frame ${index} was asked for, frame ${header.index} came.`);
  const bitmap = await createImageBitmap(image).catch(() => {
    throw new Error(`Frame ${index} came, but its picture cannot be decoded.`);
  });
  encoded.put(key, came);
  return { header, bitmap, width: bitmap.width, height: bitmap.height };
}
