import type { LearnedModels } from '#shared/domain/learned-models.ts';
import type { ModelDescription } from '#shared/domain/model-description.ts';

/** A weight with its values in C order. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** One fold's model, to be written in other programs' formats. It takes values as the run's representation defines them. */
export interface LearnedModel {
  readonly description: ModelDescription;
  /** Empty for intensity. */
  readonly classes: readonly string[];
  /** By name, such as `lstm/kernel`. */
  readonly weights: ReadonlyMap<string, Weight>;
}

/**
 * The model of fold `index` out of `flat`, its file's values, with the scaling of its input folded into the first
 * convolution: K (x - mean) / std + b = (K / std) x + (b - sum of K mean / std). That is exact, since the convolution
 * sees no padding.
 */
export function learnedModel(models: LearnedModels, index: number, flat: Float32Array): LearnedModel {
  const scaler = models.folds[index]?.scaler;
  const [first] = models.model.layers;
  if (scaler === undefined) throw new RangeError(`There is no fold ${index} among ${models.folds.length}.`);
  if (first?.kind !== 'conv-pool') throw new Error('A model that is exported starts with a convolution.');
  const weights = new Map<string, Weight>();
  let at = 0;
  for (const { name, shape } of models.weights) {
    const end = at + shape.reduce((product, length) => product * length, 1);
    weights.set(name, { name, shape, values: flat.slice(at, end) });
    at = end;
  }
  const kernel = requireWeight({ weights }, `${first.name}/kernel`);
  const bias = requireWeight({ weights }, `${first.name}/bias`);
  const { channels } = models.model;
  const scaled = withScaling(kernel.values, bias.values, channels, scaler);
  weights.set(kernel.name, { ...kernel, values: scaled.kernel });
  weights.set(bias.name, { ...bias, values: scaled.bias });
  return { description: models.model, classes: models.classes, weights };
}

export function requireWeight({ weights }: Pick<LearnedModel, 'weights'>, name: string): Weight {
  const weight = weights.get(name);
  if (weight === undefined) throw new Error(`The model has no weight ${name}.`);
  return weight;
}

/** `kernel` [size, size, channels, filters], `bias` [filters]. */
function withScaling(
  kernel: Float32Array,
  bias: Float32Array,
  channels: number,
  { means, stds }: { readonly means: readonly number[]; readonly stds: readonly number[] },
): { kernel: Float32Array; bias: Float32Array } {
  const filters = bias.length;
  const sums = Float64Array.from(bias);
  const scaled = kernel.map((value, place) => {
    const filter = place % filters;
    const channel = Math.floor(place / filters) % channels;
    const share = value / (stds[channel] ?? 1);
    sums[filter] = (sums[filter] ?? 0) - share * (means[channel] ?? 0);
    return share;
  });
  return { kernel: scaled, bias: Float32Array.from(sums) };
}
