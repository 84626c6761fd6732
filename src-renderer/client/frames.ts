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

/** Fetches a frame. Index and timestamp are those that came with the bytes. Rejects with an OnsetError that names the file. */
export async function fetchFrame(request: FrameRequest, signal: AbortSignal): Promise<LoadedFrame> {
  const response = await fetch(framePath(request), { signal });
  if (!response.ok) throw frameFailure(response.status, await response.text());
  const header = frameHeader.safeParse(JSON.parse(response.headers.get(FRAME_HEADER) ?? 'null'));
  if (!header.success) throw new OnsetError('internal', 'The frame came without its index and timestamp.');
  return { header: header.data, image: await response.blob() };
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
