import type { ClipSource } from './clip-source.ts';

/** One mean and one standard deviation over all values of all clips, as scikit-learn's StandardScaler would for a single feature. */
export interface PixelScaler {
  readonly mean: number;
  readonly std: number;
}

/** To be fitted on the training clips of a fold alone. `pause` is awaited after each clip. A constant input keeps its scale (std 1). */
export async function fitPixelScaler(x: ClipSource, pause: () => Promise<void> | void): Promise<PixelScaler> {
  const clip = new Float32Array(x.framesPerClip * x.imageSize ** 2);
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let index = 0; index < x.length; index++) {
    x.read(index, clip);
    const own = momentsOf(clip);
    // Chan et al.'s update of the mean and of the sum of squared distances from it.
    const total = count + clip.length;
    const distance = own.mean - mean;
    mean += (distance * clip.length) / total;
    squares += own.squares + (distance ** 2 * count * clip.length) / total;
    count = total;
    await pause();
  }
  const std = count === 0 ? 0 : Math.sqrt(squares / count);
  return { mean, std: std === 0 ? 1 : std };
}

export function scale(values: Float32Array, { mean, std }: PixelScaler): void {
  for (let i = 0; i < values.length; i++) values[i] = ((values[i] ?? 0) - mean) / std;
}

function momentsOf(values: Float32Array): { mean: number; squares: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, squares };
}
