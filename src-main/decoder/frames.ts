import type { Sharp } from 'sharp';
import { assertNever } from '#shared/base/assert-never.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import { type EncodedImage, fullImage, inWords, openImageFile, thumbnailOf } from './image.ts';
import { tableFrame } from './pixel-table.ts';
import { imageOf } from './video/raw-pixels.ts';
import { videoFrame } from './video/videos.ts';

/**
 * The frame, upright, to be worked on within `work`. Throws OnsetError `not-found` or `bad-input` naming the file, or
 * `cancelled` by the signal.
 */
export async function withFrame<T>(
  place: FramePlace,
  work: (image: Sharp) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const image = await openFrame(place, signal);
  return inWords(place.file, () => work(image));
}

async function openFrame(place: FramePlace, signal: AbortSignal | undefined): Promise<Sharp> {
  switch (place.kind) {
    case 'image':
      return openImageFile(place.file);
    case 'video':
      return imageOf(await videoFrame(place, signal));
    case 'pixels':
      return imageOf(await tableFrame(place.file, place.number));
    default:
      return assertNever(place);
  }
}

/**
 * The same for many frames: `work` is called for each, for several at once, and the outcomes are told in the order of
 * `places`. Frames of a video that follow one another are decoded in one go. A frame that cannot be decoded is told as
 * its error; only a signal that is aborted ends it, with OnsetError `cancelled`.
 */
export async function* forFrames<T>(
  places: readonly FramePlace[],
  signal: AbortSignal,
  work: (image: Sharp, index: number) => Promise<T>,
): AsyncGenerator<T | Error> {
  const ahead: Promise<T | Error>[] = [];
  const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
  for (const [index, place] of places.entries()) {
    if (signal.aborted) throw new OnsetError('cancelled', 'Decoding the frames was cancelled.');
    ahead.push(withFrame(place, (image) => work(image, index), signal).catch(asError));
    const next = ahead.length < LOOK_AHEAD ? undefined : ahead.shift();
    if (next !== undefined) yield await next;
  }
  for (const outcome of ahead) yield await outcome;
}

/** Frames decoded ahead: keeps all cores busy, and the memory small. */
const LOOK_AHEAD = 8;

/** The frame as a browser shows it. Errors as {@link withFrame}. */
export async function shownFrame(place: FramePlace): Promise<EncodedImage> {
  if (place.kind === 'image') return fullImage(place.file);
  return withFrame(place, (image) => encodeShown(image, place));
}

/** A decoded frame as a browser shows it: the frames of videos as JPEG, all others as PNG. */
export async function encodeShown(image: Sharp, { kind }: FramePlace): Promise<EncodedImage> {
  return kind === 'video'
    ? {
        mimeType: 'image/jpeg',
        bytes: await image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer(),
      }
    : { mimeType: 'image/png', bytes: await image.png().toBuffer() };
}

export const thumbnail = (place: FramePlace): Promise<EncodedImage> => withFrame(place, thumbnailOf);
