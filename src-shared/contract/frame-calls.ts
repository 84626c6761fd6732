import { z } from 'zod';
import { faceFound, flowField, motionCurve } from '#shared/domain/frames.ts';
import { clipId, taskId } from '#shared/domain/ids.ts';

const index = z.number().int().nonnegative();

/** What is made of frames, and where they lie. A frame to look at is the one binary call: see frames.ts. */
export const frameCalls = {
  /**
   * Writes frames of a clip (null: all) as PNG of the source's own pixels into the folder `dir`, which is made. Files are
   * named by clip and index. Nothing that is there already is overwritten, unless it is the same frame again.
   */
  'frames.write': {
    input: z.strictObject({
      clipId,
      indices: z.array(index).nullable(),
      dir: z.string().min(1, 'Name the folder.'),
      /** Also all of them in one picture. */
      contactSheet: z.boolean().default(false),
      taskId,
    }),
    output: z.object({
      frames: z.array(
        z.object({
          index,
          sourceIndex: z.number().int(),
          timestampMs: z.number().nullable(),
          /** Absolute path. */
          file: z.string(),
        }),
      ),
      contactSheet: z.string().nullable(),
    }),
  },
  /** How much the face moves: measured from the frame `reference`. Suggests an apex; sets nothing. */
  'frames.motion': { input: z.strictObject({ clipId, reference: index, taskId }), output: motionCurve },
  'frames.flow': { input: z.strictObject({ clipId, from: index, to: index, taskId }), output: flowField },
  'frames.face': {
    input: z.strictObject({ clipId, index, taskId }),
    output: z.object({ face: faceFound.nullable() }),
  },

  /** The folders that media lie below, and whether they are there. */
  'media.roots': {
    input: z.strictObject({}),
    output: z.array(z.object({ path: z.string(), clips: z.number().int(), isThere: z.boolean() })),
  },
  /**
   * Looks in and below `folder` for the media of clips whose files are no longer where they were, by content hash. No
   * label is touched. `missing`: clips whose media is in neither place.
   */
  'media.relink': {
    input: z.strictObject({ folder: z.string().min(1, 'Name the folder.'), taskId }),
    output: z.object({
      /** Names of clips. */
      found: z.array(z.string()),
      missing: z.array(z.string()),
      /** Files of the right name and other content, in words. */
      different: z.array(z.string()),
    }),
  },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;
