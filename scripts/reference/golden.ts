import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';

const limits = z.object({ abs: z.number(), rel: z.number() });

const goldenSchema = z.object({
  name: z.string().optional(),
  input: z.record(z.string(), z.unknown()),
  expected: z.record(z.string(), z.unknown()),
  /** An override in words, such as `informational`, says that the field is not to be compared. */
  tolerance: limits.extend({
    overrides: z.record(z.string(), z.union([z.string(), limits.partial()])).default({}),
  }),
});

/** A golden file: what goes in, what a trusted library gave, and how near is near enough. */
export type Golden = z.infer<typeof goldenSchema>;
export type Tolerance = Golden['tolerance'];

/** The JSON text of a golden file as data; throws OnsetError `bad-input` where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OnsetError('bad-input', `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function parseGolden(data: unknown): Golden {
  return parseAs(goldenSchema, data, '');
}

/** `data` as `schema` wants it; throws OnsetError `bad-input` that names the first place that differs. */
export function parseAs<T>(schema: z.ZodType<T>, data: unknown, where: string): T {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [where, ...(issue?.path ?? [])].filter((part) => part !== '').join('.');
  throw new OnsetError('bad-input', `not as the schema says: ${path}: ${issue?.message}`);
}
