import type { Sharp } from 'sharp';
import type { FrameFormat } from '#main/framestore/format.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { PackContent } from '#shared/contract/children.ts';
import { createFlowMeter } from './flow.ts';
import { colourSquare, greySquare } from './image.ts';

/** Makes the frames of a pack. */
export interface FrameMaker {
  readonly format: FrameFormat;
  /** Several may be under way at once. */
  decode(image: Sharp): Promise<Uint8Array>;
  /** What is packed of a clip's frame at `index`, asked for in order; null: nothing. `name` tells the frame from others. */
  toFrame(index: number, name: string, pixels: Uint8Array): Uint8Array | null;
  dispose(): void;
}

export async function createFrameMaker(content: PackContent, imageSize: number): Promise<FrameMaker> {
  switch (content) {
    case 'grey':
      return lightMaker(1, imageSize, greySquare);
    case 'rgb':
      return lightMaker(3, imageSize, colourSquare);
    case 'flow':
      return flowMaker(imageSize);
    default:
      return assertNever(content);
  }
}

function lightMaker(channels: 1 | 3, imageSize: number, decode: typeof greySquare): FrameMaker {
  return {
    format: { dtype: 'uint8', channels, imageSize },
    decode: (image) => decode(image, imageSize),
    toFrame: (_index, _name, pixels) => pixels,
    dispose: () => {},
  };
}

/** The first frame of a clip is what flow is measured from; it gives no frame of its own. */
async function flowMaker(imageSize: number): Promise<FrameMaker> {
  const meter = await createFlowMeter(imageSize);
  let last: { readonly name: string; readonly frame: Uint8Array } | null = null;
  return {
    format: { dtype: 'float32', channels: 3, imageSize },
    decode: (image) => greySquare(image, meter.workingSize),
    toFrame: (index, name, pixels) => {
      if (index === 0) {
        meter.setReference(pixels);
        last = null;
        return null;
      }
      // A short window repeats its frames.
      if (last?.name !== name) last = { name, frame: new Uint8Array(meter.flowTo(pixels).buffer) };
      return last.frame;
    },
    dispose: meter.dispose,
  };
}
