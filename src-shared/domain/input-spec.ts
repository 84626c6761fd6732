import { z } from 'zod';

export const inputSpec = z.strictObject({
  /** Frames each clip is resampled to; with `mask`, the most that are looked at. */
  framesPerClip: z.number().int().min(1).max(256),
  /** Side of the square image, in pixels. */
  imageSize: z.number().int().min(8).max(256),
  /**
   * `clip`: all frames; `coded`: onset to offset where labelled, else all; `onset-apex`: onset to apex where
   * labelled; `onset`: the onset frame alone.
   */
  window: z.enum(['clip', 'coded', 'onset-apex', 'onset']),
  /**
   * `grey`: intensity of light, 0 to 1; `rgb`: red, green and blue; `difference`: each grey frame minus the window's
   * first; `flow`: optical flow from the window's first frame to each (u, v in pixels, strain).
   */
  representation: z.enum(['grey', 'rgb', 'difference', 'flow']),
  /** `resample`: evenly spaced frames; `mask`: frames as they are, what a shorter clip lacks is not looked at. */
  lengths: z.enum(['resample', 'mask']),
});
export type InputSpec = z.infer<typeof inputSpec>;

/** Values of a pixel. */
export function channelsOf({ representation }: Pick<InputSpec, 'representation'>): 1 | 3 {
  return representation === 'rgb' || representation === 'flow' ? 3 : 1;
}

/** What each training clip may look like another time; drawn anew for each epoch. All 0 and false: nothing. */
export const augmentationSpec = z.strictObject({
  /** Mirrors left and right every other time. */
  flip: z.boolean(),
  /** Moves the image by up to so many pixels. */
  shiftPixels: z.number().int().min(0).max(32),
  /** Adds up to so much light, as a share of white; scales a difference by up to as much, since added light leaves none. Not for flow. */
  brightness: z.number().min(0).max(0.5),
  /** Leaves out up to this share of the window, at its two ends. */
  temporalCrop: z.number().min(0).max(0.5),
});
export type AugmentationSpec = z.infer<typeof augmentationSpec>;
