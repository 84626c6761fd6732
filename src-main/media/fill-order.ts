import { CHUNK_FRAMES } from '#main/framestore/chunk-format.ts';

/** Where somebody is in a clip, and which way they go. */
export interface Position {
  readonly frameCount: number;
  readonly index: number;
  readonly direction: 1 | -1;
}

/** More of a long video than anybody looks at in a while is not decoded ahead. */
const MAX_CHUNKS = 32;

/** The first frames of the chunks worth filling, the most urgent first: where they are, on in their direction, then back. */
export function fillOrder({ frameCount, index, direction }: Position): number[] {
  const here = firstOfChunk(index);
  const onwards: number[] = [];
  const back: number[] = [];
  for (let step = CHUNK_FRAMES; step < frameCount + CHUNK_FRAMES; step += CHUNK_FRAMES) {
    onwards.push(here + direction * step);
    back.push(here - direction * step);
  }
  return [here, ...onwards, ...back].filter((first) => first >= 0 && first < frameCount).slice(0, MAX_CHUNKS);
}

/** Index of the first frame of the chunk that holds the frame at `index`. */
export function firstOfChunk(index: number): number {
  return index - (index % CHUNK_FRAMES);
}
