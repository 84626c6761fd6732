import * as tf from '@tensorflow/tfjs-core';
import type { Backward, Forward } from './layer-pass.ts';

/** What the forward pass leaves: its input [time x batch, features], and each part of a step over all times, [time, batch, units]. */
type Saved = {
  flat: tf.Tensor;
  /** The gates after their activation. */
  input: tf.Tensor;
  forget: tf.Tensor;
  candidate: tf.Tensor;
  output: tf.Tensor;
  cellTanh: tf.Tensor;
  /** The states before the step. */
  cellBefore: tf.Tensor;
  hiddenBefore: tf.Tensor;
};
type Step = Omit<Saved, 'flat'>;

/**
 * LSTM as in Keras: gates i, f, c, o; sigmoid and tanh; starts from zeros. `steps` [time, batch, features],
 * `kernel` [features, 4 units], `recurrent` [units, 4 units], `bias` [4 units] → the hidden state after each step,
 * [time, batch, units].
 */
export function lstmForward(
  steps: tf.Tensor3D,
  kernel: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  bias: tf.Tensor,
): Forward<Saved> {
  const [time, batch, features] = steps.shape;
  const [units] = recurrent.shape;
  const flat = tf.reshape(steps, [time * batch, features]);
  const sums = tf.unstack(tf.reshape(tf.add(tf.matMul(flat, kernel), bias), [time, batch, -1]));
  const done: Step[] = [];
  const states: tf.Tensor[] = [];
  let cell: tf.Tensor = tf.zeros([batch, units]);
  let hidden = cell;
  for (const sum of sums) {
    const gates = tf.add(sum, tf.matMul(hidden, recurrent));
    // Fewer operations than one for each gate; the candidate's sigmoid is not used.
    const opened = tf.split(tf.sigmoid(gates), 4, 1);
    const [input, forget, , output] = opened as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]; // split in 4
    const candidate = tf.tanh(tf.slice(gates, [0, 2 * units], [batch, units]));
    const before = { cellBefore: cell, hiddenBefore: hidden };
    cell = tf.add(tf.mul(forget, cell), tf.mul(input, candidate));
    const cellTanh = tf.tanh(cell);
    hidden = tf.mul(output, cellTanh);
    done.push({ input, forget, candidate, output, cellTanh, ...before });
    states.push(hidden);
  }
  return { value: tf.stack(states), saved: { flat, ...stackSteps(done) } };
}

/** Backpropagation through time, `dy` [time, batch, units]: all but the recurrence itself runs over all times at once. */
export function lstmBackward(
  dy: tf.Tensor,
  kernel: tf.Tensor2D,
  recurrent: tf.Tensor2D,
  saved: Saved,
): Backward {
  const [time = 0, batch = 0] = dy.shape;
  const dSums = tf.reshape(tf.stack(gateGradients(dy, recurrent, saved)), [time * batch, -1]);
  const hiddenBefore = tf.reshape(saved.hiddenBefore, [time * batch, -1]);
  const dFlat = tf.matMul(dSums, tf.transpose(kernel));
  return {
    input: tf.reshape(dFlat, [time, batch, -1]),
    weights: [
      tf.matMul(tf.transpose(saved.flat), dSums),
      tf.matMul(tf.transpose(hiddenBefore), dSums),
      tf.sum(dSums, 0),
    ],
  };
}

/** Gradients of the gates before their activation, [batch, 4 units] for each time. */
function gateGradients(dy: tf.Tensor, recurrent: tf.Tensor2D, saved: Step): tf.Tensor[] {
  const cellByHidden = tf.unstack(tf.mul(saved.output, tf.sub(1, tf.square(saved.cellTanh))));
  const slopes = tf.unstack(gateSlopes(saved));
  const turned = tf.transpose(recurrent);
  const forgets = tf.unstack(saved.forget);
  const dStates = tf.unstack(dy);
  const dGates: tf.Tensor[] = [];
  let dHidden: tf.Tensor = tf.zeros(dy.shape.slice(1));
  let dCellAfter = dHidden;
  for (const [t, slope] of [...slopes.entries()].reverse()) {
    dHidden = tf.add(dHidden, dStates[t] ?? 0);
    const dCell = tf.add(dCellAfter, tf.mul(dHidden, cellByHidden[t] ?? 0));
    const dGate = tf.mul(tf.concat([dCell, dCell, dCell, dHidden], 1), slope);
    dGates.unshift(dGate);
    dHidden = tf.matMul(dGate, turned);
    dCellAfter = tf.mul(dCell, forgets[t] ?? 0);
  }
  return dGates;
}

/** How the cell (by i, f, c) and the hidden state (by o) move with each gate before its activation: [time, batch, 4 units]. */
function gateSlopes({ input, forget, candidate, output, cellTanh, cellBefore }: Step): tf.Tensor {
  const sigmoidSlope = (gate: tf.Tensor) => tf.mul(gate, tf.sub(1, gate));
  const byInput = tf.mul(candidate, sigmoidSlope(input));
  const byForget = tf.mul(cellBefore, sigmoidSlope(forget));
  const byCandidate = tf.mul(input, tf.sub(1, tf.square(candidate)));
  const byOutput = tf.mul(cellTanh, sigmoidSlope(output));
  return tf.concat([byInput, byForget, byCandidate, byOutput], 2);
}

function stackSteps(steps: readonly Step[]): Step {
  const over = (part: keyof Step) => tf.stack(steps.map((step) => step[part]));
  return {
    input: over('input'),
    forget: over('forget'),
    candidate: over('candidate'),
    output: over('output'),
    cellTanh: over('cellTanh'),
    cellBefore: over('cellBefore'),
    hiddenBefore: over('hiddenBefore'),
  };
}
