import * as tf from '@tensorflow/tfjs-core';
import { assertNever } from '#shared/base/assert-never.ts';
import { describeWeights, type Layer, type ModelDescription, sizeOf } from './description.ts';
import { convPoolBackward, convPoolForward } from './layers/conv-pool.ts';
import { denseBackward, denseForward } from './layers/dense.ts';
import type { Backward } from './layers/layer-pass.ts';
import { lstmBackward, lstmForward } from './layers/lstm.ts';

/**
 * Interprets a description with ordinary TensorFlow.js operations, forward and backward. The gradients are written
 * out layer by layer: no tape, no gradient of the input images, and convolutions see all frames of a batch at once.
 */
export interface ModelRun {
  /** [batch, outputs]: logits or intensities. */
  readonly yPred: tf.Tensor2D;
  /** From the loss's gradient by `yPred` to its gradient by all weights, one vector in the order of the weights. */
  backward(dy: tf.Tensor): tf.Tensor1D;
}

/** `weights`: all in one vector. `frames` [batch x time, size, size, 1], clip after clip. To be called in a tidy. */
export function runModel(description: ModelDescription, weights: tf.Tensor1D, frames: tf.Tensor4D): ModelRun {
  const parts = splitWeights(description, weights);
  const passes: LayerPass[] = [];
  let value: tf.Tensor = frames;
  for (const layer of description.layers) {
    const own = parts.splice(0, layer.kind === 'lstm' ? 3 : 2);
    const pass = runLayer(layer, own, value, description.framesPerClip);
    passes.push(pass);
    value = pass.value;
  }
  return {
    yPred: value as tf.Tensor2D, // a head is a dense layer
    backward: (dy) => {
      const gradients: tf.Tensor[] = [];
      let dValue: tf.Tensor | undefined = dy;
      for (const [index, pass] of [...passes.entries()].reverse()) {
        if (dValue === undefined) throw new Error('A layer gave no gradient of its input.');
        const { input, weights: dWeights }: Backward = pass.backward(
          tf.reshape(dValue, pass.value.shape),
          index > 0,
        );
        gradients.unshift(...dWeights);
        dValue = input;
      }
      return tf.concat1d(gradients.map((gradient) => tf.reshape(gradient, [-1])));
    },
  };
}

/** The weights as tensors of their shapes. */
function splitWeights(description: ModelDescription, flat: tf.Tensor1D): tf.Tensor[] {
  const weights = describeWeights(description);
  const sizes = weights.map((weight) => sizeOf(weight.shape));
  const parts = tf.split(flat, sizes);
  return parts.map((part, index) => tf.reshape(part, [...(weights[index]?.shape ?? [])]));
}

interface LayerPass {
  readonly value: tf.Tensor;
  backward(dy: tf.Tensor, wantsInput: boolean): Backward;
}

/**
 * What a layer makes on the way and does not save is freed at once. The casts state the ranks that describeWeights
 * gives the weights and that one layer hands to the next.
 */
function runLayer(layer: Layer, weights: tf.Tensor[], input: tf.Tensor, framesPerClip: number): LayerPass {
  const [first, second, third] = weights;
  if (first === undefined || second === undefined) throw new Error(`The layer ${layer.name} has no weights.`);
  switch (layer.kind) {
    case 'conv-pool': {
      const kernel = first as tf.Tensor4D;
      const { value, saved } = tf.tidy(() => convPoolForward(input as tf.Tensor4D, kernel, second));
      return {
        value,
        backward: (dy, wantsInput) => tf.tidy(() => convPoolBackward(dy, kernel, saved, wantsInput)),
      };
    }
    case 'dense': {
      const kernel = first as tf.Tensor2D;
      const { value, saved } = tf.tidy(() => denseForward(input, kernel, second, layer.activation));
      return { value, backward: (dy) => tf.tidy(() => denseBackward(dy, kernel, saved, layer.activation)) };
    }
    case 'lstm': {
      if (third === undefined) throw new Error(`The layer ${layer.name} has no bias.`);
      const [kernel, recurrent] = [first as tf.Tensor2D, second as tf.Tensor2D];
      const sequence = tf.reshape(input, [-1, framesPerClip, kernel.shape[0]]) as tf.Tensor3D;
      const { value, saved } = tf.tidy(() => lstmForward(sequence, kernel, recurrent, third));
      return { value, backward: (dy) => tf.tidy(() => lstmBackward(dy, kernel, recurrent, saved)) };
    }
    default:
      return assertNever(layer);
  }
}
