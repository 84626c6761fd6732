import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { z } from 'zod';
import { fileProblem } from '#main/exchange/importers/media/file-problem.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { labelCause, labelValues, round } from '#shared/domain/label.ts';
import { raterName } from '#shared/domain/rater.ts';
import { schemeName } from '#shared/domain/scheme.ts';
import { traceName, traceValues } from '#shared/domain/trace.ts';

export const BUNDLE_FORMAT = 'onset-bundle';
export const BUNDLE_VERSION = 1;

/** Longer text is more than the language can hold at once. */
const MAX_BYTES = 400_000_000;

/** One spelling of a time, so that times are compared as text. */
const time = z.iso.datetime().transform((at) => new Date(at).toISOString());
const entry = { at: time, cause: labelCause, actor: raterName.nullable() };

/** Marks and points are the source's own frame numbers in a bundle. */
const portableTrace = z.strictObject({
  interpolation: traceValues.shape.interpolation,
  points: traceValues.shape.points,
});

const bundleClip = z.object({
  key: z.string().min(1),
  name: z.string(),
  dataset: z.string().nullable(),
  subject: z.string().nullable(),
  labels: z.array(
    z.object({
      round,
      history: z.array(z.object({ ...entry, state: labelValues.partial().nullable() })).min(1),
    }),
  ),
  traces: z.array(
    z.object({
      round,
      name: traceName,
      history: z.array(z.object({ ...entry, state: portableTrace.nullable() })).min(1),
    }),
  ),
});
export type BundleClip = z.infer<typeof bundleClip>;

const bundle = z.object({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  rater: z.object({ name: raterName, kind: z.enum(['person', 'adjudicated']), scheme: schemeName }),
  clips: z.array(bundleClip),
});
export type Bundle = z.infer<typeof bundle>;

const anyBundle = z.object({ format: z.literal(BUNDLE_FORMAT), version: z.number() });

/** All that one rater said, with its history, as another machine wrote it. Throws OnsetError in words; then it is none. */
export async function readBundle(file: string): Promise<Bundle> {
  if (!isAbsolute(file))
    throw new OnsetError('bad-input', `${file} is not an absolute path: say where it starts.`);
  const name = basename(file);
  const json = parseJson(await readText(file), name);
  const head = anyBundle.safeParse(json);
  if (!head.success)
    throw new OnsetError(
      'bad-input',
      `${name} is no bundle of a rater's labels. Import tables of labels as such.`,
    );
  if (head.data.version > BUNDLE_VERSION)
    throw new OnsetError(
      'newer-version',
      `${name} was written by a newer version of Onset: update this one first.`,
    );
  const parsed = bundle.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue === undefined ? '' : ` At ${issue.path.join('.')}: ${issue.message}.`;
  throw new OnsetError('bad-input', `${name} is damaged, nothing of it was taken.${where}`);
}

async function readText(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > MAX_BYTES) throw new OnsetError('bad-input', `${basename(file)} is too large to be a bundle.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof OnsetError) throw error;
    throw new OnsetError('bad-input', `${file} cannot be read: ${fileProblem(error)}.`, { cause: error });
  }
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new OnsetError(
      'bad-input',
      `${name} is damaged or no bundle: it is no JSON in UTF-8, or was cut off.`,
      {
        cause: error,
      },
    );
  }
}
