import * as tf from '@tensorflow/tfjs-core';
import type { Backward, Forward } from '../layer-pass.ts';
import { type Attributes, FLOATS, int64Scalar, runOpOfMany } from './ops.ts';

const ATTRIBUTES: Attributes = { ...FLOATS, use_peephole: false };
/** Clips the cell's values at nothing. */
const FORWARD: Attributes = { ...ATTRIBUTES, cell_clip: { float: 0 } };
/** Gates i, cells, f, o, candidates, tanh of the cells, hidden states. */
const STATES = 7;
const GRADIENTS = 8;

type Saved = { states: tf.Tensor[] };

/** As the ordinary one, all steps in one operation. */
export function nativeLstmForward(
  steps: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor,
): Forward<Saved> {
  const inputs = inputsOf(steps, kernel, recurrent, bias);
  const states = runOpOfMany('BlockLSTMV2', inputs, STATES, FORWARD);
  return { value: hiddenOf(states), saved: { states } };
}

export function nativeLstmBackward(
  dy: tf.Tensor,
  steps: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor,
  { states }: Saved,
): Backward {
  const inputs = [...inputsOf(steps, kernel, recurrent, bias), ...states, tf.zerosLike(dy), dy];
  const gradients = runOpOfMany('BlockLSTMGradV2', inputs, GRADIENTS, ATTRIBUTES);
  const [dSteps, , , dWeights, , , , dBias] = gradients;
  if (dSteps === undefined || dWeights === undefined || dBias === undefined)
    throw new Error('BlockLSTMGradV2 has eight outputs.');
  const [dKernel, dRecurrent] = tf.split(dWeights, [kernel.shape[0], recurrent.shape[0]]);
  if (dKernel === undefined || dRecurrent === undefined) throw new Error('Split in two.');
  return { input: dSteps, weights: [dKernel, dRecurrent, dBias] };
}

/** Starts from zeros; the peepholes are there, but not looked through. */
function inputsOf(
  steps: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor,
): tf.Tensor[] {
  const [time, batch] = steps.shape;
  const [units] = recurrent.shape;
  const start = tf.zeros([batch, units]);
  const peephole = tf.zeros([units]);
  const weights = tf.concat([kernel, recurrent], 0);
  return [int64Scalar(time), steps, start, start, weights, peephole, peephole, peephole, bias];
}

function hiddenOf(states: readonly tf.Tensor[]): tf.Tensor {
  const hidden = states.at(-1);
  if (hidden === undefined) throw new Error('BlockLSTMV2 has seven outputs.');
  return hidden;
}
