import { z } from 'zod';
import { emotionName } from './emotion.ts';
import { clipId } from './ids.ts';
import { frameIndex, intensity, labelStatus } from './label.ts';

/** A split given by the data set itself. */
export const givenSplit = z.enum(['train', 'test']);
export type GivenSplit = z.infer<typeof givenSplit>;

/** A clip as lists show it. Label fields are the effective ones: the asking rater's own where said, else the raters together. */
export const clipRow = z.object({
  id: clipId,
  name: z.string(),
  dataset: z.string().nullable(),
  subject: z.string().nullable(),
  split: givenSplit.nullable(),
  frameCount: z.number().int().nonnegative(),
  fps: z.number().positive().nullable(),
  mediaMissing: z.boolean(),
  emotion: emotionName.nullable(),
  intensity: intensity.nullable(),
  onset: frameIndex.nullable(),
  apex: frameIndex.nullable(),
  offset: frameIndex.nullable(),
  apexEstimated: z.boolean(),
  /** How many people and sources submitted a label of this clip; 0 where that may not be seen. */
  raterCount: z.number().int().nonnegative(),
  /** Standard deviation (ddof 0) of the raters' intensities; null below two. */
  intensitySpread: z.number().nonnegative().nullable(),
  /** Share of the raters' votes that the most frequent emotion has; null where nobody gave one. */
  emotionAgreement: z.number().min(0).max(1).nullable(),
  /** True where the asking rater has a label of their own. */
  labelledByMe: z.boolean(),
  /** Of the asking rater's label; null where they have none. */
  myStatus: labelStatus.nullable(),
});
export type ClipRow = z.infer<typeof clipRow>;

/** Which clips. Absent means no restriction; lists are alternatives; null in `emotions` or `subjects` means none known. */
export const clipFilter = z
  .strictObject({
    emotions: z.array(emotionName.nullable()),
    datasets: z.array(z.string().nullable()),
    subjects: z.array(z.string().nullable()),
    splits: z.array(givenSplit.nullable()),
    labelledByMe: z.boolean(),
    /** Of the asking rater's label; null: none. */
    statuses: z.array(labelStatus.nullable()),
    mediaMissing: z.boolean(),
    /** Part of the clip's name. */
    text: z.string(),
    ids: z.array(clipId),
  })
  .partial();
export type ClipFilter = z.infer<typeof clipFilter>;

export const clipSort = z.object({
  by: z.enum([
    'name',
    'subject',
    'emotion',
    'intensity',
    'frameCount',
    'intensitySpread',
    'emotionAgreement',
  ]),
  direction: z.enum(['ascending', 'descending']),
});
export type ClipSort = z.infer<typeof clipSort>;

const facet = <T extends z.ZodType>(value: T) => z.array(z.object({ value, count: z.number().int() }));

/** How many clips each value of a field would select, under the filter's other fields. */
export const clipFacets = z.object({
  emotions: facet(z.string().nullable()),
  datasets: facet(z.string().nullable()),
  subjects: facet(z.string().nullable()),
  splits: facet(givenSplit.nullable()),
  labelledByMe: facet(z.boolean()),
  statuses: facet(labelStatus.nullable()),
  mediaMissing: facet(z.boolean()),
});
export type ClipFacets = z.infer<typeof clipFacets>;

/** One file that holds all frames of a clip: a video, or a table with a row of pixels for each. */
export const mediaContainer = z.object({ kind: z.enum(['video', 'pixel-table']), path: z.string() });
export type MediaContainer = z.infer<typeof mediaContainer>;

/** Where a clip's frames lie. `sourceNumbers[i]` is the source's own number of frame i. */
export const clipMedia = z.object({
  root: z.string(),
  /** Below the root: the file that frame i lies in; of a container, its path each time. Empty strings where the media is missing. */
  paths: z.array(z.string()),
  /** Of a video: the place of frame i among all frames of the file, 0-based, in the order they are shown. Of a table: its row, 1-based, without the header. */
  sourceNumbers: z.array(z.number().int()),
  /** Null: each frame is a file of its own. */
  container: mediaContainer.nullable(),
  /** When frame i is shown, as a video's container says; null: by index and fps. */
  timestampsMs: z.array(z.number()).nullable(),
  contentHash: z.string().nullable(),
});
export type ClipMedia = z.infer<typeof clipMedia>;
