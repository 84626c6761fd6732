import { join } from 'node:path';
import type { FrameReply, FrameRequest } from '#shared/contract/frames.ts';
import type { VideoProbe } from '#shared/domain/frames.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { type Analysis, createAnalysis } from './analysis.ts';
import { askDecoder, type DecoderTask } from './ask-decoder.ts';
import { createPackStore, type PackOrder, type PackOutcome } from './packs.ts';
import { inWordsOf, type MediaClip } from './sources.ts';
import { createViewer } from './viewer.ts';
import { type WriteOrder, writeFrames } from './write-frames.ts';

export type { PackOrder, PackOutcome } from './packs.ts';
export type { MediaClip } from './sources.ts';

export interface MediaOptions {
  /** The project's cache folder; may be deleted at any time. */
  readonly cacheDir: string;
  /** Throws OnsetError `not-found` for a clip that is not in the catalog. */
  readonly readClip: (clipId: ClipId) => MediaClip;
}

/** The frames of a project's clips. */
export interface Media {
  /** Throws OnsetError: `not-found` (clip, frame or file is not there), `bad-input` (the file is no whole image). */
  frame(request: FrameRequest): Promise<FrameReply>;
  /** Packs frames as squares for training, or finds the pack made before. Throws `cancelled` if the task is. To be released after use. */
  pack(order: PackOrder, task: DecoderTask): Promise<PackOutcome>;
  /** Decodes a video whole. Throws OnsetError `bad-input` naming the file, or `cancelled`. */
  probe(file: string, task: DecoderTask): Promise<VideoProbe>;
  /** Writes frames of the clip as PNG: all or none, see {@link writeFrames}. */
  write(clip: MediaClip, order: WriteOrder, task: DecoderTask): Promise<void>;
  readonly analysis: Omit<Analysis, 'close'>;
  /** Ends the children. */
  close(): Promise<void>;
}

export function createMedia(options: MediaOptions): Media {
  const viewer = createViewer(options.cacheDir);
  const packs = createPackStore(join(options.cacheDir, 'packs'), options.readClip);
  const analysis = createAnalysis(options.readClip);

  return {
    frame: async (request) => viewer.frame(options.readClip(request.clipId), request),
    pack: packs.pack,
    probe: (file, task) =>
      askDecoder(
        { type: 'probe', file },
        (event) => (event.type === 'probed' ? event.probe : undefined),
        task,
      ),
    write: async (clip, order, task) => {
      try {
        await writeFrames(order, task);
      } catch (error) {
        throw inWordsOf(clip, error);
      }
    },
    analysis,
    close: async () => {
      await Promise.all([viewer.close(), packs.close(), analysis.close()]);
    },
  };
}
