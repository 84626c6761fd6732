import { z } from 'zod';
import type { Failure } from '#shared/base/errors.ts';
import { clipId } from '#shared/domain/ids.ts';

/** The one binary call: a frame of a clip by its index, as an encoded image. */
export const frameRequest = z.strictObject({
  clipId,
  index: z.number().int().nonnegative(),
  /** `full`: the source's own pixels; `thumbnail`: at most 160 pixels wide. */
  size: z.enum(['full', 'thumbnail']),
});
export type FrameRequest = z.infer<typeof frameRequest>;

export const frameHeader = z.object({
  clipId,
  index: z.number().int().nonnegative(),
  sourceNumber: z.number().int(),
  timestampMs: z.number().nullable(),
  /** Of the clip's media; null where it is not known. Another project's clip may bear the same id. */
  contentHash: z.string().nullable(),
  mimeType: z.string(),
});
export type FrameHeader = z.infer<typeof frameHeader>;

/** Index and timestamp travel with the bytes, so that nothing guesses a frame from a time. */
export interface FrameReply extends FrameHeader {
  readonly bytes: Uint8Array;
}

/** HTTP header in which both hosts send the {@link FrameHeader} as JSON. */
export const FRAME_HEADER = 'x-onset-frame';

/** HTTP status of a frame that did not come; the body is the {@link Failure} as JSON. */
export function frameFailureStatus(failure: Failure): 404 | 500 {
  return failure.code === 'not-found' ? 404 : 500;
}

/** The path under which both hosts serve a frame: `/frame/12/0?size=full`. */
export function framePath(request: FrameRequest): string {
  return `/frame/${request.clipId}/${request.index}?size=${request.size}`;
}

/** The inverse of {@link framePath}; null if `path` is none. */
export function parseFramePath(path: string): FrameRequest | null {
  const match = /^\/frame\/(\d+)\/(\d+)\?size=(full|thumbnail)$/.exec(path);
  if (match === null) return null;
  const parsed = frameRequest.safeParse({
    clipId: Number(match[1]),
    index: Number(match[2]),
    size: match[3],
  });
  return parsed.success ? parsed.data : null;
}
