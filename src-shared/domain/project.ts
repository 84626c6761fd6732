import { z } from 'zod';

/** A project as the window's top bar and the chooser show it. */
export const projectSummary = z.object({
  dir: z.string(),
  name: z.string(),
  clipCount: z.number().int(),
  subjectCount: z.number().int(),
  labelCount: z.number().int(),
  missingMediaCount: z.number().int(),
  /** True where the folder cannot be written: labels are refused, viewing works. */
  readOnly: z.boolean(),
});
export type ProjectSummary = z.infer<typeof projectSummary>;

export const recentProject = z.object({ dir: z.string(), name: z.string(), openedAt: z.iso.datetime() });
export type RecentProject = z.infer<typeof recentProject>;
