import { createPackWriter, type PackWriter } from '#main/framestore/pack-writer.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { PackClip, PackContent, UnreadableClip } from '#shared/contract/children.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { createFrameMaker, type FrameMaker } from './frame-maker.ts';

export interface PackJob {
  readonly packFile: string;
  readonly imageSize: number;
  readonly content: PackContent;
  readonly clips: readonly PackClip[];
}

/** Frames decoded ahead of the one being written: keeps all cores busy, and the memory small. */
const LOOK_AHEAD = 8;

/**
 * Writes the clips' frames, in the order given, as squares of the content asked for. A clip with a bad file is left out and told;
 * the rest is written. Throws OnsetError: `cancelled` if the signal says so, else why the pack cannot be written.
 */
export async function writePack(
  job: PackJob,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<UnreadableClip[]> {
  const maker = await createFrameMaker(job.content, job.imageSize);
  const unreadable = new Map<ClipId, string>();
  let writer: PackWriter | null = null;
  try {
    writer = createPackWriter(job.packFile, maker.format);
    const total = job.clips.reduce((sum, clip) => sum + clip.files.length, 0);
    let done = 0;
    for await (const frame of decodeInOrder(job, maker, (clipId) => unreadable.has(clipId), signal)) {
      done += 1;
      report(done, total);
      if (!unreadable.has(frame.clip.clipId)) writeFrame(writer, maker, frame, unreadable);
    }
    for (const clip of job.clips)
      if (clip.files.length === 0) unreadable.set(clip.clipId, 'it has no frames');
    writer.finish();
    return [...unreadable].map(([clipId, reason]) => ({ clipId, reason }));
  } catch (error) {
    writer?.abort();
    throw diskErrorInWords(error, `Cannot write the packed frames ${job.packFile}`) ?? error;
  } finally {
    maker.dispose();
  }
}

interface DecodedFrame {
  readonly clip: PackClip;
  /** Place among the clip's files. */
  readonly index: number;
  readonly file: string;
  /** Or why there are none. */
  readonly pixels: Uint8Array | string;
}

function writeFrame(
  writer: PackWriter,
  maker: FrameMaker,
  { clip, index, file, pixels }: DecodedFrame,
  unreadable: Map<ClipId, string>,
): void {
  if (index === 0) writer.startClip(clip.clipId, clip.contentHash);
  if (typeof pixels === 'string') {
    unreadable.set(clip.clipId, pixels);
    writer.dropClip();
    return;
  }
  const frame = maker.toFrame(index, file, pixels);
  if (frame !== null) writer.addFrame(frame);
}

/** Decodes several files at once and yields them in the order of the clips; skips what is left of an unreadable clip. */
async function* decodeInOrder(
  job: PackJob,
  maker: FrameMaker,
  isUnreadable: (clipId: ClipId) => boolean,
  signal: AbortSignal,
): AsyncGenerator<DecodedFrame> {
  const ahead: Promise<DecodedFrame>[] = [];
  for (const clip of job.clips) {
    for (const [index, file] of clip.files.entries()) {
      if (signal.aborted) throw new OnsetError('cancelled', 'Packing the frames was cancelled.');
      if (isUnreadable(clip.clipId)) break;
      ahead.push(decode(maker, clip, index, file));
      const next = ahead.length < LOOK_AHEAD ? undefined : ahead.shift();
      if (next !== undefined) yield await next;
    }
  }
  for (const frame of ahead) yield await frame;
}

/** Never rejects, since it may be waited for only later. */
async function decode(maker: FrameMaker, clip: PackClip, index: number, file: string): Promise<DecodedFrame> {
  try {
    return { clip, index, file, pixels: await maker.decode(file) };
  } catch (error) {
    return { clip, index, file, pixels: error instanceof Error ? error.message : String(error) };
  }
}
