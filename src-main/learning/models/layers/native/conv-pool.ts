import type * as tf from '@tensorflow/tfjs-core';
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Backward, Forward } from '../layer-pass.ts';
import { type Attributes, FLOATS, runOp } from './ops.ts';
import type { Pooling } from './pooling.ts';

const CONVOLUTION: Attributes = {
  ...FLOATS,
  strides: { ints: [1, 1, 1, 1] },
  dilations: { ints: [1, 1, 1, 1] },
  padding: 'VALID',
  data_format: 'NHWC',
  use_cudnn_on_gpu: true,
};

type Saved = { convolved: tf.Tensor; pooled: tf.Tensor; pooling: tf.Tensor[]; value: tf.Tensor };

/** As the ordinary one: convolution, max-pool; bias and relu, which commute with the maximum, on a quarter of the values. */
export function nativeConvPoolForward(
  input: tf.Tensor4D,
  kernel: tf.Tensor4D,
  bias: tf.Tensor,
  pooling: Pooling,
): Forward<Saved> {
  const convolved = runOp('Conv2D', [input, kernel], CONVOLUTION);
  const { value: pooled, saved } = pooling.forward(convolved);
  const value = runOp('Relu', [runOp('BiasAdd', [pooled, bias])]);
  return { value, saved: { convolved, pooled, pooling: saved, value } };
}

export function nativeConvPoolBackward(
  dy: tf.Tensor,
  input: tf.Tensor4D,
  kernel: tf.Tensor4D,
  pooling: Pooling,
  saved: Saved,
  wantsInput: boolean,
): Backward {
  const dPooled = runOp('ReluGrad', [dy, saved.value]);
  const dBias = runOp('BiasAddGrad', [dPooled]);
  const dConvolved = pooling.backward(dPooled, saved.convolved, saved.pooled, saved.pooling);
  const kernelShape = tensor1d(kernel.shape, 'int32');
  const dKernel = runOp('Conv2DBackpropFilter', [input, kernelShape, dConvolved], CONVOLUTION);
  const weights = [dKernel, dBias];
  if (!wantsInput) return { weights };
  const inputShape = tensor1d(input.shape, 'int32');
  return { input: runOp('Conv2DBackpropInput', [inputShape, kernel, dConvolved], CONVOLUTION), weights };
}
