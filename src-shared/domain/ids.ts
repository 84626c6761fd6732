import { z } from 'zod';

/** Ids are branded, so that a rater's can never be passed for a clip's. */
export const clipId = z.number().int().positive().brand<'ClipId'>();
export type ClipId = z.infer<typeof clipId>;

export const raterId = z.number().int().positive().brand<'RaterId'>();
export type RaterId = z.infer<typeof raterId>;

/** The name of the run's folder under `runs/`. */
export const runId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .brand<'RunId'>();
export type RunId = z.infer<typeof runId>;

/** A piece of long work under way: an import, a demo being made. */
export const taskId = z.string().min(1).brand<'TaskId'>();
export type TaskId = z.infer<typeof taskId>;
