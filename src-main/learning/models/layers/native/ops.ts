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
type Attribute =
  | { readonly type: 'float32' | 'int32' | 'int64' }
  | { readonly float: number }
  | { readonly ints: readonly number[] }
  | boolean
  | string;

/** Of all operations here that work on floats. */
export const FLOATS: Attributes = { T: { type: 'float32' } };

/** TensorFlow.js has no 64-bit integers of its own: to be handed on to an operation, never to be read. */
export function int64Scalar(value: number): tf.Tensor {
  const { warn } = console;
  // The binding warns of each one it makes.
  console.warn = () => {};
  try {
    const attributes: Attributes = { SrcT: { type: 'int32' }, DstT: { type: 'int64' }, Truncate: false };
    return runOp('Cast', [tf.scalar(value, 'int32')], attributes);
  } finally {
    console.warn = warn;
  }
}

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
type Binding = Readonly<
  Record<
    `TF_${'FLOAT' | 'INT32' | 'INT64'}` | `TF_ATTR_${'TYPE' | 'FLOAT' | 'INT' | 'BOOL' | 'STRING'}`,
    number
  >
>;
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
  const { TF_ATTR_BOOL, TF_ATTR_STRING, TF_ATTR_TYPE, TF_ATTR_FLOAT, TF_ATTR_INT } = binding;
  const types = { float32: binding.TF_FLOAT, int32: binding.TF_INT32, int64: binding.TF_INT64 };
  return Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'boolean') return { name, type: TF_ATTR_BOOL, value };
    if (typeof value === 'string') return { name, type: TF_ATTR_STRING, value };
    if ('type' in value) return { name, type: TF_ATTR_TYPE, value: types[value.type] };
    if ('float' in value) return { name, type: TF_ATTR_FLOAT, value: value.float };
    return { name, type: TF_ATTR_INT, value: value.ints };
  });
}
