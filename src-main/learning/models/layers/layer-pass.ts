import type * as tf from '@tensorflow/tfjs-core';

// Type aliases, not interfaces, and mutable arrays: only these does tf.tidy take for containers of tensors.

/** What a layer gives going forward: its value, and what its gradient will need. */
export type Forward<S> = { value: tf.Tensor; saved: S };

/** What a layer gives going backward: the gradient of its input where that is wanted, and of each of its weights in order. */
export type Backward = { input?: tf.Tensor | undefined; weights: tf.Tensor[] };
