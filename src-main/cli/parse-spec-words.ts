import type { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import { classWeightsSpec, lossSpec, optimizerSpec, samplingSpec } from '#shared/domain/learning-spec.ts';
import { splitSpec } from '#shared/domain/run-spec.ts';
import {
  CLASS_WEIGHTS_PRESETS,
  LOSS_PRESETS,
  OPTIMIZER_PRESETS,
  SAMPLING_PRESETS,
  SPLIT_PRESETS,
} from '#shared/domain/spec-presets.ts';

/** Parts of a spec as words of the command line: a kind, then its numbers, such as `focal:2`; left out, they are the preset's. */

/** `loso`, `kfold:5`, `holdout:0.2`, `holdout-clips:0.2` or `given`. */
export const parseSplit = (text: string) => parseWords(text, '--split', SPLIT_PRESETS, splitSpec);
/** `mse`, `huber:DELTA`, `cross-entropy:SMOOTHING`, `focal:GAMMA` … */
export const parseLoss = (text: string) => parseWords(text, '--loss', LOSS_PRESETS, lossSpec);
/** `shuffled`, `balanced` or `embedding-smote:NEIGHBOURS:EPOCHS`. */
export const parseSampling = (text: string) => parseWords(text, '--sampling', SAMPLING_PRESETS, samplingSpec);
/** `adam`, `adamw:DECAY` or `sgd:MOMENTUM`. */
export const parseOptimizer = (text: string) =>
  parseWords(text, '--optimizer', OPTIMIZER_PRESETS, optimizerSpec);

/** `none`, `balanced` or `effective-number:BETA`; weights by emotion are for a spec's file. */
export function parseClassWeights(text: string) {
  const { given: _, ...presets } = CLASS_WEIGHTS_PRESETS;
  return parseWords(text, '--class-weights', presets, classWeightsSpec);
}

type Presets = Readonly<Record<string, { readonly kind: string }>>;

function parseWords<T>(text: string, option: string, presets: Presets, schema: z.ZodType<T>): T {
  const [kind = '', ...given] = text.split(':');
  const preset = Object.hasOwn(presets, kind) ? presets[kind] : undefined;
  if (preset !== undefined) {
    const numbers = numbersOf(preset);
    const complete = !given.includes('') && given.length <= numbers.length;
    const fields = numbers.map(([name, usual], at) => [name, Number(given[at] ?? usual)] as const);
    const parsed = complete ? schema.safeParse({ kind, ...Object.fromEntries(fields) }) : null;
    if (parsed?.success) return parsed.data;
  }
  throw new OnsetError('bad-input', `${option} ${text} is none: use ${listed(presets)}.`);
}

/** All of a preset but its kind: the numbers' names, and what they usually are. */
function numbersOf(preset: Presets[string]): (readonly [string, unknown])[] {
  return Object.entries(preset).filter(([name]) => name !== 'kind');
}

function listed(presets: Presets): string {
  const words = Object.values(presets).map((preset) =>
    [preset.kind, ...numbersOf(preset).map(([, usual]) => usual)].join(':'),
  );
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
