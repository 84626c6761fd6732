import type { FrameFormat } from '#main/framestore/format.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import type { PackContent } from '#shared/contract/children.ts';
import { createFlowMeter } from './flow.ts';
import { colourSquare, greySquare } from './image.ts';

/** Makes the frames of a pack. */
export interface FrameMaker {
  readonly format: FrameFormat;
  /** Throws OnsetError `not-found` or `bad-input` naming the file. Several may be under way at once. */
  decode(file: string): Promise<Uint8Array>;
  /** What is packed of a clip's file at `index`, asked for in order; null: nothing. */
  toFrame(index: number, file: string, pixels: Uint8Array): Uint8Array | null;
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
    decode: (file) => decode(file, imageSize),
    toFrame: (_index, _file, pixels) => pixels,
    dispose: () => {},
  };
}

/** The first file of a clip is what flow is measured from; it gives no frame of its own. */
async function flowMaker(imageSize: number): Promise<FrameMaker> {
  const meter = await createFlowMeter(imageSize);
  let last: { readonly file: string; readonly frame: Uint8Array } | null = null;
  return {
    format: { dtype: 'float32', channels: 3, imageSize },
    decode: (file) => greySquare(file, meter.workingSize),
    toFrame: (index, file, pixels) => {
      if (index === 0) {
        meter.setReference(pixels);
        last = null;
        return null;
      }
      // A short window repeats its frames.
      if (last?.file !== file) last = { file, frame: new Uint8Array(meter.flowTo(pixels).buffer) };
      return last.frame;
    },
    dispose: meter.dispose,
  };
}
