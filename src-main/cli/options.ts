import { resolve } from 'node:path';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { givenSplit } from '#shared/domain/clip.ts';
import { importKind, importRequest } from '#shared/domain/import.ts';
import { backendChoice } from '#shared/domain/learning-spec.ts';
import { defaultRunSpec, type RunSpec, runSpec, taskKind, upgradedSpec } from '#shared/domain/run-spec.ts';
import {
  parseClassWeights,
  parseLoss,
  parseOptimizer,
  parseSampling,
  parseSplit,
} from './parse-spec-words.ts';

/** Commander's options as typed values: every command parses its own here, so that a bad one is named and exits with 2. */

const wholeNumber = (name: string) =>
  z.string().regex(/^\d+$/, `${name} is a whole number`).transform(Number).optional();

export const trainOptions = z.object({
  project: z.string(),
  task: taskKind.optional(),
  split: z.string().optional(),
  spec: z.string().optional(),
  epochs: wholeNumber('--epochs'),
  loss: z.string().optional(),
  classWeights: z.string().optional(),
  sampling: z.string().optional(),
  optimizer: z.string().optional(),
  imageSize: wholeNumber('--image-size'),
  frames: wholeNumber('--frames'),
  seed: wholeNumber('--seed'),
  backend: backendChoice.optional(),
  json: z.boolean().optional(),
});
export type TrainOptions = z.infer<typeof trainOptions>;

/** What it names of its parts; the rest is the default's. */
const partsOfFile = z.object({
  task: taskKind.optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  model: z.record(z.string(), z.unknown()).optional(),
  augmentation: z.record(z.string(), z.unknown()).optional(),
});

/** The spec of a `train` command: the task's defaults, then the file (of any version), then the options. Throws OnsetError `bad-input`. */
export function specFromOptions(options: TrainOptions, fileSpec: Readonly<Record<string, unknown>>): RunSpec {
  const inFile = parseOrExplain(z.record(z.string(), z.unknown()), upgradedSpec(fileSpec), 'The spec');
  const parts = parseOrExplain(partsOfFile, inFile, 'The spec');
  const task = options.task ?? parts.task;
  if (task === undefined)
    throw new OnsetError(
      'bad-input',
      'It is not said what to learn: give --task intensity or --task emotion, or a --spec that names its task.',
    );
  const base = defaultRunSpec(task);
  const merged = {
    ...base,
    ...inFile,
    input: { ...base.input, ...parts.input },
    model: { ...base.model, ...parts.model },
    augmentation: { ...base.augmentation, ...parts.augmentation },
  };
  return parseOrExplain(runSpec, withOptions({ ...merged, task }, options), 'The spec');
}

function withOptions<S extends { readonly input: object }>(spec: S, options: TrainOptions) {
  return {
    ...spec,
    input: { ...spec.input, ...said({ imageSize: options.imageSize, framesPerClip: options.frames }) },
    ...said({
      split: options.split === undefined ? undefined : parseSplit(options.split),
      loss: options.loss === undefined ? undefined : parseLoss(options.loss),
      classWeights: options.classWeights === undefined ? undefined : parseClassWeights(options.classWeights),
      sampling: options.sampling === undefined ? undefined : parseSampling(options.sampling),
      optimizer: options.optimizer === undefined ? undefined : parseOptimizer(options.optimizer),
      epochs: options.epochs,
      seed: options.seed,
      backend: options.backend,
    }),
  };
}

/** Without the fields that were not given. */
function said(fields: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export const importOptions = z.object({
  project: z.string(),
  as: importKind,
  pattern: z.string().optional(),
  alias: z.array(z.string()).default([]),
  split: z.array(z.string()).default([]),
  media: z.string().optional(),
  layout: z.string().optional(),
  fps: z.string().optional(),
  dataset: z.string().optional(),
  column: z.array(z.string()).default([]),
  attribute: z.array(z.string()).default([]),
  dryRun: z.boolean().default(false),
  json: z.boolean().optional(),
});
export type ImportOptions = z.infer<typeof importOptions>;

export function importRequestFromOptions(source: string, options: ImportOptions) {
  return parseOrExplain(
    importRequest,
    {
      kind: options.as,
      source: resolve(source),
      pattern: options.pattern ?? null,
      aliases: pairs(options.alias, '--alias'),
      splits: parseOrExplain(z.record(z.string(), givenSplit), pairs(options.split, '--split'), '--split'),
      mediaRoot: options.media === undefined ? null : resolve(options.media),
      layout: options.layout ?? null,
      fps: options.fps === undefined ? null : Number(options.fps),
      dataset: options.dataset ?? null,
      columns: pairs(options.column, '--column'),
      attributes: pairs(options.attribute, '--attribute'),
    },
    'The import',
  );
}

/** `['a=b', …]` as `{a: b, …}`. */
function pairs(texts: readonly string[], option: string): Record<string, string> {
  const entries = texts.map((text) => {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1)
      throw new OnsetError('bad-input', `${option} ${text} is none: write name=value.`);
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return Object.fromEntries(entries);
}

/** Parses, and says which field is wrong and why where it cannot. */
export function parseOrExplain<T extends z.ZodType>(schema: T, value: unknown, what: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const field = issue.path.join('.');
    return field === '' ? issue.message : `${field}: ${issue.message}`;
  });
  throw new OnsetError('bad-input', `${what} is not valid: ${problems.join('; ')}`);
}
