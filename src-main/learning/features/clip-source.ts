/** Clips as they go into a model, before scaling; read when they are needed, never all held at once. */
export interface ClipSource {
  /** Number of clips. */
  readonly length: number;
  readonly framesPerClip: number;
  /** Side of the square image, in pixels. */
  readonly imageSize: number;
  /** Puts clip `index` into `out`: framesPerClip x imageSize x imageSize values, frame by frame, row by row. */
  read(index: number, out: Float32Array): void;
}

/** The clips of `source` at `indices`, as a source of their own. */
export function subset(source: ClipSource, indices: readonly number[]): ClipSource {
  return {
    ...source,
    length: indices.length,
    read: (index, out) => {
      const original = indices[index];
      if (original === undefined) throw new RangeError(`There is no clip ${index} among ${indices.length}.`);
      source.read(original, out);
    },
  };
}
