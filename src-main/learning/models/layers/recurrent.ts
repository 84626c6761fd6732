import * as tf from '@tensorflow/tfjs-core';
import type { Backward, LayerPass } from './layer-pass.ts';
import type { LayerSet } from './layer-set.ts';
import { orderInTime, type TimeOrder } from './time-order.ts';

export interface RecurrentOptions {
  readonly framesPerClip: number;
  /** How many of its frames each clip really has. Null: all. */
  readonly frameCounts: readonly number[] | null;
  readonly bidirectional: boolean;
  readonly gives: 'sequence' | 'last';
}

/**
 * An LSTM over the frames of each clip: `input` [batch x time, features], clip after clip → [batch x time, units] for
 * `sequence`, [batch, units] for `last`; reading both ways, forward and backward states side by side, [.., 2 units].
 * As in Keras: backwards, the last state is that after the first frame, a sequence is put back in the frames' order.
 * `weights`: kernel, recurrent kernel, bias; for two directions twice.
 */
export function recurrent(
  input: tf.Tensor2D,
  weights: readonly tf.Tensor[],
  options: RecurrentOptions,
  lstm: LayerSet['lstm'],
): LayerPass {
  const { framesPerClip, bidirectional } = options;
  const counts = options.frameCounts ?? new Array<number>(input.shape[0] / framesPerClip).fill(framesPerClip);
  const one = (direction: 'forward' | 'backward', own: readonly tf.Tensor[]) =>
    oneDirection(input, own, options, orderInTime(counts, framesPerClip, direction), lstm);
  const forward = one('forward', weights.slice(0, 3));
  return bidirectional ? sideBySide(forward, one('backward', weights.slice(3))) : forward;
}

function oneDirection(
  input: tf.Tensor2D,
  weights: readonly tf.Tensor[],
  { framesPerClip, gives }: RecurrentOptions,
  order: TimeOrder,
  lstm: LayerSet['lstm'],
): LayerPass {
  const [kernel, recurrentKernel, bias] = weights;
  if (kernel === undefined || recurrentKernel === undefined || bias === undefined)
    throw new Error('An LSTM has three weights.');
  const batch = order.last.length;
  const toSteps = (rows: tf.Tensor) =>
    tf.reshape<tf.Rank.R3>(tf.gather(rows, tf.tensor1d(order.toSteps, 'int32')), [framesPerClip, batch, -1]);
  const toClips = (steps: tf.Tensor) => rowsOf(steps, order.toClips);
  // The ranks are those that describeWeights gives.
  const pass = lstm(toSteps(input), kernel as tf.Tensor2D, recurrentKernel as tf.Tensor2D, bias);
  return {
    value: gives === 'sequence' ? toClips(pass.value) : rowsOf(pass.value, order.last),
    backward: (dy, wantsInput) => {
      const dSteps = gives === 'sequence' ? toSteps(dy) : atLast(dy, order, framesPerClip);
      const { input: dInput, weights: dWeights } = pass.backward(dSteps, wantsInput);
      return { input: dInput && toClips(dInput), weights: dWeights };
    },
  };
}

/** The rows of [time, batch, …] counted over both. */
function rowsOf(steps: tf.Tensor, rows: Int32Array): tf.Tensor {
  const [time = 0, batch = 0] = steps.shape;
  return tf.gather(tf.reshape(steps, [time * batch, -1]), tf.tensor1d(rows, 'int32'));
}

/** `dy` [batch, units] where each clip's last state stands, else 0: [time, batch, units]. */
function atLast(dy: tf.Tensor, { last }: TimeOrder, time: number): tf.Tensor3D {
  const batch = last.length;
  const isLast = new Float32Array(time * batch);
  for (const row of last) isLast[row] = 1;
  return tf.mul(tf.tensor3d(isLast, [time, batch, 1]), tf.reshape(dy, [1, batch, -1]));
}

function sideBySide(forward: LayerPass, backward: LayerPass): LayerPass {
  return {
    value: tf.concat([forward.value, backward.value], 1),
    backward: (dy, wantsInput): Backward => {
      const [dForward, dBackward] = tf.split(dy, 2, 1);
      if (dForward === undefined || dBackward === undefined) throw new Error('Split in two.');
      const first = forward.backward(dForward, wantsInput);
      const second = backward.backward(dBackward, wantsInput);
      return {
        input: first.input && second.input && tf.add(first.input, second.input),
        weights: [...first.weights, ...second.weights],
      };
    },
  };
}
