import * as tf from '@tensorflow/tfjs-core';

// Type aliases, not interfaces, and mutable arrays: only these does tf.tidy take for containers of tensors.

/** What a layer gives going forward: its value, and what of its own making its gradient will need. */
export type Forward<S> = { value: tf.Tensor; saved: S };

/** What a layer gives going backward: the gradient of its input where that is wanted, and of each of its weights in order. */
export type Backward = { input?: tf.Tensor | undefined; weights: tf.Tensor[] };

/** A layer that has gone forward and can go backward. */
export interface LayerPass {
  readonly value: tf.Tensor;
  /** From the gradient by `value`, of its shape. To be called once: what the layer saved is freed. */
  backward(dy: tf.Tensor, wantsInput: boolean): Backward;
}

/** Goes forward now, backward when asked; what either makes on the way and does not give is freed at once. */
export function passOf<S extends tf.TensorContainer>(
  forward: () => Forward<S>,
  backward: (dy: tf.Tensor, saved: S, wantsInput: boolean) => Backward,
): LayerPass {
  const { value, saved } = tf.tidy(forward);
  return {
    value,
    backward: (dy, wantsInput) => {
      const gradients = tf.tidy(() => backward(dy, saved, wantsInput));
      tf.dispose(saved);
      return gradients;
    },
  };
}
