import { z } from 'zod';

/** The forms labels leave the program in. `csv` and `json` keep everything. */
export const labelFormat = z.enum([
  'csv',
  'json',
  'coding-sheet',
  'megc-manifest',
  'fer2013',
  'elan',
  'nova',
]);
export type LabelFormat = z.infer<typeof labelFormat>;

/** What writing labels in a format would do, said before. */
export const exportPlan = z.object({
  labels: z.number().int(),
  /** `folder`: a file a clip, in a new folder. */
  writes: z.enum(['file', 'folder']),
  /** What the format cannot keep of these labels, a sentence each. */
  losses: z.array(z.string()),
});
