import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as FaceApi from '@vladmandic/face-api/dist/face-api.node-wasm.js';
import { selectBackend } from '#main/learning/backends/index.ts';
import type { FaceFound } from '#shared/domain/frames.ts';
import { addBorder, type Picture, shrink } from './face-picture.ts';

export interface FaceFinder {
  /** The most certain face, in the picture's pixels; null where there is none. The box is held within the picture, the landmarks are not. */
  find(picture: Picture): Promise<FaceFound | null>;
}

/** Faces are looked for in pictures of at most that size: the detector itself sees 512 pixels, the landmarks 112 of a face. */
const MAX_SIDE_PX = 1024;
/** A face is one from here on; the packages' own default. */
const LEAST_CERTAINTY = 0.5;
/** From here on no second look is taken. */
const SURE = 0.8;
/** Of the longer side. Clips of this field are often cut to the face, where the detectors see none; with room around it they do. */
const BORDER_SHARE = 0.5;
/** The tiny detector's own choice of sizes: this one for a large face in the picture. */
const TINY_INPUT_PX = 224;

/**
 * SSD MobileNet v1 and the 68 points of iBUG 300-W, from the models that lie in the package, on WebAssembly (or plain JavaScript): in the
 * picture as it is; if that is not sure, with a border around it; if there is none, by the tiny detector.
 */
export async function createFaceFinder(): Promise<FaceFinder> {
  await selectBackend('wasm').catch(() => selectBackend('cpu'));
  const api: typeof FaceApi = await import('@vladmandic/face-api/dist/face-api.node-wasm.js');
  const packageFile = createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json');
  const models = join(dirname(packageFile), 'model');
  const { ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net } = api.nets;
  for (const net of [ssdMobilenetv1, tinyFaceDetector, faceLandmark68Net]) await net.loadFromDisk(models);
  const ssd = new api.SsdMobilenetv1Options({ minConfidence: LEAST_CERTAINTY });
  const tiny = new api.TinyFaceDetectorOptions({
    inputSize: TINY_INPUT_PX,
    scoreThreshold: LEAST_CERTAINTY,
  });

  const look = async (picture: Picture, borderPx: number, how: FaceApi.FaceDetectionOptions) => {
    const { rgb, widthPx, heightPx } = borderPx === 0 ? picture : addBorder(picture, borderPx);
    const tensor = api.tf.tensor3d(rgb, [heightPx, widthPx, 3], 'int32');
    try {
      const found = await api.detectSingleFace(tensor, how).withFaceLandmarks();
      return found === undefined ? null : faceOf(found, picture, borderPx);
    } finally {
      tensor.dispose();
    }
  };

  return {
    find: async (given) => {
      const { picture, factor } = shrink(given, MAX_SIDE_PX);
      const border = Math.round(BORDER_SHARE * Math.max(picture.widthPx, picture.heightPx));
      const asItIs = await look(picture, 0, ssd);
      if (asItIs !== null && asItIs.certainty >= SURE) return enlarge(asItIs, factor);
      const withBorder = await look(picture, border, ssd);
      const found = moreCertain(asItIs, withBorder) ?? (await look(picture, border, tiny));
      return found === null ? null : enlarge(found, factor);
    },
  };
}

type Found = FaceApi.WithFaceLandmarks<FaceApi.WithFaceDetection<object>>;

function faceOf({ detection, landmarks }: Found, picture: Picture, borderPx: number): FaceFound {
  const { x, y, width, height } = detection.box;
  const left = Math.max(0, x - borderPx);
  const top = Math.max(0, y - borderPx);
  return {
    box: {
      x: left,
      y: top,
      width: Math.max(0, Math.min(picture.widthPx, x - borderPx + width) - left),
      height: Math.max(0, Math.min(picture.heightPx, y - borderPx + height) - top),
    },
    certainty: detection.score,
    landmarks: landmarks.positions.map((point) => ({ x: point.x - borderPx, y: point.y - borderPx })),
  };
}

function moreCertain(one: FaceFound | null, other: FaceFound | null): FaceFound | null {
  if (one === null || other === null) return one ?? other;
  return other.certainty > one.certainty ? other : one;
}

function enlarge({ box, certainty, landmarks }: FaceFound, factor: number): FaceFound {
  const { x, y, width, height } = box;
  return {
    box: { x: x * factor, y: y * factor, width: width * factor, height: height * factor },
    certainty,
    landmarks: landmarks.map((point) => ({ x: point.x * factor, y: point.y * factor })),
  };
}
