import { frameUrl } from '#renderer/client/index.ts';
import type { ClipRow } from '#shared/domain/clip.ts';

/** Picture of a clip at its apex (its middle where none is known); null where its media is missing. */
export function thumbnailUrl(row: ClipRow): string | null {
  if (row.mediaMissing || row.frameCount === 0) return null;
  const index = Math.min(row.apex ?? Math.floor(row.frameCount / 2), row.frameCount - 1);
  return frameUrl({ clipId: row.id, index, size: 'thumbnail' });
}
