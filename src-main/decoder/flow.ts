import { createRequire } from 'node:module';
import type * as OpenCv from '@techstark/opencv-js';
import { toFlowImage } from './flow-image.ts';

/** Optical flow from one frame to others, of squares of `workingSize` grey values. */
export interface FlowMeter {
  readonly workingSize: number;
  /** The frame that flow is measured from. */
  setReference(pixels: Uint8Array): void;
  /** imageSize x imageSize pixels of u, v and strain, see {@link toFlowImage}. Right and down are positive. */
  flowTo(pixels: Uint8Array): Float32Array;
  dispose(): void;
}

/**
 * A micro-expression moves the skin by less than a pixel of a small image. So flow is measured on squares of at least
 * this side, then averaged down.
 */
const MIN_WORKING_SIZE = 128;

/**
 * Farnebäck's method (2003), with the settings of OpenCV's own examples, but for the window: 21 pixels, a sixth of the
 * face, where theirs of 15 puts the strain of a face stretched by 4% a sixth too high.
 */
const PYRAMID_SCALE = 0.5;
const LEVELS = 3;
const WINDOW_SIZE = 21;
const ITERATIONS = 3;
const POLY_N = 5;
/** As OpenCV advises for 5. */
const POLY_SIGMA = 1.1;

export async function createFlowMeter(imageSize: number): Promise<FlowMeter> {
  const cv = await loadOpenCv();
  const factor = Math.ceil(MIN_WORKING_SIZE / imageSize);
  const side = factor * imageSize;
  const from = new cv.Mat(side, side, cv.CV_8UC1);
  const to = new cv.Mat(side, side, cv.CV_8UC1);
  const field = new cv.Mat();
  return {
    workingSize: side,
    setReference: (pixels) => from.data.set(pixels),
    flowTo: (pixels) => {
      to.data.set(pixels);
      cv.calcOpticalFlowFarneback(
        from,
        to,
        field,
        PYRAMID_SCALE,
        LEVELS,
        WINDOW_SIZE,
        ITERATIONS,
        POLY_N,
        POLY_SIGMA,
        0,
      );
      return toFlowImage(field.data32F, side, factor);
    },
    dispose: () => {
      for (const mat of [from, to, field]) mat.delete();
    },
  };
}

/** Only when it is needed: it is large and takes a second. Required, not imported: the module is a promise itself. */
function loadOpenCv(): Promise<typeof OpenCv> {
  return createRequire(import.meta.url)('@techstark/opencv-js');
}
