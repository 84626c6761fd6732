import { resolve } from 'node:path';
import { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { givenSplit } from '#shared/domain/clip.ts';
import { importKind, importRequest } from '#shared/domain/import.ts';
import {
  backendChoice,
  defaultRunSpec,
  type LossSpec,
  type RunSpec,
  runSpec,
  type SplitSpec,
  taskKind,
} from '#shared/domain/run-spec.ts';

/** Commander's options as typed values: every command parses its own here, so that a bad one is named and exits with 2. */

const FOCAL_GAMMA_DEFAULT = 2;

const wholeNumber = (name: string) =>
  z.string().regex(/^\d+$/, `${name} is a whole number`).transform(Number).optional();

export const trainOptions = z.object({
  project: z.string(),
  task: taskKind,
  split: z.string().optional(),
  spec: z.string().optional(),
  epochs: wholeNumber('--epochs'),
  loss: z.string().optional(),
  classWeights: z.enum(['none', 'balanced']).optional(),
  imageSize: wholeNumber('--image-size'),
  frames: wholeNumber('--frames'),
  seed: wholeNumber('--seed'),
  backend: backendChoice.optional(),
  json: z.boolean().optional(),
});
export type TrainOptions = z.infer<typeof trainOptions>;

/** Its input may name some fields only. */
const specFile = z.object({ input: z.record(z.string(), z.unknown()).optional() });

/** The spec of a `train` command: the task's defaults, then the file, then the options. */
export function specFromOptions(options: TrainOptions, fileSpec: Readonly<Record<string, unknown>>): RunSpec {
  const base = defaultRunSpec(options.task);
  const inFile = parseOrExplain(specFile, fileSpec, 'The spec');
  const merged = {
    ...base,
    ...fileSpec,
    task: options.task,
    input: {
      ...base.input,
      ...inFile.input,
      ...(options.imageSize === undefined ? {} : { imageSize: options.imageSize }),
      ...(options.frames === undefined ? {} : { framesPerClip: options.frames }),
    },
    ...(options.split === undefined ? {} : { split: parseSplit(options.split) }),
    ...(options.loss === undefined ? {} : { loss: parseLoss(options.loss) }),
    ...(options.epochs === undefined ? {} : { epochs: options.epochs }),
    ...(options.classWeights === undefined ? {} : { classWeights: options.classWeights }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.backend === undefined ? {} : { backend: options.backend }),
  };
  return parseOrExplain(runSpec, merged, 'The spec');
}

/** `loso`, `kfold:5`, `holdout:0.2`, `holdout-clips:0.2` or `given`. */
export function parseSplit(text: string): SplitSpec {
  const [kind, value, ...rest] = text.split(':');
  const number = Number(value);
  if (rest.length === 0) {
    if (value === undefined && (kind === 'loso' || kind === 'given')) return { kind };
    if (kind === 'kfold' && Number.isInteger(number) && number >= 2) return { kind, folds: number };
    if ((kind === 'holdout' || kind === 'holdout-clips') && number > 0 && number < 1)
      return { kind, testShare: number };
  }
  throw new OnsetError(
    'bad-input',
    `--split ${text} is none: use loso, kfold:5, holdout:0.2, holdout-clips:0.2 or given.`,
  );
}

/** `mse`, `mae`, `cross-entropy`, `focal` or `focal:GAMMA`. */
export function parseLoss(text: string): LossSpec {
  const [kind, value, ...rest] = text.split(':');
  const gamma = value === undefined ? FOCAL_GAMMA_DEFAULT : Number(value);
  if (rest.length === 0) {
    if (value === undefined && (kind === 'mse' || kind === 'mae' || kind === 'cross-entropy'))
      return { kind };
    if (kind === 'focal' && value !== '' && gamma >= 0) return { kind, gamma };
  }
  throw new OnsetError(
    'bad-input',
    `--loss ${text} is none: use mse, mae, cross-entropy, focal or focal:GAMMA.`,
  );
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
