import { z } from 'zod';
import { FAILURE_CODES } from '#shared/base/errors.ts';
import { backendName, backendReport } from '#shared/domain/backend.ts';
import { emotionName } from '#shared/domain/emotion.ts';
import { faceFound, flowField, framePlace, videoProbe } from '#shared/domain/frames.ts';
import { clipId } from '#shared/domain/ids.ts';
import { epochRecord, fold, prediction } from '#shared/domain/run.ts';
import { runSpec } from '#shared/domain/run-spec.ts';

/** What the engine and its children say to each other, over Node's IPC. Every child answers `failed` in words when it cannot go on. */
const failed = z.object({
  type: z.literal('failed'),
  failure: z.object({ code: z.enum(FAILURE_CODES), message: z.string() }),
});

// Trainer -----------------------------------------------------------------------------------------

/** One clip of a run, frozen: its place in the pack, its target, its subject. */
export const trainingClip = z.object({
  clipId,
  clipName: z.string(),
  subject: z.string().nullable(),
  /** Emotion name or intensity. */
  target: z.union([emotionName, z.number()]),
  /** Share of the raters for each class, in the order of the run's classes; null where the loss learns one emotion. */
  distribution: z.array(z.number()).nullable(),
  /** First and last frame of the window, 0-based, inclusive. */
  firstFrame: z.number().int().nonnegative(),
  lastFrame: z.number().int().nonnegative(),
});
export type TrainingClip = z.infer<typeof trainingClip>;

/** Saved as job.json in the run's folder before the trainer starts: all the trainer knows. */
export const trainingJob = z.object({
  spec: runSpec,
  runDir: z.string(),
  packFile: z.string(),
  /** Emotion task: in the order of the model's outputs. Empty for intensity. */
  classes: z.array(emotionName),
  clips: z.array(trainingClip),
  folds: z.array(fold),
  /** False only for splits by clip; the trainer then allows a subject on both sides. */
  subjectIndependent: z.boolean(),
  /** Goes on after the checkpoint in the run's folder, if there is one; else starts anew. */
  resume: z.boolean(),
});
export type TrainingJob = z.infer<typeof trainingJob>;

/** A clip as a trained model looks at it. */
const windowedClip = trainingClip.pick({ clipId: true, clipName: true, firstFrame: true, lastFrame: true });
export type WindowedClip = z.infer<typeof windowedClip>;

/** Clips that the models of a finished run are asked about. */
export const predictionJob = z.object({
  spec: runSpec,
  runDir: z.string(),
  packFile: z.string(),
  clips: z.array(windowedClip),
});
export type PredictionJob = z.infer<typeof predictionJob>;

/** The mean over the run's models: the probability of each class, or the intensity alone. */
export const clipOutputs = z.object({ clipId, outputs: z.array(z.number()) });
export type ClipOutputs = z.infer<typeof clipOutputs>;

/** A backend that is not to be tried, since it crashed a trainer before. */
export const passedOver = z.object({ name: backendName, whyNot: z.string() });
export type PassedOver = z.infer<typeof passedOver>;
const without = z.array(passedOver);

export const trainerRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('train'), jobFile: z.string(), without }),
  z.object({ type: z.literal('predict'), job: predictionJob, without }),
  z.object({ type: z.literal('backends'), without }),
  /** Find the face in a picture: 8 bits, red, green, blue, row by row. Answered each time by `face`; many may be asked one after the other. */
  z.object({
    type: z.literal('face'),
    id: z.number().int(),
    widthPx: z.number().int().positive(),
    heightPx: z.number().int().positive(),
    rgb: z.instanceof(Uint8Array),
  }),
  z.object({ type: z.literal('cancel') }),
]);
export type TrainerRequest = z.infer<typeof trainerRequest>;

export const trainerEvent = z.discriminatedUnion('type', [
  /** Said before a backend is loaded, which may crash the trainer. */
  z.object({ type: z.literal('trying'), backend: backendName }),
  /** The last word of a trainer that cannot try the next backend while it holds this one: another one must go on without it. */
  z.object({ type: z.literal('unusable'), backend: backendName, whyNot: z.string() }),
  z.object({ type: z.literal('backend'), backend: z.string(), reason: z.string() }),
  /** Once, after the backend: what the run has learned in earlier sittings. All that was told of it before is void. */
  z.object({
    type: z.literal('begin'),
    history: z.array(epochRecord),
    /** Those that are done. */
    folds: z.array(z.object({ fold: z.number().int(), predictions: z.array(prediction) })),
    /** Where a resumed run goes on, and what could not be used. */
    message: z.string().nullable(),
    progress: z.number(),
  }),
  z.object({
    type: z.literal('epoch'),
    record: epochRecord,
    progress: z.number(),
    secondsLeft: z.number().nullable(),
  }),
  z.object({ type: z.literal('fold'), fold: z.number().int(), predictions: z.array(prediction) }),
  z.object({ type: z.literal('done'), seconds: z.number() }),
  z.object({ type: z.literal('cancelled') }),
  /** Models of the run that have predicted. */
  z.object({ type: z.literal('predicting'), done: z.number().int(), total: z.number().int() }),
  z.object({ type: z.literal('predicted'), rows: z.array(clipOutputs) }),
  z.object({ type: z.literal('backends'), reports: z.array(backendReport) }),
  /** Null: no face was found. */
  z.object({ type: z.literal('face'), id: z.number().int(), face: faceFound.nullable() }),
  failed,
]);
export type TrainerEvent = z.infer<typeof trainerEvent>;

