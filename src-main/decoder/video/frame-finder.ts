import { OnsetError } from '#shared/base/errors.ts';
import type { RawPixels } from './raw-pixels.ts';
import { type DecodedFrame, msToTicks, type VideoSource } from './source.ts';

/** Where a frame is looked for: see framePlace. */
export interface VideoPlace {
  readonly file: string;
  readonly number: number;
  readonly timestampMs: number | null;
}

/**
 * Finds frames of an open video. By its timestamp, where it has one: the frame with exactly that one, or none. Else by
 * counting from the first. One frame at a time.
 */
export interface FrameFinder {
  /** Throws OnsetError `bad-input` where the frame is not there, `cancelled` by the signal. */
  find(place: VideoPlace, signal?: AbortSignal): Promise<RawPixels>;
}

/** Ahead of the last frame, decoding on is about as fast as a seek, which decodes from a keyframe. */
const MAX_RUN = 64;
/** No codec shows a picture later than this many pictures after it needs it. */
const MAX_REORDERED = 16;
const BREATH_MS = 15;

export function createFrameFinder(source: VideoSource): FrameFinder {
  const { timeBase } = source.facts;
  /** The last frame that was decoded; null where decoding has to begin elsewhere. */
  let at: { ticks: number | null; number: number } | null = { ticks: null, number: -1 };
  /** All frames since the first were decoded: those that are damaged now are so for good, and they can be counted. */
  let isFromStart = true;
  /** Timestamps of frames that were counted; null where they do not rise, and so tell nothing. */
  let counted: number[] | null = [];
  /** Whether those of the frames still to be counted rise too; asked once. */
  let isRising: Promise<boolean> | null = null;
  let last: { readonly key: string; readonly pixels: RawPixels } | null = null;

  const restart = async () => {
    await source.seek(null);
    at = { ticks: null, number: -1 };
    isFromStart = true;
  };
  const remember = (number: number, ticks: number | null) => {
    if (!isFromStart || counted === null || number !== counted.length) return;
    if (ticks === null || ticks <= (counted.at(-1) ?? Number.NEGATIVE_INFINITY)) counted = null;
    else counted.push(ticks);
  };

  /** Decodes on until `isIt`; null where that was passed or the end was reached. */
  const decodeUntil = async (
    isIt: (frame: DecodedFrame, number: number) => boolean | 'passed',
    signal: AbortSignal | undefined,
    fromTicks?: number,
  ): Promise<DecodedFrame | null> => {
    let number = at?.number ?? Number.NaN;
    at = null;
    let breathMs = performance.now();
    for (;;) {
      const frame = await source.next(fromTicks);
      if (frame === null) return null;
      number += 1;
      remember(number, frame.ticks);
      const found = isIt(frame, number);
      if (found === 'passed') return null;
      if (found) return frame;
      if (performance.now() - breathMs < BREATH_MS) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new OnsetError('cancelled', 'Decoding the frames was cancelled.');
      breathMs = performance.now();
    }
  };

  const byCounting = async (wanted: number, signal: AbortSignal | undefined) => {
    if (at === null || !isFromStart || at.number >= wanted) await restart();
    return decodeUntil((_, number) => number === wanted, signal);
  };

  const byTime = async (ticks: number, number: number, signal: AbortSignal | undefined) => {
    let durationTicks = 0;
    /** Null also where it is not whole after a seek: it may need what came before. */
    const decodeTo = async () => {
      const isIt = (candidate: DecodedFrame) => {
        durationTicks = Math.max(durationTicks, candidate.durationTicks);
        if (candidate.ticks !== null && candidate.ticks > ticks) return 'passed';
        return candidate.ticks === ticks;
      };
      // From the start on frames are counted, and so none is left out.
      const frame = await (isFromStart ? decodeUntil(isIt, signal) : decodeUntil(isIt, signal, ticks));
      return frame !== null && (isFromStart || !frame.isDamaged) ? frame : null;
    };
    const isAhead = at !== null && number > at.number && number - at.number <= MAX_RUN;
    const found = isAhead && (at?.ticks ?? Number.NEGATIVE_INFINITY) < ticks ? await decodeTo() : null;
    if (found !== null) return found;
    // Then from a keyframe further back: a frame may hang on pictures on both sides of the nearest one.
    for (const seconds of [0, 1]) {
      const backTicks = seconds === 0 ? 0 : Math.max(secondInTicks(), MAX_REORDERED * durationTicks);
      await source.seek(ticks - backTicks);
      isFromStart = false;
      const frame = await decodeTo();
      if (frame !== null) return frame;
    }
    await restart();
    return decodeTo();
  };
  const secondInTicks = () => (timeBase === null ? 0 : msToTicks(1000, timeBase));

  /** The timestamp to find it by; null: by counting. */
  const ticksOf = async ({ number, timestampMs }: VideoPlace): Promise<number | null> => {
    if (timestampMs !== null) return timeBase === null ? null : msToTicks(timestampMs, timeBase);
    if (counted?.[number] === undefined) return null;
    // A later frame may have the same one, where recordings were put together.
    isRising ??= source.hasRisingTimes();
    if (!(await isRising)) counted = null;
    return counted?.[number] ?? null;
  };

  return {
    find: async (place, signal) => {
      const key = `${place.number} ${place.timestampMs}`;
      if (last?.key === key) return last.pixels;
      if (place.timestampMs !== null && timeBase === null) throw isMissing(place);
      const ticks = await ticksOf(place);
      const frame =
        ticks === null ? await byCounting(place.number, signal) : await byTime(ticks, place.number, signal);
      if (frame === null) throw isMissing(place);
      at = { ticks: frame.ticks, number: place.number };
      last = { key, pixels: frame.pixels() };
      return last.pixels;
    },
  };
}

function isMissing({ file, number, timestampMs }: VideoPlace): OnsetError {
  const when = timestampMs === null ? '' : ` at ${Number((timestampMs / 1000).toFixed(3))} s`;
  return new OnsetError(
    'bad-input',
    `${file} is not the video it was when it was imported, or is damaged: its frame ${number}${when} is missing.`,
  );
}
