import { childEntry } from '#main/jobs/child.ts';
import { createWarmChild } from '#main/jobs/warm-child.ts';
import {
  type DecoderEvent,
  type DecoderRequest,
  decoderEvent,
  type TrainerEvent,
  type TrainerRequest,
  trainerEvent,
} from '#shared/contract/children.ts';
import type { FaceFound, FlowField } from '#shared/domain/frames.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { askDecoder, type DecoderTask } from './ask-decoder.ts';
import { createImageCache } from './image-cache.ts';
import { frameOfClip, inWordsOf, keyOfFrame, type MediaClip } from './sources.ts';

/**
 * What is measured in frames, each from the decoder's own pixels. What was measured is kept in memory, by content: going back
 * and forth costs it once. All throw OnsetError: `not-found`, `bad-input` naming clip and file, `cancelled`.
 */
export interface Analysis {
  /** How much each frame differs from that at `reference`: see motionCurve. */
  motion(clipId: ClipId, reference: number, task: DecoderTask): Promise<readonly number[]>;
  /** Optical flow and strain between two frames. */
  flow(clipId: ClipId, from: number, to: number, task: DecoderTask): Promise<FlowField>;
  /** The most certain face of a frame; null where none is found. */
  face(clipId: ClipId, index: number, task: DecoderTask): Promise<FaceFound | null>;
  close(): Promise<void>;
}

/** Of each kind. */
const CAPACITY_BYTES = 16 * 1024 * 1024;
const BYTES_PER_NUMBER = 8;
const FACE_BYTES = 4096;
/** Long enough to look at a frame before going on. */
const IDLE_MS = 15_000;
/** OpenCV or the models of faces take seconds to load where the machine is busy; a frame of 64 megapixels takes long itself. */
const LIMIT_MS = 60_000;

export function createAnalysis(readClip: (clipId: ClipId) => MediaClip): Analysis {
  const decoder = warmDecoder();
  const faces = warmFaceFinder();
  const motions = remembering<readonly number[]>((curve) => curve.length * BYTES_PER_NUMBER);
  const flows = remembering<Omit<FlowField, 'from' | 'to'>>(({ u }) => 3 * u.length * BYTES_PER_NUMBER);
  const found = remembering<{ readonly face: FaceFound | null }>(() => FACE_BYTES);

  return {
    motion: async (clipId, reference, task) => {
      const clip = readClip(clipId);
      // Says what is wrong before a child is started.
      frameOfClip(clip, reference);
      const places = clip.media.paths.map((_, index) => frameOfClip(clip, index).place);
      const ends = [0, Math.max(0, places.length - 1)].map((index) => keyOfFrame(clip, index));
      return motions(clip, [`${reference} of ${places.length}`, ...ends], () =>
        askDecoder(
          { type: 'motion', places, reference },
          (event) => (event.type === 'motion' ? event.energy : undefined),
          task,
        ),
      );
    },
    flow: async (clipId, from, to, { signal }) => {
      const clip = readClip(clipId);
      const [first, second] = [frameOfClip(clip, from).place, frameOfClip(clip, to).place];
      const field = await flows(clip, [keyOfFrame(clip, from), keyOfFrame(clip, to)], () =>
        decoder.ask({
          request: (id) => ({ type: 'flow', id, from: first, to: second }),
          answerOf: (event) => (event.type === 'flow' ? event.field : undefined),
          signal,
        }),
      );
      return { from, to, ...field };
    },
    face: async (clipId, index, { signal }) => {
      const clip = readClip(clipId);
      const { place } = frameOfClip(clip, index);
      const { face } = await found(clip, [keyOfFrame(clip, index)], () =>
        faces.ask({
          request: async (id) => {
            const { widthPx, heightPx, rgb } = await decoder.ask({
              request: (pixelsId) => ({ type: 'pixels', id: pixelsId, place }),
              answerOf: (event) => (event.type === 'pixels' ? event : undefined),
              signal,
            });
            return { type: 'face', id, widthPx, heightPx, rgb };
          },
          answerOf: (event) => (event.type === 'face' ? event : undefined),
          signal,
        }),
      );
      return face;
    },
    close: async () => {
      await Promise.all([decoder.close(), faces.close()]);
    },
  };
}

/** What was measured of the same frames before comes from memory; errors are told of the clip. */
function remembering<T>(bytesOf: (value: T) => number) {
  const memory = createImageCache<T>(CAPACITY_BYTES);
  return async (clip: MediaClip, frames: readonly string[], measure: () => Promise<T>): Promise<T> => {
    const key = frames.join('\n');
    // Files that nobody has hashed may have changed meanwhile.
    const isKnown = clip.media.contentHash !== null;
    const known = isKnown ? memory.get(key) : undefined;
    if (known !== undefined) return known;
    try {
      const value = await measure();
      if (isKnown) memory.set(key, value, bytesOf(value));
      return value;
    } catch (error) {
      throw inWordsOf(clip, error);
    }
  };
}

function warmDecoder() {
  return createWarmChild<DecoderRequest, DecoderEvent>({
    entry: childEntry('decoder'),
    who: 'the decoder',
    events: decoderEvent,
    idOf: ({ id }) => id,
    refusalOf: (event) => (event.type === 'failed' ? event.failure : null),
    idleMs: IDLE_MS,
    limitMs: LIMIT_MS,
  });
}

/** A trainer that only looks for faces. */
function warmFaceFinder() {
  return createWarmChild<TrainerRequest, TrainerEvent>({
    entry: childEntry('trainer'),
    who: 'the trainer',
    events: trainerEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    idOf: (event) => (event.type === 'face' ? event.id : null),
    idleMs: IDLE_MS,
    limitMs: LIMIT_MS,
  });
}
