import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import {
  FRAME_HEADER,
  type FrameHeader,
  type FrameRequest,
  frameHeader,
  framePath,
} from '#shared/contract/frames.ts';

export interface LoadedFrame {
  readonly header: FrameHeader;
  readonly image: Blob;
}

/** Path of a frame, for an `<img>`; the same on both hosts. */
export const frameUrl: (request: FrameRequest) => string = framePath;

/**
 * Fetches a frame of media with this content. Index and timestamp are those that came with the bytes. Rejects with an
 * OnsetError that names the file; never gives another frame than was asked for.
 */
export async function fetchFrame(
  request: FrameRequest,
  contentHash: string | null,
  signal: AbortSignal,
): Promise<LoadedFrame> {
  const response = await fetch(framePath(request), { signal });
  if (!response.ok) throw frameFailure(response.status, await response.text());
  const header = headerOf(response.headers.get(FRAME_HEADER) ?? 'null', request, contentHash);
  return { header, image: await response.blob() };
}

/** What came with a frame, as JSON. Throws an OnsetError where it tells of another frame than was asked for, or of none. */
export function headerOf(text: string, request: FrameRequest, contentHash: string | null): FrameHeader {
  const parsed = frameHeader.safeParse(JSON.parse(text));
  if (!parsed.success) throw new OnsetError('internal', 'The frame came without its index and timestamp.');
  const header = parsed.data;
  if (header.clipId !== request.clipId || header.index !== request.index)
    throw new OnsetError(
      'internal',
      `Frame ${request.index} was asked for, frame ${header.index} of ${header.clipId === request.clipId ? 'the clip' : 'another clip'} came.`,
    );
  if (header.contentHash !== contentHash)
    throw new OnsetError(
      'internal',
      `Frame ${request.index} came from other media than this clip's: another project may be open, or the media have changed. Try again.`,
    );
  return header;
}

const failureBody = z.object({ message: z.string() });

/** The host answers with the failure as JSON, {code, message}. */
export function frameFailure(status: number, text: string): OnsetError {
  try {
    const failure = failureBody.safeParse(JSON.parse(text));
    if (failure.success) return new OnsetError('bad-input', failure.data.message);
  } catch {
    // Not JSON: told below.
  }
  return new OnsetError('internal', text.slice(0, 300) || `The frame did not come (HTTP ${status}).`);
}
