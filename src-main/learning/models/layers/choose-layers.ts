import * as tf from '@tensorflow/tfjs-core';
import { type LayerSet, ORDINARY_LAYERS } from './layer-set.ts';
import { createNativeLayers } from './native/index.ts';

const native = new WeakMap<object, LayerSet>();

/** The fastest for TensorFlow.js's active backend. */
export function layersOfBackend(): LayerSet {
  if (tf.getBackend() !== 'tensorflow') return ORDINARY_LAYERS;
  // One process may meet two of them, tfjs-node and tfjs-node-gpu.
  const backend = tf.backend();
  const layers = native.get(backend) ?? createNativeLayers();
  native.set(backend, layers);
  return layers;
}
