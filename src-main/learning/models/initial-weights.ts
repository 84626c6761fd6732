import { createRandom, deriveSeed, type Random } from '#shared/base/random.ts';
import { describeWeights, type ModelDescription, sizeOf, type WeightDescription } from './description.ts';

/** All weights of the model one after the other, in the order of {@link describeWeights}; each drawn from a seed of its own. */
export function initialWeights(description: ModelDescription, seed: number): Float32Array {
  const weights = describeWeights(description);
  const out = new Float32Array(weights.reduce((total, weight) => total + sizeOf(weight.shape), 0));
  let at = 0;
  for (const weight of weights) {
    const part = out.subarray(at, at + sizeOf(weight.shape));
    fill(part, weight, createRandom(deriveSeed(seed, weight.name)));
    at += part.length;
  }
  return out;
}

function fill(out: Float32Array, weight: WeightDescription, random: Random): void {
  switch (weight.initializer) {
    case 'zeros':
      return;
    case 'unit-forget-bias':
      out.fill(1, out.length / 4, out.length / 2);
      return;
    case 'glorot-uniform':
      glorotUniform(out, weight.shape, random);
      return;
    case 'orthogonal':
      orthogonal(out, weight.shape, random);
      return;
  }
}

/** Uniform in ±sqrt(6 / (fanIn + fanOut)); a convolution's fans count its kernel's area (Glorot and Bengio 2010). */
function glorotUniform(out: Float32Array, shape: readonly number[], random: Random): void {
  const area = sizeOf(shape.slice(0, -2));
  const [fanIn = 1, fanOut = 1] = shape.slice(-2);
  const limit = Math.sqrt(6 / (area * (fanIn + fanOut)));
  for (let i = 0; i < out.length; i++) out[i] = (random.next() * 2 - 1) * limit;
}

/** `rows` orthonormal rows of length `columns` >= rows, by Gram and Schmidt on normal draws (Saxe et al. 2013). */
function orthogonal(out: Float32Array, shape: readonly number[], random: Random): void {
  const [rows = 1, columns = 1] = shape;
  const done: Float64Array[] = [];
  for (let r = 0; r < rows; r++) {
    const row = Float64Array.from({ length: columns }, () => random.normal());
    for (const other of done) subtractProjection(row, other);
    const norm = Math.sqrt(dot(row, row));
    for (let c = 0; c < columns; c++) row[c] = (row[c] ?? 0) / norm;
    done.push(row);
    out.set(row, r * columns);
  }
}

function subtractProjection(row: Float64Array, unit: Float64Array): void {
  const along = dot(row, unit);
  for (let c = 0; c < row.length; c++) row[c] = (row[c] ?? 0) - along * (unit[c] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
