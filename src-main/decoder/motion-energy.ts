/** Grey values, 0 to 255, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/**
 * Each value as the mean of itself and its eight neighbours; beyond the edge, the edge goes on. A camera's noise differs
 * from pixel to pixel and falls to a third; a lid or a corner of the mouth, several pixels large, stays.
 */
export function blur({ width, height, values }: GreyPicture): GreyPicture {
  const across = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    for (let x = 0; x < width; x++) {
      const left = values[row + Math.max(0, x - 1)] ?? 0;
      const right = values[row + Math.min(width - 1, x + 1)] ?? 0;
      across[row + x] = left + (values[row + x] ?? 0) + right;
    }
  }
  const blurred = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const sum = (across[above + x] ?? 0) + (across[y * width + x] ?? 0) + (across[below + x] ?? 0);
      blurred[y * width + x] = sum / 9;
    }
  }
  return { width, height, values: blurred };
}

/**
 * Mean absolute difference of two pictures of one size, after the mean difference was taken off: a lamp that flickers
 * brightens all of the picture alike, and is no motion.
 */
export function differenceOf({ values }: GreyPicture, reference: GreyPicture): number {
  let shift = 0;
  for (let i = 0; i < values.length; i++) shift += (values[i] ?? 0) - (reference.values[i] ?? 0);
  shift /= values.length;
  let sum = 0;
  for (let i = 0; i < values.length; i++)
    sum += Math.abs((values[i] ?? 0) - (reference.values[i] ?? 0) - shift);
  return sum / values.length;
}
