/** What was typed to get to a frame: the index it names, or why it names none. */
export type AskedFrame =
  | { readonly index: number; readonly failure: null }
  | { readonly index: null; readonly failure: string };

/** Reads `12` as an index and `#46` as the number the source gave a frame. `sourceNumbers[i]` is that of frame i. */
export function askedFrame(text: string, frameCount: number, sourceNumbers: readonly number[]): AskedFrame {
  const typed = /^\s*(#?)\s*(-?\d+)\s*$/.exec(text);
  if (typed === null) return failed('Type an index such as 12, or # and a source number such as #46.');
  const number = Number(typed[2]);
  if (typed[1] === '#') {
    const index = sourceNumbers.indexOf(number);
    return index < 0
      ? failed(`The clip has no frame with the source number ${number}.`)
      : { index, failure: null };
  }
  if (number < 0 || number >= frameCount)
    return failed(`The clip's frames have the indices 0 to ${frameCount - 1}.`);
  return { index: number, failure: null };
}

const failed = (failure: string): AskedFrame => ({ index: null, failure });
