import { z } from 'zod';
import { clipId, raterId } from './ids.ts';
import { frameIndex, round } from './label.ts';

/** What a trace tells of: `intensity`, or an action unit such as `AU12`. */
export const traceName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}$/, 'a trace is named by up to 40 letters, digits, spaces, _ . -');

/**
 * Intensity over the frames of a clip. Points in order of their frames, one a frame at most; between two points the
 * value goes straight (`linear`) or stays (`hold`); before the first and after the last it stays.
 */
export const traceValues = z.strictObject({
  interpolation: z.enum(['linear', 'hold']),
  points: z
    .array(z.tuple([frameIndex, z.number().min(0).max(1)]))
    .min(1)
    .max(1_000_000)
    .refine((points) => points.every(([frame], i) => i === 0 || frame > (points[i - 1]?.[0] ?? -1)), {
      error: 'the points of a trace are in order of their frames, one a frame',
    }),
});
export type TraceValues = z.infer<typeof traceValues>;

export const trace = z.object({
  ...traceValues.shape,
  clipId,
  raterId,
  raterName: z.string(),
  round,
  name: traceName,
  updatedAt: z.iso.datetime(),
});
export type Trace = z.infer<typeof trace>;
