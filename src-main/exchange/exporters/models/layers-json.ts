import { assertNever } from '#shared/base/assert-never.ts';
import type { Layer } from '#shared/domain/model-description.ts';
import { type LearnedModel, requireWeight, type Weight } from './learned-model.ts';

/** A layer as Keras writes it. */
export interface LayerJson {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A layer with its weights, under the names that TF.js gives them. */
export interface LayerPart {
  readonly json: LayerJson;
  readonly weights: readonly Weight[];
}

/** Keras's layers of the model; those before the first LSTM see each frame alone. */
export function layerParts(model: LearnedModel): LayerPart[] {
  const { layers } = model.description;
  const firstLstm = layers.findIndex(({ kind }) => kind === 'lstm');
  const firstFlat = layers.findIndex(({ kind }) => kind !== 'conv-pool');
  return layers.flatMap((layer, index) => {
    const isHead = index === layers.length - 1;
    const parts = [
      ...(index === firstFlat ? [part('Flatten', { name: `${layer.name}_flatten` })] : []),
      ...partsOf(model, layer, isHead && model.classes.length > 0),
    ];
    return index < firstLstm ? parts.map(overTime) : parts;
  });
}

function partsOf(model: LearnedModel, layer: Layer, isClassHead: boolean): LayerPart[] {
  const weightsOf = (path: string, as: string) =>
    Object.entries(layer.kind === 'lstm' ? LSTM_WEIGHTS : WEIGHTS).map(([part, keras]) => ({
      ...requireWeight(model, `${path}/${part}`),
      name: `${as}/${keras}`,
    }));
  const { name } = layer;
  switch (layer.kind) {
    case 'conv-pool':
      return [
        part('Conv2D', convConfig(layer), weightsOf(name, name)),
        part('MaxPooling2D', { name: `${name}_pool`, pool_size: [2, 2], strides: [2, 2], padding: 'valid' }),
      ];
    case 'dense': {
      const activation = isClassHead ? 'softmax' : layer.activation;
      const config = { name, units: layer.units, activation, use_bias: true };
      return [part('Dense', config, weightsOf(name, name))];
    }
    case 'dropout':
      return [part('Dropout', { name, rate: layer.rate })];
    case 'lstm': {
      if (!layer.bidirectional) return [part('LSTM', lstmConfig(layer), weightsOf(name, name))];
      const inner = { class_name: 'LSTM', config: lstmConfig(layer) };
      return [
        part('Bidirectional', { name, layer: inner, merge_mode: 'concat' }, [
          ...weightsOf(name, `${name}/forward_${name}`),
          ...weightsOf(`${name}/backward`, `${name}/backward_${name}`),
        ]),
      ];
    }
    default:
      return assertNever(layer);
  }
}

/** Our names of a layer's weights → Keras's. */
const WEIGHTS = { kernel: 'kernel', bias: 'bias' };
const LSTM_WEIGHTS = { kernel: 'kernel', recurrent: 'recurrent_kernel', bias: 'bias' };

function convConfig({ name, filters, kernelSize }: Layer & { kind: 'conv-pool' }) {
  return {
    name,
    filters,
    kernel_size: [kernelSize, kernelSize],
    strides: [1, 1],
    padding: 'valid',
    data_format: 'channels_last',
    activation: 'relu',
    use_bias: true,
  };
}

function lstmConfig({ name, units, gives }: Layer & { kind: 'lstm' }) {
  return {
    name,
    units,
    activation: 'tanh',
    recurrent_activation: 'sigmoid',
    use_bias: true,
    return_sequences: gives === 'sequence',
  };
}

/** The weights bear the name of the outer layer. */
function overTime({ json, weights }: LayerPart): LayerPart {
  if (json.class_name === 'Dropout') return { json, weights };
  const { name } = json.config;
  const layer = { ...json, config: { ...json.config, name: `${name}_of_frame` } };
  return part('TimeDistributed', { name, layer }, weights);
}

function part(class_name: string, config: LayerJson['config'], weights: readonly Weight[] = []): LayerPart {
  return { json: { class_name, config }, weights };
}
