import { createPackWriter, type PackWriter } from '#main/framestore/pack-writer.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import type { PackClip, PackContent, UnreadableClip } from '#shared/contract/children.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { createFrameMaker, type FrameMaker } from './frame-maker.ts';
import { forFrames } from './frames.ts';

export interface PackJob {
  readonly packFile: string;
  readonly imageSize: number;
  readonly content: PackContent;
  readonly clips: readonly PackClip[];
}

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
    const frames = job.clips.flatMap((clip) => clip.places.map((place, index) => ({ clip, place, index })));
    const places = frames.map(({ place }) => place);
    let done = 0;
    for await (const pixels of forFrames(places, signal, maker.decode)) {
      const frame = frames[done];
      done += 1;
      report(done, frames.length);
      if (frame !== undefined && !unreadable.has(frame.clip.clipId))
        writeFrame(writer, maker, { ...frame, pixels }, unreadable);
    }
    for (const clip of job.clips)
      if (clip.places.length === 0) unreadable.set(clip.clipId, 'it has no frames');
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
  readonly place: FramePlace;
  /** Place among the clip's frames. */
  readonly index: number;
  /** Or why there are none. */
  readonly pixels: Uint8Array | Error;
}

function writeFrame(
  writer: PackWriter,
  maker: FrameMaker,
  { clip, place, index, pixels }: DecodedFrame,
  unreadable: Map<ClipId, string>,
): void {
  if (index === 0) writer.startClip(clip.clipId, clip.contentHash);
  if (pixels instanceof Error) {
    unreadable.set(clip.clipId, pixels.message);
    writer.dropClip();
    return;
  }
  const frame = maker.toFrame(index, JSON.stringify(place), pixels);
  if (frame !== null) writer.addFrame(frame);
}
