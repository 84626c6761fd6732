import { assertNever } from '#shared/base/assert-never.ts';
import type { Layer } from '#shared/domain/model-description.ts';
import { type LearnedModel, requireWeight } from './learned-model.ts';
import { encodeOnnx, type OnnxValue } from './onnx-file.ts';
import {
  add,
  bias,
  constant,
  featuresOf,
  type Graph,
  reshaped,
  toRows,
  transposed,
  type Value,
} from './onnx-graph.ts';
import { addLstm } from './onnx-lstm.ts';

/** Names of the file's inputs and outputs. */
const ONNX_FRAMES = 'frames';
const ONNX_FRAME_COUNTS = 'frameCounts';
const ONNX_OUTPUT = { emotion: 'probabilities', intensity: 'intensity' } as const;

/**
 * The model as an ONNX file. `frames` [batch, time, size, size, channels] gives `probabilities` [batch, classes] or
 * `intensity` [batch, 1]; a masked model also takes `frameCounts` [batch], how many of its frames each clip really has.
 */
export function toOnnx(model: LearnedModel): Uint8Array {
  const { framesPerClip, imageSize, channels, masked, layers } = model.description;
  const graph: Graph = { model, nodes: [], constants: [] };
  let value = imagesOf(graph, imageSize, channels);
  for (const layer of layers) value = addLayer(graph, layer, value);
  const output = finish(graph, value);
  const frames: OnnxValue = {
    name: ONNX_FRAMES,
    kind: 'float',
    shape: ['batch', framesPerClip, imageSize, imageSize, channels],
    doc: 'Frames of each clip as the model card describes them, not scaled.',
  };
  const frameCounts: OnnxValue = {
    name: ONNX_FRAME_COUNTS,
    kind: 'int32',
    shape: ['batch'],
    doc: `How many frames each clip has, 1 to ${framesPerClip}; the others are not looked at.`,
  };
  return encodeOnnx({
    name: 'onset',
    doc: 'Exported from Onset; the model card beside it says what it is for.',
    metadata: { classes: JSON.stringify(model.classes) },
    nodes: graph.nodes,
    constants: graph.constants,
    inputs: masked ? [frames, frameCounts] : [frames],
    outputs: [output],
  });
}

function addLayer(graph: Graph, layer: Layer, value: Value): Value {
  switch (layer.kind) {
    case 'conv-pool':
      return addConvPool(graph, layer, value);
    case 'dense':
      return addDense(graph, layer, value);
    case 'dropout':
      return value;
    case 'lstm':
      return addLstm(graph, layer, value, graph.model.description.masked ? ONNX_FRAME_COUNTS : null);
    default:
      return assertNever(layer);
  }
}

/** All clips' frames as images of their own, channels first, as ONNX has them. */
function imagesOf(graph: Graph, size: number, channels: number): Value {
  const flat = reshaped(graph, ONNX_FRAMES, 'images', [-1, size, size, channels]);
  return { kind: 'image', name: transposed(graph, flat, 'images/first', [0, 3, 1, 2]), size, channels };
}

function addConvPool(graph: Graph, layer: Layer & { kind: 'conv-pool' }, value: Value): Value {
  if (value.kind !== 'image') throw new Error(`The convolution ${layer.name} has no image.`);
  const { name, filters, kernelSize } = layer;
  const kernel = requireWeight(graph.model, `${name}/kernel`);
  const weights = [
    constant(graph, kernel.name, [filters, value.channels, kernelSize, kernelSize], filtersFirst(kernel)),
    bias(graph, name, filters),
  ];
  add(graph, 'Conv', [value.name, ...weights], `${name}/conv`);
  add(graph, 'Relu', [`${name}/conv`], `${name}/relu`);
  add(graph, 'MaxPool', [`${name}/relu`], name, { kernel_shape: [2, 2], strides: [2, 2] });
  return { kind: 'image', name, size: Math.floor((value.size - kernelSize + 1) / 2), channels: filters };
}

/** [size, size, channels, filters] → [filters, channels, size, size]. */
function filtersFirst({ shape, values }: { shape: readonly number[]; values: Float32Array }): Float32Array {
  const [size = 1, , channels = 1, filters = 1] = shape;
  const out = new Float32Array(values.length);
  const area = size * size;
  for (let filter = 0; filter < filters; filter++)
    for (let channel = 0; channel < channels; channel++)
      for (let place = 0; place < area; place++)
        out[(filter * channels + channel) * area + place] =
          values[(place * channels + channel) * filters + filter] ?? 0;
  return out;
}

function addDense(graph: Graph, layer: Layer & { kind: 'dense' }, value: Value): Value {
  const { name, units, activation } = layer;
  const rows = toRows(graph, value, name);
  const kernel = requireWeight(graph.model, `${name}/kernel`);
  const weights = [constant(graph, kernel.name, kernel.shape, kernel.values), bias(graph, name, units)];
  add(graph, 'Gemm', [rows, ...weights], `${name}/sums`);
  if (activation === 'linear') return { kind: 'rows', name: `${name}/sums`, features: units };
  add(graph, activation === 'relu' ? 'Relu' : 'Sigmoid', [`${name}/sums`], name);
  return { kind: 'rows', name, features: units };
}

/** Logits become probabilities; an intensity is one already. */
function finish(graph: Graph, value: Value): OnnxValue {
  const { classes } = graph.model;
  const isEmotion = classes.length > 0;
  const name = isEmotion ? ONNX_OUTPUT.emotion : ONNX_OUTPUT.intensity;
  if (isEmotion) add(graph, 'Softmax', [value.name], name, { axis: 1 });
  else add(graph, 'Identity', [value.name], name);
  const doc = isEmotion ? `Probabilities of ${classes.join(', ')}, in that order.` : 'Intensity, 0 to 1.';
  return { name, kind: 'float', shape: ['batch', featuresOf(value)], doc };
}
