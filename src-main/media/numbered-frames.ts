/** Frames that carry their own number as light and dark cells, so that a test can read from the pixels which frame it was given. */

const COLUMNS = 5;
const ROWS = 4;
const NUMBER_BITS = 16;
const LIGHT = 235;
const DARK = 20;
/** Between the two, a cell is told only if it is clearly one of them. */
const LIGHTEST_DARK = 96;
const DARKEST_LIGHT = 160;

/** A grey picture of 5 x 4 cells, row by row: the 16 bits of `number`, highest first, then 4 that check them. At least 20 x 16 pixels. */
export function numberedPixels(number: number, width: number, height: number): Uint8Array {
  const cells = cellsOf(number);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x++)
      pixels[y * width + x] = cells[row + Math.floor((x * COLUMNS) / width)] === 1 ? LIGHT : DARK;
  }
  return pixels;
}

/** The number that the pixels carry (grey, RGB or RGBA, row by row); null where it cannot be read for certain. */
export function numberInPixels(pixels: ArrayLike<number>, width: number, height: number): number | null {
  const cells: number[] = [];
  for (let cell = 0; cell < COLUMNS * ROWS; cell++) {
    const light = lightOfCell(pixels, width, height, cell);
    if (light > LIGHTEST_DARK && light < DARKEST_LIGHT) return null;
    cells.push(light >= DARKEST_LIGHT ? 1 : 0);
  }
  const number = cells.slice(0, NUMBER_BITS).reduce((sum, bit) => sum * 2 + bit, 0);
  return cellsOf(number).every((bit, i) => bit === cells[i]) ? number : null;
}

function cellsOf(number: number): number[] {
  const nibbles = [12, 8, 4, 0].map((shift) => (number >> shift) & 15);
  const check = nibbles.reduce((sum, nibble, i) => sum ^ ((nibble * (i + 2)) & 15), 0b1001);
  return [...nibbles, check].flatMap((nibble) => [8, 4, 2, 1].map((bit) => ((nibble & bit) === 0 ? 0 : 1)));
}

/** The mean over the middle of a cell, away from what a codec smears over its edges. */
function lightOfCell(pixels: ArrayLike<number>, width: number, height: number, cell: number): number {
  const channels = pixels.length / (width * height);
  const column = cell % COLUMNS;
  const row = Math.floor(cell / COLUMNS);
  const [left, right] = [(column + 0.3) / COLUMNS, (column + 0.7) / COLUMNS].map((x) =>
    Math.floor(x * width),
  );
  const [top, bottom] = [(row + 0.3) / ROWS, (row + 0.7) / ROWS].map((y) => Math.floor(y * height));
  let sum = 0;
  let count = 0;
  for (let y = top ?? 0; y <= (bottom ?? 0); y++)
    for (let x = left ?? 0; x <= (right ?? 0); x++) {
      sum += pixels[Math.round((y * width + x) * channels)] ?? 0;
      count += 1;
    }
  return sum / count;
}
