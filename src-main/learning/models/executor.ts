import * as tf from '@tensorflow/tfjs-core';
import { assertNever } from '#shared/base/assert-never.ts';
import { deriveSeed } from '#shared/base/random.ts';
import { describeWeights, type Layer, type ModelDescription, sizeOf } from './description.ts';
import { layersOfBackend } from './layers/choose-layers.ts';
import { dropout } from './layers/dropout.ts';
import type { LayerPass } from './layers/layer-pass.ts';
import type { LayerSet } from './layers/layer-set.ts';
import { recurrent } from './layers/recurrent.ts';

/**
 * Interprets a description on TensorFlow.js's active backend, forward and backward. The gradients are written
 * out layer by layer: no tape, no gradient of the input images, and convolutions see all frames of a batch at once.
 */
export interface ModelRun {
  /** [batch, outputs]: logits or intensities. */
  readonly yPred: tf.Tensor2D;
  /** [batch, features]: what the head takes (after dropout in training). */
  readonly embedding: tf.Tensor2D;
  /**
   * From the loss's gradient by `yPred` to its gradient by all weights, one vector in the order of the weights. To be
   * called once: layer by layer, what was kept for it is freed.
   */
  backward(dy: tf.Tensor): tf.Tensor1D;
}

export interface RunOptions {
  /** How many of its frames each clip really has; null: all. Only for a masked description. */
  readonly frameCounts: readonly number[] | null;
  /** Training: seed of what is dropped out in this step. Null: nothing is dropped. */
  readonly dropoutSeed: number | null;
}

/** `weights`: all in one vector. `frames` [batch x time, size, size, channels], clip after clip. To be called in a tidy. */
export function runModel(
  description: ModelDescription,
  weights: tf.Tensor1D,
  frames: tf.Tensor4D,
  options: RunOptions,
): ModelRun {
  if (options.frameCounts !== null && !description.masked)
    throw new Error('The model takes every frame of a clip for real.');
  const context = { ...options, description, layers: layersOfBackend() };
  const parts = splitWeights(description, weights);
  const passes: LayerPass[] = [];
  let input: tf.Tensor = frames;
  let value: tf.Tensor = frames;
  for (const layer of description.layers) {
    input = value;
    const pass = runLayer(layer, parts, input, context);
    passes.push(pass);
    value = pass.value;
  }
  return {
    // Tensors of their own, since going backward frees the layers'.
    yPred: tf.reshape<tf.Rank.R2>(value, [value.shape[0] ?? 0, -1]),
    embedding: tf.reshape<tf.Rank.R2>(input, [value.shape[0] ?? 0, -1]),
    backward: (dy) => backThrough(passes, dy),
  };
}

function backThrough(passes: readonly LayerPass[], dy: tf.Tensor): tf.Tensor1D {
  const gradients: tf.Tensor[] = [];
  let dValue: tf.Tensor | undefined = tf.clone(dy);
  for (const [index, pass] of [...passes.entries()].reverse()) {
    if (dValue === undefined) throw new Error('A layer gave no gradient of its input.');
    const shaped: tf.Tensor = tf.reshape(dValue, pass.value.shape);
    const back = pass.backward(shaped, index > 0);
    tf.dispose([dValue, shaped, pass.value]);
    gradients.unshift(...back.weights);
    dValue = back.input;
  }
  return tf.concat1d(gradients.map((gradient) => tf.reshape(gradient, [-1])));
}

/** The weights as tensors of their shapes. */
function splitWeights(description: ModelDescription, flat: tf.Tensor1D): tf.Tensor[] {
  const weights = describeWeights(description);
  const sizes = weights.map((weight) => sizeOf(weight.shape));
  const parts = tf.split(flat, sizes);
  return parts.map((part, index) => tf.reshape(part, [...(weights[index]?.shape ?? [])]));
}

interface Context extends RunOptions {
  readonly description: ModelDescription;
  readonly layers: LayerSet;
}

/**
 * Takes the layer's weights off the front of `parts`. The casts state the ranks that describeWeights gives the weights
 * and that one layer hands to the next.
 */
function runLayer(layer: Layer, parts: tf.Tensor[], input: tf.Tensor, context: Context): LayerPass {
  const take = () => {
    const weight = parts.shift();
    if (weight === undefined) throw new Error(`The layer ${layer.name} lacks a weight.`);
    return weight;
  };
  switch (layer.kind) {
    case 'conv-pool':
      return context.layers.convPool(input as tf.Tensor4D, take() as tf.Tensor4D, take());
    case 'dense':
      return context.layers.dense(input, take() as tf.Tensor2D, take(), layer.activation);
    case 'dropout': {
      const { dropoutSeed } = context;
      return dropout(input, layer.rate, dropoutSeed === null ? null : deriveSeed(dropoutSeed, layer.name));
    }
    case 'lstm': {
      const weights = Array.from({ length: layer.bidirectional ? 6 : 3 }, take);
      const { framesPerClip } = context.description;
      const options = { ...layer, framesPerClip, frameCounts: context.frameCounts };
      return recurrent(input as tf.Tensor2D, weights, options, context.layers.lstm);
    }
    default:
      return assertNever(layer);
  }
}
