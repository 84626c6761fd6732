import type { z } from 'zod';
import { OnsetError } from '#shared/base/errors.ts';
import {
  type ClassWeightsSpec,
  classWeightsSpec,
  type LossSpec,
  lossSpec,
  type OptimizerSpec,
  optimizerSpec,
  type SamplingSpec,
  samplingSpec,
} from '#shared/domain/learning-spec.ts';
import type { SplitSpec } from '#shared/domain/run-spec.ts';

/** Parts of a spec as words of the command line: a kind, then its numbers, such as `focal:2`. */

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

/** A number's name in the spec, and what it is where none is given. */
type Numbers = Readonly<Record<string, number>>;

interface Words<T> {
  readonly option: string;
  readonly kinds: Readonly<Record<string, Numbers>>;
  readonly schema: z.ZodType<T>;
}

const LOSS: Words<LossSpec> = {
  option: '--loss',
  kinds: {
    mse: {},
    mae: {},
    huber: { delta: 0.1 },
    ccc: {},
    'cross-entropy': { labelSmoothing: 0 },
    focal: { gamma: 2 },
    'soft-cross-entropy': {},
    kl: {},
  },
  schema: lossSpec,
};

const CLASS_WEIGHTS: Words<ClassWeightsSpec> = {
  option: '--class-weights',
  kinds: { none: {}, balanced: {}, 'effective-number': { beta: 0.999 } },
  schema: classWeightsSpec,
};

const SAMPLING: Words<SamplingSpec> = {
  option: '--sampling',
  kinds: { shuffled: {}, balanced: {}, 'embedding-smote': { neighbours: 5, headEpochs: 50 } },
  schema: samplingSpec,
};

const OPTIMIZER: Words<OptimizerSpec> = {
  option: '--optimizer',
  kinds: { adam: {}, adamw: { weightDecay: 0.01 }, sgd: { momentum: 0.9 } },
  schema: optimizerSpec,
};

/** `mse`, `huber:DELTA`, `cross-entropy:SMOOTHING`, `focal:GAMMA` … */
export const parseLoss = (text: string) => parseWords(text, LOSS);
/** `none`, `balanced` or `effective-number:BETA`; weights by emotion are for a spec's file. */
export const parseClassWeights = (text: string) => parseWords(text, CLASS_WEIGHTS);
/** `shuffled`, `balanced` or `embedding-smote:NEIGHBOURS:EPOCHS`. */
export const parseSampling = (text: string) => parseWords(text, SAMPLING);
/** `adam`, `adamw:DECAY` or `sgd:MOMENTUM`. */
export const parseOptimizer = (text: string) => parseWords(text, OPTIMIZER);

function parseWords<T>(text: string, { option, kinds, schema }: Words<T>): T {
  const [kind = '', ...given] = text.split(':');
  const numbers = Object.entries(Object.hasOwn(kinds, kind) ? (kinds[kind] ?? {}) : {});
  const complete = !given.includes('') && given.length <= numbers.length;
  const fields = numbers.map(([name, usual], at) => [name, Number(given[at] ?? usual)] as const);
  const parsed = complete ? schema.safeParse({ kind, ...Object.fromEntries(fields) }) : null;
  if (parsed?.success) return parsed.data;
  throw new OnsetError('bad-input', `${option} ${text} is none: use ${listed(kinds)}.`);
}

function listed(kinds: Words<unknown>['kinds']): string {
  const words = Object.entries(kinds).map(([kind, numbers]) => [kind, ...Object.values(numbers)].join(':'));
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
