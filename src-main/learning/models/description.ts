import { channelsOf, type InputSpec } from '#shared/domain/input-spec.ts';
import type { Layer, ModelDescription } from '#shared/domain/model-description.ts';
import type { ModelSpec } from '#shared/domain/model-spec.ts';

export type { Layer, ModelDescription };

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

/** CNN per frame, dense layer, LSTMs over time, head: the model of {@link ModelSpec}. */
export function describeCnnLstm(
  model: ModelSpec,
  input: Pick<InputSpec, 'framesPerClip' | 'imageSize' | 'representation' | 'lengths'>,
  head: Head,
): ModelDescription {
  const { framesPerClip, imageSize, lengths } = input;
  const dropout = (name: string): Layer[] =>
    model.dropout === 0 ? [] : [{ kind: 'dropout', name, rate: model.dropout }];
  return {
    framesPerClip,
    imageSize,
    channels: channelsOf(input),
    masked: lengths === 'mask',
    layers: [
      ...convolutions(model),
      { kind: 'dense', name: 'dense', units: model.denseUnits, activation: 'relu' },
      ...dropout('dropout'),
      ...lstms(model),
      ...dropout('dropout2'),
      head.task === 'intensity'
        ? { kind: 'dense', name: 'head', units: 1, activation: 'sigmoid' }
        : { kind: 'dense', name: 'head', units: head.classCount, activation: 'linear' },
    ],
  };
}

function convolutions({ convFilters, kernelSize }: ModelSpec): Layer[] {
  return convFilters.map((filters, index) => ({
    kind: 'conv-pool',
    name: `conv${index + 1}`,
    filters,
    kernelSize,
  }));
}

/** The first is called `lstm`, the others `lstm2`, `lstm3` … */
function lstms({ lstmUnits, lstmLayers, bidirectional }: ModelSpec): Layer[] {
  return Array.from({ length: lstmLayers }, (_, index) => ({
    kind: 'lstm',
    name: index === 0 ? 'lstm' : `lstm${index + 1}`,
    units: lstmUnits,
    bidirectional,
    gives: index === lstmLayers - 1 ? 'last' : 'sequence',
  }));
}

/**
 * The weights in the order in which layers use them; gates of an LSTM lie as in Keras: i, f, c, o. One that reads both
 * ways has its forward weights first, then the backward ones.
 */
export function describeWeights(description: ModelDescription): WeightDescription[] {
  let size = description.imageSize;
  let { channels } = description;
  return description.layers.flatMap((layer): WeightDescription[] => {
    const features = size * size * channels;
    if (layer.kind === 'dropout') return [];
    if (layer.kind === 'conv-pool') {
      const kernel = [layer.kernelSize, layer.kernelSize, channels, layer.filters];
      size = Math.floor((size - layer.kernelSize + 1) / 2);
      channels = layer.filters;
      return [
        weight(layer.name, 'kernel', kernel, 'glorot-uniform'),
        weight(layer.name, 'bias', [layer.filters], 'zeros'),
      ];
    }
    size = 1;
    if (layer.kind === 'dense') {
      channels = layer.units;
      return [
        weight(layer.name, 'kernel', [features, layer.units], 'glorot-uniform'),
        weight(layer.name, 'bias', [layer.units], 'zeros'),
      ];
    }
    channels = layer.bidirectional ? 2 * layer.units : layer.units;
    const forward = lstmWeights(layer.name, features, layer.units);
    return layer.bidirectional
      ? [...forward, ...lstmWeights(`${layer.name}/backward`, features, layer.units)]
      : forward;
  });
}

function lstmWeights(name: string, features: number, units: number): WeightDescription[] {
  return [
    weight(name, 'kernel', [features, 4 * units], 'glorot-uniform'),
    weight(name, 'recurrent', [units, 4 * units], 'orthogonal'),
    weight(name, 'bias', [4 * units], 'unit-forget-bias'),
  ];
}

function weight(
  layer: string,
  part: string,
  shape: readonly number[],
  initializer: Initializer,
): WeightDescription {
  return { name: `${layer}/${part}`, shape, initializer };
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
