import type { InputSpec, ModelSpec } from '#shared/domain/run-spec.ts';

/**
 * What a model computes, as data: an executor interprets it (`executor.ts`), others may compile or export it.
 * Layers before the LSTM see each frame alone; the LSTM reads a clip's frames in order and gives its last state.
 */
export interface ModelDescription {
  readonly framesPerClip: number;
  /** Side of the square input image; one channel. */
  readonly imageSize: number;
  readonly layers: readonly Layer[];
}

export type Layer =
  /** Convolution (valid, stride 1), bias, relu, max-pool by 2 (rounded down). */
  | {
      readonly kind: 'conv-pool';
      readonly name: string;
      readonly filters: number;
      readonly kernelSize: number;
    }
  /** Flattens what it gets. `linear` gives logits. */
  | {
      readonly kind: 'dense';
      readonly name: string;
      readonly units: number;
      readonly activation: 'relu' | 'sigmoid' | 'linear';
    }
  | { readonly kind: 'lstm'; readonly name: string; readonly units: number };

/** How a weight starts; all as in Keras. */
export type Initializer = 'glorot-uniform' | 'orthogonal' | 'zeros' | 'unit-forget-bias';

export interface WeightDescription {
  /** Such as `lstm/recurrent`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly initializer: Initializer;
}

export type Head =
  /** One sigmoid unit: an intensity from 0 to 1. */
  | { readonly task: 'intensity' }
  /** A logit for each class. */
  | { readonly task: 'emotion'; readonly classCount: number };

/** CNN per frame, dense layer, LSTM over time, head: the model of {@link ModelSpec}. */
export function describeCnnLstm(
  model: ModelSpec,
  input: Pick<InputSpec, 'framesPerClip' | 'imageSize'>,
  head: Head,
): ModelDescription {
  const convolutions = model.convFilters.map(
    (filters, index): Layer => ({
      kind: 'conv-pool',
      name: `conv${index + 1}`,
      filters,
      kernelSize: model.kernelSize,
    }),
  );
  return {
    framesPerClip: input.framesPerClip,
    imageSize: input.imageSize,
    layers: [
      ...convolutions,
      { kind: 'dense', name: 'dense', units: model.denseUnits, activation: 'relu' },
      { kind: 'lstm', name: 'lstm', units: model.lstmUnits },
      head.task === 'intensity'
        ? { kind: 'dense', name: 'head', units: 1, activation: 'sigmoid' }
        : { kind: 'dense', name: 'head', units: head.classCount, activation: 'linear' },
    ],
  };
}

/** The weights in the order in which layers use them; gates of the LSTM lie as in Keras: i, f, c, o. */
export function describeWeights(description: ModelDescription): WeightDescription[] {
  let size = description.imageSize;
  let channels = 1;
  return description.layers.flatMap((layer): WeightDescription[] => {
    const features = size * size * channels;
    const weight = (part: string, shape: readonly number[], initializer: Initializer) => ({
      name: `${layer.name}/${part}`,
      shape,
      initializer,
    });
    if (layer.kind === 'conv-pool') {
      const kernel = [layer.kernelSize, layer.kernelSize, channels, layer.filters];
      size = Math.floor((size - layer.kernelSize + 1) / 2);
      channels = layer.filters;
      return [weight('kernel', kernel, 'glorot-uniform'), weight('bias', [layer.filters], 'zeros')];
    }
    size = 1;
    channels = layer.units;
    if (layer.kind === 'dense')
      return [
        weight('kernel', [features, layer.units], 'glorot-uniform'),
        weight('bias', [layer.units], 'zeros'),
      ];
    return [
      weight('kernel', [features, 4 * layer.units], 'glorot-uniform'),
      weight('recurrent', [layer.units, 4 * layer.units], 'orthogonal'),
      weight('bias', [4 * layer.units], 'unit-forget-bias'),
    ];
  });
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
