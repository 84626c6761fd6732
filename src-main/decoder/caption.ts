/** Digits and what times need, 5 x 7 pixels each: a sheet must not depend on the fonts of a machine. */
const GLYPHS: Readonly<Record<string, string>> = {
  '0': '01110 10001 10011 10101 11001 10001 01110',
  '1': '00100 01100 00100 00100 00100 00100 01110',
  '2': '01110 10001 00001 00110 01000 10000 11111',
  '3': '11110 00001 00001 01110 00001 00001 11110',
  '4': '00010 00110 01010 10010 11111 00010 00010',
  '5': '11111 10000 11110 00001 00001 10001 01110',
  '6': '00110 01000 10000 11110 10001 10001 01110',
  '7': '11111 00001 00010 00100 01000 01000 01000',
  '8': '01110 10001 10001 01110 10001 10001 01110',
  '9': '01110 10001 10001 01111 00001 00010 01100',
  '.': '00000 00000 00000 00000 00000 01100 01100',
  '-': '00000 00000 00000 11111 00000 00000 00000',
  m: '00000 00000 11010 10101 10101 10101 10101',
  s: '00000 00000 01111 10000 01110 00001 11110',
};
const ADVANCE = 6;
const HEIGHT = 7;
/** Room for the larger of the two sizes, with a margin above and below. */
export const CAPTION_HEIGHT_PX = 2 * HEIGHT + 8;

/** How large all of these are written: twice as large where the longest fits into `widthPx`. */
export function captionScale(texts: readonly string[], widthPx: number): 1 | 2 {
  return texts.every((text) => 2 * widthOf(text) <= widthPx) ? 2 : 1;
}

const widthOf = (text: string) => text.length * ADVANCE - 1;

/**
 * The pixels, [x, y], that write `text` into a strip of `widthPx` by {@link CAPTION_HEIGHT_PX}, in the middle; what is no
 * digit, `.`, `-`, `m` or `s` is left blank.
 */
export function captionPixels(text: string, widthPx: number, scale: 1 | 2): [x: number, y: number][] {
  const left = Math.floor((widthPx - scale * widthOf(text)) / 2);
  const top = Math.floor((CAPTION_HEIGHT_PX - scale * HEIGHT) / 2);
  const pixels: [number, number][] = [];
  for (const [at, letter] of [...text].entries())
    for (const [row, bits] of (GLYPHS[letter] ?? '').split(' ').entries())
      for (const [column, bit] of [...bits].entries()) {
        if (bit !== '1') continue;
        const x = left + scale * (at * ADVANCE + column);
        const y = top + scale * row;
        for (let dy = 0; dy < scale; dy++)
          for (let dx = 0; dx < scale; dx++)
            if (x + dx >= 0 && x + dx < widthPx) pixels.push([x + dx, y + dy]);
      }
  return pixels;
}
