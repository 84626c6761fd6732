import { z } from 'zod';

/** No camera of the field comes near; what claims more would only fill the memory. */
export const MAX_FRAME_PIXELS = 64_000_000;
/** Of a file that is one frame: so many pixels with four channels of 16 bits. */
export const MAX_FRAME_FILE_BYTES = 512 * 1024 ** 2;

/** Where one frame lies: absolute path of its file and, where that holds several, which one it is. */
export const framePlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('image'), file: z.string() }),
  z.object({
    kind: z.literal('video'),
    file: z.string(),
    /** Among all frames of the file, 0-based, in the order they are shown. */
    number: z.number().int().nonnegative(),
    /** As the container says, by which the frame is found and checked; null where it says none. */
    timestampMs: z.number().nullable(),
  }),
  /** `number`: the row, 1-based, without the header. */
  z.object({ kind: z.literal('pixels'), file: z.string(), number: z.number().int().positive() }),
]);
export type FramePlace = z.infer<typeof framePlace>;

/** What a video holds, found by decoding all of it. */
export const videoProbe = z.object({
  /** As shown: turned, if the container says so. */
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  codec: z.string(),
  frameCount: z.number().int().positive(),
  /** Frames per second where the container's timestamps keep one rate; null where they vary or there are none. */
  fps: z.number().positive().nullable(),
  /** When each frame is shown, in that order, strictly rising; null where the container does not say. */
  timestampsMs: z.array(z.number()).nullable(),
  /** Frames that could not be decoded, and why, in words; null where all could. */
  damage: z.string().nullable(),
  /** SHA-256 of the file. */
  fileHash: z.string(),
});
export type VideoProbe = z.infer<typeof videoProbe>;

/**
 * How much the face moves over a clip, a value a frame: mean absolute difference of grey values (0 to 255) from the
 * reference frame, less what all of the picture brightened or darkened.
 */
export const motionCurve = z.object({
  reference: z.number().int().nonnegative(),
  energy: z.array(z.number()),
  /** Where the curve has its clear maximum; null where it has none. Only ever a suggestion. */
  suggestedApex: z.number().int().nonnegative().nullable(),
});
export type MotionCurve = z.infer<typeof motionCurve>;

/** Optical flow between two frames on a grid of cells, row by row. */
export const flowField = z.object({
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  columns: z.number().int().positive(),
  rows: z.number().int().positive(),
  /** Pixels of the frame; right and down are positive. */
  u: z.array(z.number()),
  v: z.array(z.number()),
  /** Optical strain: the norm of the symmetric part of the flow's gradient (Shreve 2011); no unit. */
  strain: z.array(z.number()),
});
export type FlowField = z.infer<typeof flowField>;

const point = z.object({ x: z.number(), y: z.number() });

/** The most certain face of a frame, in its pixels. */
export const faceFound = z.object({
  box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  /** 0 to 1. */
  certainty: z.number(),
  /** 68, in the order of iBUG 300-W. */
  landmarks: z.array(point),
});
export type FaceFound = z.infer<typeof faceFound>;
