import { z } from 'zod';
import { taskId } from './ids.ts';

/** Long work of the engine's, as the window shows it. `total` null while unknown. */
export const taskProgress = z.object({
  id: taskId,
  /** Such as "Reading train1". */
  title: z.string(),
  done: z.number().nonnegative(),
  total: z.number().positive().nullable(),
  secondsLeft: z.number().nullable(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
});
export type TaskProgress = z.infer<typeof taskProgress>;
