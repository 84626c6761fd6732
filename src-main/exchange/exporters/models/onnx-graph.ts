import { type LearnedModel, requireWeight } from './learned-model.ts';
import type { OnnxConstant, OnnxNode } from './onnx-file.ts';

/** What a layer gave: an image [n, channels, size, size], rows [n, features], or a sequence [time, batch, features]. */
export type Value =
  | { readonly kind: 'image'; readonly name: string; readonly size: number; readonly channels: number }
  | { readonly kind: 'rows' | 'sequence'; readonly name: string; readonly features: number };

/** A graph as it grows. */
export interface Graph {
  readonly model: LearnedModel;
  readonly nodes: OnnxNode[];
  readonly constants: OnnxConstant[];
}

export function featuresOf(value: Value): number {
  return value.kind === 'image' ? value.size ** 2 * value.channels : value.features;
}

/** Flattened as the dense layer's kernel has it: channels last. */
export function toRows(graph: Graph, value: Value, layer: string): string {
  if (value.kind === 'sequence')
    throw new Error(`The dense layer ${layer} cannot be exported: it has no rows.`);
  if (value.kind === 'rows') return value.name;
  const last = transposed(graph, value.name, `${layer}/last`, [0, 2, 3, 1]);
  return reshaped(graph, last, `${layer}/rows`, [-1, featuresOf(value)]);
}

export function bias(graph: Graph, layer: string, units: number): string {
  return constant(graph, `${layer}/bias`, [units], requireWeight(graph.model, `${layer}/bias`).values);
}

export function reshaped(graph: Graph, from: string, to: string, shape: readonly number[]): string {
  const target = constant(graph, `${to}/shape`, [shape.length], shape);
  return add(graph, 'Reshape', [from, target], to);
}

export function transposed(graph: Graph, from: string, to: string, perm: readonly number[]): string {
  return add(graph, 'Transpose', [from], to, { perm });
}

export function constant(
  graph: Graph,
  name: string,
  shape: readonly number[],
  values: OnnxConstant['values'],
): string {
  graph.constants.push({ name, shape, values });
  return name;
}

export function add(
  graph: Graph,
  opType: string,
  inputs: readonly string[],
  output: string,
  attributes: OnnxNode['attributes'] = {},
): string {
  graph.nodes.push({ opType, inputs, outputs: [output], attributes });
  return output;
}
