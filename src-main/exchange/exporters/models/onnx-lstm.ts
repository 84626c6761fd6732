import type { Layer } from '#shared/domain/model-description.ts';
import { requireWeight } from './learned-model.ts';
import { constant, featuresOf, type Graph, reshaped, toRows, transposed, type Value } from './onnx-graph.ts';

/** An LSTM over time, which stops where `frameCounts` (a value's name) says that a clip ends. */
export function addLstm(
  graph: Graph,
  layer: Layer & { kind: 'lstm' },
  value: Value,
  frameCounts: string | null,
): Value {
  const { name, units, bidirectional, gives } = layer;
  const sequence = toSequence(graph, value, name);
  const paths = bidirectional ? [name, `${name}/backward`] : [name];
  const weights = [
    lstmConstant(graph, paths, 'kernel', value),
    lstmConstant(graph, paths, 'recurrent', value),
    lstmBias(graph, paths, units),
  ];
  const [states, last, features] = [`${name}/states`, `${name}/last`, units * paths.length];
  graph.nodes.push({
    opType: 'LSTM',
    inputs: [sequence, ...weights, frameCounts ?? ''],
    outputs: [states, last],
    attributes: { hidden_size: units, direction: bidirectional ? 'bidirectional' : 'forward' },
  });
  if (gives === 'last') {
    // [directions, batch, units]
    const sides = transposed(graph, last, `${name}/sides`, [1, 0, 2]);
    return { kind: 'rows', name: reshaped(graph, sides, name, [-1, features]), features };
  }
  // [time, directions, batch, units]
  const sides = transposed(graph, states, `${name}/sides`, [0, 2, 1, 3]);
  const { framesPerClip } = graph.model.description;
  return { kind: 'sequence', name: reshaped(graph, sides, name, [framesPerClip, -1, features]), features };
}

/** Rows of frames, clip after clip, as [time, batch, features]. */
function toSequence(graph: Graph, value: Value, layer: string): string {
  if (value.kind === 'sequence') return value.name;
  const { framesPerClip } = graph.model.description;
  const features = featuresOf(value);
  const rows = toRows(graph, value, layer);
  const clips = reshaped(graph, rows, `${layer}/clips`, [-1, framesPerClip, features]);
  return transposed(graph, clips, `${layer}/sequence`, [1, 0, 2]);
}

/** [rows, 4 units] of each direction as [directions, 4 units, rows], gates reordered. */
function lstmConstant(
  graph: Graph,
  paths: readonly string[],
  part: 'kernel' | 'recurrent',
  value: Value,
): string {
  const weights = paths.map((path) => requireWeight(graph.model, `${path}/${part}`));
  const [rows = featuresOf(value), columns = 1] = weights[0]?.shape ?? [];
  const turned = weights.map(({ values }) => gatesFirst(values, rows, columns));
  return constant(graph, `${paths[0]}/${part}`, [paths.length, columns, rows], joined(turned));
}

/** Keras has one bias where ONNX has one for the input and one for the state: that is 0. */
function lstmBias(graph: Graph, paths: readonly string[], units: number): string {
  const biases = paths.flatMap((path) => [
    gatesFirst(requireWeight(graph.model, `${path}/bias`).values, 1, 4 * units),
    new Float32Array(4 * units),
  ]);
  return constant(graph, `${paths[0]}/bias`, [paths.length, 8 * units], joined(biases));
}

/** Keras's places of ONNX's gates i, o, f, c. */
const GATES = [0, 3, 1, 2];

/** [rows, 4 units], gates i, f, c, o → [4 units, rows], gates i, o, f, c. */
function gatesFirst(values: Float32Array, rows: number, columns: number): Float32Array {
  const units = columns / GATES.length;
  const out = new Float32Array(values.length);
  for (const [to, from] of GATES.entries())
    for (let unit = 0; unit < units; unit++)
      for (let row = 0; row < rows; row++)
        out[(to * units + unit) * rows + row] = values[row * columns + from * units + unit] ?? 0;
  return out;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  return Float32Array.from(parts.flatMap((part) => [...part]));
}
