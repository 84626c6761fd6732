import type { PackReader } from '#main/framestore/pack-reader.ts';
import { toDifference, toLight } from '#main/learning/features/representation.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { BytesPool } from './bytes-pool.ts';

/** Fills `out` with the clip's `frames` as the run's input has them; differences are from frame `first`. */
export type FrameReader = (
  clipId: ClipId,
  frames: readonly number[],
  first: number,
  out: Float32Array,
) => Promise<void>;

/** Flow lies in the pack as it goes in (in the byte order of every machine we run on); light is made of its bytes. */
export function createFrameReader(
  pack: Pick<PackReader, 'readFrames'>,
  representation: InputSpec['representation'],
  valuesPerFrame: number,
  pool: BytesPool,
): FrameReader {
  const withBytes = async (clipId: ClipId, frames: readonly number[], use: (bytes: Uint8Array) => void) => {
    const bytes = pool.take(frames.length * valuesPerFrame);
    await pack.readFrames(clipId, frames, bytes);
    use(bytes);
    pool.giveBack(bytes);
  };
  if (representation === 'flow')
    return (clipId, frames, _, out) =>
      pack.readFrames(clipId, frames, new Uint8Array(out.buffer, out.byteOffset, out.byteLength));
  if (representation === 'difference')
    return (clipId, frames, first, out) =>
      withBytes(clipId, [first, ...frames], (bytes) =>
        toDifference(bytes.subarray(valuesPerFrame), bytes.subarray(0, valuesPerFrame), out),
      );
  return (clipId, frames, _, out) => withBytes(clipId, frames, (bytes) => toLight(bytes, out));
}
