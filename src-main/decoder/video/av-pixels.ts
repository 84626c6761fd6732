import type * as AvConstants from 'node-av/constants';
import type * as Av from 'node-av/lib';
import { OnsetError } from '#shared/base/errors.ts';
import { kindOfPixels, type RawPixels, wordsFromBytes } from './raw-pixels.ts';

/** FFmpeg's libraries, once they are loaded. */
export interface AvLibrary {
  readonly lib: typeof Av;
  readonly constants: typeof AvConstants;
}

export interface Converter {
  /** By the frame's own colour matrix and range. */
  convert(file: string, frame: Av.Frame): RawPixels;
  close(): void;
}

export function createConverter({ lib, constants }: AvLibrary): Converter {
  const scaler = new lib.SoftwareScaleContext();
  scaler.allocContext();
  scaler.setOption('sws_flags', 'bicubic+accurate_rnd+full_chroma_int');
  const formats = {
    grey: constants.AV_PIX_FMT_GRAY8,
    deepGrey: constants.AV_PIX_FMT_GRAY16LE,
    colour: constants.AV_PIX_FMT_RGB24,
    deepColour: constants.AV_PIX_FMT_RGB48LE,
  };
  return {
    convert: (file, frame) => {
      const name = isPicture(frame) ? lib.avGetPixFmtName(frame.format) : null;
      if (name === null) throw new OnsetError('bad-input', `${file} holds pictures of an unknown kind.`);
      const { isGrey, isDeep } = kindOfPixels(name);
      const format = isGrey
        ? isDeep
          ? formats.deepGrey
          : formats.grey
        : isDeep
          ? formats.deepColour
          : formats.colour;
      const picture = new lib.Frame();
      picture.alloc();
      try {
        picture.width = frame.width;
        picture.height = frame.height;
        picture.format = format;
        picture.colorRange = constants.AVCOL_RANGE_JPEG;
        if (!isGrey) picture.colorSpace = constants.AVCOL_SPC_RGB;
        // Else the fields of a picture that was taken in two would not be converted each by itself.
        if (frame.hasFlags(constants.AV_FRAME_FLAG_INTERLACED))
          picture.setFlags(constants.AV_FRAME_FLAG_INTERLACED);
        picture.allocBuffer();
        if (scaler.scaleFrameSync(picture, frame) < 0)
          throw new OnsetError('bad-input', `${file} holds pictures of a kind that is not read: ${name}.`);
        const bytes = picture.toBuffer();
        return {
          widthPx: frame.width,
          heightPx: frame.height,
          channels: isGrey ? 1 : 3,
          values: isDeep ? wordsFromBytes(bytes) : bytes,
        };
      } finally {
        picture.free();
      }
    },
    close: () => scaler.freeContext(),
  };
}

function isPicture(frame: Av.Frame): frame is Av.Frame & { readonly format: AvConstants.AVPixelFormat } {
  return frame.isVideo();
}
