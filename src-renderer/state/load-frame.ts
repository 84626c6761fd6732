import { type DecodedFrame, fetchDecodedFrame } from '#renderer/client/index.ts';
import type { SourceClip } from './frame-source.ts';

/** A decoded frame and what came with its bytes. Its size stays known when the bitmap is closed. */
export interface Frame extends DecodedFrame {
  readonly width: number;
  readonly height: number;
}

/** The frame, decoded anew: whoever asks closes its bitmap. Rejects with the reason in words. */
export async function loadFrame(
  { clipId, ...media }: SourceClip,
  index: number,
  signal: AbortSignal,
): Promise<Frame> {
  const frame = await fetchDecodedFrame({ clipId, index, size: 'full' }, media, signal);
  return { ...frame, width: frame.bitmap.width, height: frame.bitmap.height };
}
