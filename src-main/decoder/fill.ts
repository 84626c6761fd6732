import type { Sharp } from 'sharp';
import type { ChunkIdentity } from '#main/framestore/chunk-format.ts';
import { type ChunkWriter, createChunkWriter } from '#main/framestore/chunk-writer.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import type { UnreadablePlace } from '#shared/contract/children.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import { encodeShown, forFrames } from './frames.ts';
import type { EncodedImage } from './image.ts';

export interface FillJob extends ChunkIdentity {
  readonly chunkFile: string;
  readonly places: readonly FramePlace[];
}

/**
 * Writes frames as a browser shows them into a chunk of the frame cache. One that cannot be decoded is told and left out.
 * Throws OnsetError: why the chunk cannot be written, why the first frame cannot be decoded where none can, or `cancelled`.
 */
export async function fillChunk(
  { chunkFile, places, clipKey, first }: FillJob,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<UnreadablePlace[]> {
  const encode = (image: Sharp, index: number): Promise<EncodedImage> => {
    const place = places[index];
    if (place === undefined) throw new RangeError(`There is no place ${index}.`);
    return encodeShown(image, place);
  };
  const unreadable: UnreadablePlace[] = [];
  let writer: ChunkWriter | null = null;
  let done = 0;
  try {
    writer = createChunkWriter(chunkFile, { clipKey, first });
    for await (const frame of forFrames(places, signal, encode)) {
      if (frame instanceof Error) unreadable.push({ place: done, reason: frame.message });
      writer.add(frame instanceof Error ? null : frame);
      done += 1;
      report(done, places.length);
      if (unreadable.length === places.length && frame instanceof Error) throw frame;
    }
    signal.throwIfAborted();
    writer.finish();
    return unreadable;
  } catch (error) {
    writer?.abort();
    throw diskErrorInWords(error, `Cannot write the frames ${chunkFile}`) ?? error;
  }
}
