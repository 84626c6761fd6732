import { createFarneback } from './farneback.ts';
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
 * A sixth of the face. OpenCV's examples have 15, which puts the strain of a face stretched by 4% a sixth too high.
 */
const WINDOW_SIZE = 21;

export async function createFlowMeter(imageSize: number): Promise<FlowMeter> {
  const factor = Math.ceil(MIN_WORKING_SIZE / imageSize);
  const side = factor * imageSize;
  const { setReference, flowTo, dispose } = await createFarneback(side, side, WINDOW_SIZE);
  return {
    workingSize: side,
    setReference,
    flowTo: (pixels) => toFlowImage(flowTo(pixels), side, factor),
    dispose,
  };
}
