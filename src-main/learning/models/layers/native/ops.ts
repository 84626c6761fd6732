import * as tf from '@tensorflow/tfjs-core';

/**
 * TensorFlow's own operations by name, on the backend that tfjs-node and tfjs-node-gpu register as `tensorflow`: the
 * one place that knows its binding. Inputs, attributes and outputs are those of TensorFlow's list of raw operations.
 */
export function runOp(
  name: string,
  inputs: readonly tf.Tensor[],
  attributes: Attributes = FLOATS,
): tf.Tensor {
  const backend = nativeBackend();
  return backend.executeSingleOutput(name, encoded(attributes, backend.binding), [...inputs]);
}

/** As {@link runOp}, of an operation with `count` outputs. */
export function runOpOfMany(
  name: string,
  inputs: readonly tf.Tensor[],
  count: number,
  attributes: Attributes = FLOATS,
): tf.Tensor[] {
  const backend = nativeBackend();
  return backend.executeMultipleOutputs(name, encoded(attributes, backend.binding), [...inputs], count);
}

export type Attributes = Readonly<Record<string, Attribute>>;
type Attribute = { readonly type: 'float32' } | { readonly ints: readonly number[] } | boolean | string;

/** Of all operations here that work on floats. */
export const FLOATS: Attributes = { T: { type: 'float32' } };

/** Whether the active backend computes on a card. */
export function computesOnGpu(): boolean {
  return nativeBackend().isUsingGpuDevice;
}

interface NativeBackend {
  readonly binding: Binding;
  readonly isUsingGpuDevice: boolean;
  executeSingleOutput(name: string, attributes: EncodedAttribute[], inputs: tf.Tensor[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: EncodedAttribute[],
    inputs: tf.Tensor[],
    count: number,
  ): tf.Tensor[];
}
type Binding = Readonly<Record<'TF_FLOAT' | `TF_ATTR_${'TYPE' | 'INT' | 'BOOL' | 'STRING'}`, number>>;
interface EncodedAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

function nativeBackend(): NativeBackend {
  // Only called where the active backend is `tensorflow`, which has this shape.
  return tf.backend() as unknown as NativeBackend;
}

function encoded(attributes: Attributes, binding: Binding): EncodedAttribute[] {
  const { TF_ATTR_BOOL, TF_ATTR_STRING, TF_ATTR_TYPE, TF_ATTR_INT, TF_FLOAT } = binding;
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'boolean') return { name, type: TF_ATTR_BOOL, value };
    if (typeof value === 'string') return { name, type: TF_ATTR_STRING, value };
    if ('type' in value) return { name, type: TF_ATTR_TYPE, value: TF_FLOAT };
    return { name, type: TF_ATTR_INT, value: value.ints };
  });
}
