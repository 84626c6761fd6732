import { encodeModel } from './onnx-messages.ts';

const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;
const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;

type AttributeValue = number | string | readonly number[];

/** An operation of ONNX; an input that is left out has the name ''. */
export interface OnnxNode {
  readonly opType: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** A constant. Numbers are int64, as the shapes that operations take. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | readonly number[];
}

/** What goes in or comes out. A named length is free. */
export interface OnnxValue {
  readonly name: string;
  readonly kind: 'float' | 'int32';
  readonly shape: readonly (number | string)[];
  readonly doc: string;
}

export interface OnnxModel {
  readonly name: string;
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** IR version 8 and operator set 13: read by every ONNX Runtime since 1.10. */
const IR_VERSION = 8;
const OPSET_VERSION = 13;

/** The bytes of an .onnx file. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  const message = {
    irVersion: IR_VERSION,
    producerName: 'Onset',
    docString: model.doc,
    graph: {
      node: model.nodes.map(toNode),
      name: model.name,
      initializer: model.constants.map(toTensor),
      input: model.inputs.map(toValueInfo),
      output: model.outputs.map(toValueInfo),
    },
    opsetImport: [{ domain: '', version: OPSET_VERSION }],
    metadataProps: Object.entries(model.metadata).map(([key, value]) => ({ key, value })),
  };
  return encodeModel(message);
}

function toNode({ opType, inputs, outputs, attributes = {} }: OnnxNode) {
  const attribute = Object.entries(attributes).map(([name, value]) => toAttribute(name, value));
  return { input: inputs, output: outputs, name: `${opType} ${outputs.join(' ')}`, opType, attribute };
}

function toAttribute(name: string, value: AttributeValue) {
  if (typeof value === 'number') return { name, i: value, type: ATTRIBUTE_INT };
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: ATTRIBUTE_STRING };
  return { name, ints: value, type: ATTRIBUTE_INTS };
}

function toTensor({ name, shape, values }: OnnxConstant) {
  if (values instanceof Float32Array)
    return { name, dims: shape, dataType: FLOAT, rawData: littleEndian(values) };
  const int64 = new BigInt64Array(values.map(BigInt));
  return { name, dims: shape, dataType: INT64, rawData: new Uint8Array(int64.buffer) };
}

function littleEndian(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function toValueInfo({ name, kind, shape, doc }: OnnxValue) {
  const dim = shape.map((length) =>
    typeof length === 'number' ? { dimValue: length } : { dimParam: length },
  );
  return {
    name,
    type: { tensorType: { elemType: kind === 'float' ? FLOAT : INT32, shape: { dim } } },
    docString: doc,
  };
}