// Decoder -----------------------------------------------------------------------------------------

/** What a pack holds of each frame: light as grey or RGB, 0 to 255; or optical flow (u, v in pixels, strain) as floats. */
export const packContent = z.enum(['grey', 'rgb', 'flow']);
export type PackContent = z.infer<typeof packContent>;

export const packClip = z.object({
  clipId,
  /** In frame order. For flow: the frame it is measured from, then each it is measured to. */
  places: z.array(framePlace),
  contentHash: z.string(),
});
export type PackClip = z.infer<typeof packClip>;

/** A clip left out of a pack, with the file and why. */
export const unreadableClip = z.object({ clipId, reason: z.string() });
export type UnreadableClip = z.infer<typeof unreadableClip>;

const unreadablePlace = z.object({ place: z.number().int().nonnegative(), reason: z.string() });
export type UnreadablePlace = z.infer<typeof unreadablePlace>;

export const decoderRequest = z.discriminatedUnion('type', [
  /** Check that the image is whole and give its bytes as a browser shows them (`full`), or make a small WebP of it (`thumbnail`). */
  z.object({
    type: z.literal('image'),
    id: z.number().int(),
    place: framePlace,
    size: z.enum(['full', 'thumbnail']),
  }),
  /** Make a thumbnail of a frame that was given as an image before; answered as one. */
  z.object({ type: z.literal('shrink'), id: z.number().int(), bytes: z.instanceof(Uint8Array) }),
  /** Decode a video whole, and say what it holds. */
  z.object({ type: z.literal('probe'), id: z.number().int(), file: z.string() }),
  /** Write these frames, as a browser shows them, into `chunkFile` (its own temporary file first): `first` is the index of the first one within its clip. */
  z.object({
    type: z.literal('fill'),
    id: z.number().int(),
    chunkFile: z.string(),
    clipKey: z.string(),
    first: z.number().int().nonnegative(),
    places: z.array(framePlace),
  }),
  /** Write each frame as a PNG of the source's own pixels and depth into the file of the same place; and, if asked, all as one contact sheet. */
  z.object({
    type: z.literal('write'),
    id: z.number().int(),
    places: z.array(framePlace),
    files: z.array(z.string()),
    /** Below each frame on the sheet. */
    captions: z.array(z.string()),
    contactSheet: z.string().nullable(),
  }),
  /** The frame's pixels, 8 bits, red, green, blue, row by row. */
  z.object({ type: z.literal('pixels'), id: z.number().int(), place: framePlace }),
  /** How much each frame differs from that at `reference`. */
  z.object({
    type: z.literal('motion'),
    id: z.number().int(),
    places: z.array(framePlace),
    reference: z.number().int().nonnegative(),
  }),
  z.object({ type: z.literal('flow'), id: z.number().int(), from: framePlace, to: framePlace }),
  /** Write the clips' frames as squares of `imageSize` into `packFile` (its own temporary file first). */
  z.object({
    type: z.literal('pack'),
    id: z.number().int(),
    packFile: z.string(),
    imageSize: z.number().int(),
    content: packContent,
    clips: z.array(packClip),
  }),
  z.object({ type: z.literal('cancel'), id: z.number().int() }),
]);
export type DecoderRequest = z.infer<typeof decoderRequest>;

export const decoderEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('image'),
    id: z.number().int(),
    mimeType: z.string(),
    bytes: z.instanceof(Uint8Array),
  }),
  z.object({
    type: z.literal('progress'),
    id: z.number().int(),
    done: z.number().int(),
    total: z.number().int(),
  }),
  z.object({
    type: z.literal('packed'),
    id: z.number().int(),
    unreadable: z.array(unreadableClip),
  }),
  z.object({ type: z.literal('probed'), id: z.number().int(), probe: videoProbe }),
  /** `unreadable`: places within the request, each with why; they are not in the chunk. */
  z.object({ type: z.literal('filled'), id: z.number().int(), unreadable: z.array(unreadablePlace) }),
  z.object({ type: z.literal('written'), id: z.number().int(), unreadable: z.array(unreadablePlace) }),
  z.object({
    type: z.literal('pixels'),
    id: z.number().int(),
    widthPx: z.number().int(),
    heightPx: z.number().int(),
    rgb: z.instanceof(Uint8Array),
  }),
  /** A value a frame, see motionCurve. */
  z.object({ type: z.literal('motion'), id: z.number().int(), energy: z.array(z.number()) }),
  z.object({
    type: z.literal('flow'),
    id: z.number().int(),
    field: flowField.omit({ from: true, to: true }),
  }),
  z.object({ type: z.literal('cancelled'), id: z.number().int() }),
  failed.extend({ id: z.number().int() }),
]);
export type DecoderEvent = z.infer<typeof decoderEvent>;

// Demo --------------------------------------------------------------------------------------------

export const demoRequest = z.object({ type: z.literal('make'), dir: z.string(), seed: z.number().int() });
export type DemoRequest = z.infer<typeof demoRequest>;

/**
 * `done` once the folder holds frames/ (see `layout`), the coding sheet, one intensity table a rater, and
 * truth.csv, which is never imported.
 */
export const demoEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.number().int(), total: z.number().int() }),
  z.object({
    type: z.literal('done'),
    framesDir: z.string(),
    layout: z.string(),
    fps: z.number(),
    codingSheet: z.string(),
    intensityTables: z.array(z.string()),
  }),
  failed,
]);
export type DemoEvent = z.infer<typeof demoEvent>;
