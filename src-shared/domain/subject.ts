import { z } from 'zod';

export const attributeName = z.string().trim().min(1, 'an attribute needs a name').max(40);
export const attributeValue = z.string().trim().max(200);

/** Who is seen in clips, with what is known of them, such as age, gender, ethnicity. */
export const subject = z.object({
  name: z.string(),
  clipCount: z.number().int().nonnegative(),
  attributes: z.record(attributeName, attributeValue),
});
export type Subject = z.infer<typeof subject>;
