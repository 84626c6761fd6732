import { type LayerJson, layerParts } from './layers-json.ts';
import type { LearnedModel, Weight } from './learned-model.ts';

/** The two files of a TF.js LayersModel. */
export interface LayersModel {
  /** model.json, which names the other. */
  readonly json: string;
  readonly weights: Uint8Array;
}

/**
 * The model as TF.js's loadLayersModel reads it; the topology is Keras's JSON of a Sequential model. It takes clips
 * [batch, framesPerClip, size, size, channels], all of whose frames are looked at, and gives probabilities [batch,
 * classes] or the intensity [batch, 1].
 */
export function toLayersModel(model: LearnedModel, weightsFile: string): LayersModel {
  const parts = layerParts(model);
  const weights = parts.flatMap((part) => part.weights);
  const content = {
    format: 'layers-model',
    generatedBy: 'Onset',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: {
        name: 'onset',
        layers: withInputShape(
          parts.map(({ json }) => json),
          model,
        ),
      },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      {
        paths: [weightsFile],
        weights: weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' })),
      },
    ],
  };
  return { json: `${JSON.stringify(content)}\n`, weights: joinedBytes(weights) };
}

function withInputShape(layers: readonly LayerJson[], { description }: LearnedModel): LayerJson[] {
  const { framesPerClip, imageSize, channels } = description;
  const shape = [null, framesPerClip, imageSize, imageSize, channels];
  return layers.map((layer, index) =>
    index > 0 ? layer : { ...layer, config: { ...layer.config, batch_input_shape: shape, dtype: 'float32' } },
  );
}

function joinedBytes(weights: readonly Weight[]): Uint8Array {
  return Buffer.concat(
    weights.map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  );
}
