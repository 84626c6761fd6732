import { createPackWriter, type PackWriter } from '#main/framestore/pack-writer.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { PackClip, UnreadableClip } from '#shared/contract/children.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { greySquare } from './image.ts';

export interface PackJob {
  readonly packFile: string;
  readonly imageSize: number;
  readonly clips: readonly PackClip[];
}

/** Frames decoded ahead of the one being written: keeps all cores busy, and the memory small. */
const LOOK_AHEAD = 8;

/**
 * Writes the clips' frames, in the order given, as grey squares. A clip with a bad file is left out and told;
 * the rest is written. Throws OnsetError: `cancelled` if the signal says so, else why the pack cannot be written.
 */
export async function writePack(
  job: PackJob,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<UnreadableClip[]> {
  const unreadable = new Map<ClipId, string>();
  let writer: PackWriter | null = null;
  try {
    writer = createPackWriter(job.packFile, { dtype: 'uint8', channels: 1, imageSize: job.imageSize });
    const total = job.clips.reduce((sum, clip) => sum + clip.files.length, 0);
    let done = 0;
    for await (const frame of decodeInOrder(job, (clipId) => unreadable.has(clipId), signal)) {
      done += 1;
      report(done, total);
      if (!unreadable.has(frame.clip.clipId)) writeFrame(writer, frame, unreadable);
    }
    for (const clip of job.clips)
      if (clip.files.length === 0) unreadable.set(clip.clipId, 'it has no frames');
    writer.finish();
    return [...unreadable].map(([clipId, reason]) => ({ clipId, reason }));
  } catch (error) {
    writer?.abort();
    throw diskErrorInWords(error, `Cannot write the packed frames ${job.packFile}`) ?? error;
  }
}

interface DecodedFrame {
  readonly clip: PackClip;
  readonly isFirst: boolean;
  /** Or why there are none. */
  readonly pixels: Uint8Array | string;
}

function writeFrame(writer: PackWriter, frame: DecodedFrame, unreadable: Map<ClipId, string>): void {
  const { clip, isFirst, pixels } = frame;
  if (isFirst) writer.startClip(clip.clipId, clip.contentHash);
  if (typeof pixels === 'string') {
    unreadable.set(clip.clipId, pixels);
    writer.dropClip();
  } else writer.addFrame(pixels);
}

/** Decodes several files at once and yields them in the order of the clips; skips what is left of an unreadable clip. */
async function* decodeInOrder(
  job: PackJob,
  isUnreadable: (clipId: ClipId) => boolean,
  signal: AbortSignal,
): AsyncGenerator<DecodedFrame> {
  const ahead: Promise<DecodedFrame>[] = [];
  for (const clip of job.clips) {
    for (const [index, file] of clip.files.entries()) {
      if (signal.aborted) throw new OnsetError('cancelled', 'Packing the frames was cancelled.');
      if (isUnreadable(clip.clipId)) break;
      ahead.push(decode(clip, index === 0, file, job.imageSize));
      const next = ahead.length < LOOK_AHEAD ? undefined : ahead.shift();
      if (next !== undefined) yield await next;
    }
  }
  for (const frame of ahead) yield await frame;
}

/** Never rejects, since it may be waited for only later. */
async function decode(
  clip: PackClip,
  isFirst: boolean,
  file: string,
  imageSize: number,
): Promise<DecodedFrame> {
  try {
    return { clip, isFirst, pixels: await greySquare(file, imageSize) };
  } catch (error) {
    return { clip, isFirst, pixels: error instanceof Error ? error.message : String(error) };
  }
}
