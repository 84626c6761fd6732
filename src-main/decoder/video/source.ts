import type { RawPixels } from './raw-pixels.ts';

/** What a video's container says of it. */
export interface VideoFacts {
  readonly codec: string;
  /** As shown: turned, if the container says so. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Seconds that a tick of the timestamps lasts, as a fraction; null where the container has no timestamps. */
  readonly timeBase: Fraction | null;
  /** Frames per second that the container claims, each perhaps wrong. */
  readonly claimedFps: readonly number[];
  /** How long the pictures last, if the container says; in ticks. */
  readonly claimedTicks: number | null;
  readonly sizeBytes: number;
}

export interface Fraction {
  readonly num: number;
  readonly den: number;
}

export interface DecodedFrame {
  /** When it is shown, in units of the time base; null where the container does not say. */
  readonly ticks: number | null;
  /** How long, in the same units; 0 where the container does not say. */
  readonly durationTicks: number;
  /** The decoder had to make up parts of it. */
  readonly isDamaged: boolean;
  /** Its pixels, upright. Only before the next frame is decoded. */
  pixels(): RawPixels;
}

/** A video that is open: its frames in the order they are shown. To be closed. */
export interface VideoSource {
  readonly facts: VideoFacts;
  /** Null after the last. Those shown before `fromTicks`, if that is given, may be left out where no other frame needs them. */
  next(fromTicks?: number): Promise<DecodedFrame | null>;
  /** Goes on at a frame at or before `ticks` from which decoding can begin, if it can; null: at the first of all. */
  seek(ticks: number | null): Promise<void>;
  /**
   * Whether each frame is shown later than all before it, so that none shares its time with another: by what the container
   * says of all of them, without decoding. False where it does not say. Frames go on where they were.
   */
  hasRisingTimes(): Promise<boolean>;
  /** How far it has read, of `sizeBytes`. */
  bytesRead(): number;
  /** Packets that could not be read or decoded so far, and what the decoder said of the first; null where there are none. */
  trouble(): { readonly packets: number; readonly first: string } | null;
  close(): void;
}

/** Milliseconds of a timestamp. */
export function ticksToMs(ticks: number, { num, den }: Fraction): number {
  return (ticks * num * 1000) / den;
}

/** The inverse of {@link ticksToMs}, to the nearest tick. */
export function msToTicks(ms: number, { num, den }: Fraction): number {
  return Math.round((ms * den) / (1000 * num));
}
