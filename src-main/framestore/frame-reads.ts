import { read, readv } from 'node:fs';
import { promisify } from 'node:util';

const readAsync = promisify(read);
const readvAsync = promisify(readv);

/** Reading past so many bytes that nobody wants costs less than another call. */
const MAX_GAP_BYTES = 64 * 1024;
/** Where they go; written to by all, read by none. */
const WASTE = new Uint8Array(MAX_GAP_BYTES);
/** Buffers that one call takes on every system. */
const MAX_PIECES = 1024;

/** Bytes of a file that lie one after the other, and the buffers they fill. */
interface FrameRead {
  readonly offset: number;
  readonly pieces: Uint8Array[];
}

/**
 * Puts the frames at `indices` of a clip that starts at `clipOffset` one after the other into `out`, in few calls: frames
 * that lie near each other are read together, a frame that comes twice in a row only once. False where the file ends
 * before it should. Throws Node's errors.
 */
export async function readFramesInto(
  descriptor: number,
  clipOffset: number,
  frameBytes: number,
  indices: readonly number[],
  out: Uint8Array,
): Promise<boolean> {
  const reads = planReads(clipOffset, frameBytes, indices, out);
  const whole = await Promise.all(reads.map((one) => readWhole(descriptor, one)));
  for (const [position, frame] of indices.entries())
    if (position > 0 && frame === indices[position - 1])
      out.copyWithin(position * frameBytes, (position - 1) * frameBytes, position * frameBytes);
  return whole.every(Boolean);
}

function planReads(
  clipOffset: number,
  frameBytes: number,
  indices: readonly number[],
  out: Uint8Array,
): FrameRead[] {
  const reads: FrameRead[] = [];
  let current: FrameRead | null = null;
  let last = -1;
  for (const [position, frame] of indices.entries()) {
    if (current !== null && frame === last) continue;
    const piece = out.subarray(position * frameBytes, (position + 1) * frameBytes);
    const gap = (frame - last - 1) * frameBytes;
    if (current === null || frame < last || gap > MAX_GAP_BYTES || current.pieces.length + 2 > MAX_PIECES) {
      current = { offset: clipOffset + frame * frameBytes, pieces: [] };
      reads.push(current);
    } else if (gap > 0) current.pieces.push(WASTE.subarray(0, gap));
    current.pieces.push(piece);
    last = frame;
  }
  return reads;
}

async function readWhole(descriptor: number, { offset, pieces }: FrameRead): Promise<boolean> {
  const wanted = pieces.reduce((sum, { length }) => sum + length, 0);
  const { bytesRead } = await readvAsync(descriptor, pieces, offset);
  if (bytesRead === wanted) return true;
  // A file system may give less than was asked for: piece by piece, until there is no more.
  let at = offset;
  for (const piece of pieces) {
    for (let done = 0; done < piece.length; ) {
      const more = await readAsync(descriptor, piece, done, piece.length - done, at + done);
      if (more.bytesRead === 0) return false;
      done += more.bytesRead;
    }
    at += piece.length;
  }
  return true;
}
