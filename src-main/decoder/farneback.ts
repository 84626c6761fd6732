import { createRequire } from 'node:module';
import type * as OpenCv from '@techstark/opencv-js';

/** Optical flow from one grey picture to others of the same size. */
export interface Farneback {
  /** The picture that flow is measured from: 8 bits, row by row. */
  setReference(pixels: Uint8Array): void;
  /** u and v of each pixel, in pixels; right and down are positive. The next call writes over it. */
  flowTo(pixels: Uint8Array): Float32Array;
  dispose(): void;
}

/** Farnebäck's method (2003), with the settings of OpenCV's own examples, but for the window. */
const PYRAMID_SCALE = 0.5;
const LEVELS = 3;
const ITERATIONS = 3;
const POLY_N = 5;
/** As OpenCV advises for 5. */
const POLY_SIGMA = 1.1;

/** `windowSize`: over so many pixels, across and down, motion is taken to be one; odd. */
export async function createFarneback(width: number, height: number, windowSize: number): Promise<Farneback> {
  const cv = await loadOpenCv();
  const from = new cv.Mat(height, width, cv.CV_8UC1);
  const to = new cv.Mat(height, width, cv.CV_8UC1);
  const field = new cv.Mat();
  return {
    setReference: (pixels) => from.data.set(pixels),
    flowTo: (pixels) => {
      to.data.set(pixels);
      cv.calcOpticalFlowFarneback(
        from,
        to,
        field,
        PYRAMID_SCALE,
        LEVELS,
        windowSize,
        ITERATIONS,
        POLY_N,
        POLY_SIGMA,
        0,
      );
      return field.data32F;
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
