import { expect, test } from 'vitest';
import { CAPTION_HEIGHT_PX, captionPixels, captionScale } from './caption.ts';

/** The strip as rows of text, without its blank margin. */
function drawn(text: string, widthPx: number, scale: 1 | 2): string[] {
  const pixels = new Set(captionPixels(text, widthPx, scale).map(([x, y]) => `${x} ${y}`));
  const rows = Array.from({ length: CAPTION_HEIGHT_PX }, (_, y) =>
    Array.from({ length: widthPx }, (_, x) => (pixels.has(`${x} ${y}`) ? '#' : ' ')).join(''),
  );
  return rows.filter((row) => row.includes('#')).map((row) => row.trimEnd());
}

test('digits are written in the middle', () => {
  expect(drawn('17', 15, 1)).toEqual([
    '    #   #####',
    '   ##       #',
    '    #      #',
    '    #     #',
    '    #    #',
    '    #    #',
    '   ###   #',
  ]);
});

test('twice as large, each pixel is four', () => {
  const small = captionPixels('3.5 ms', 40, 1).length;
  expect(captionPixels('3.5 ms', 80, 2)).toHaveLength(4 * small);
});

test('the longest of all decides how large they are; what does not fit is cut, not wrapped', () => {
  expect(captionScale(['7 233.6 ms', '118 3937.3 ms'], 160)).toBe(2);
  expect(captionScale(['7 233.6 ms', '118 13937.3 ms'], 160)).toBe(1);
  expect(captionPixels('123456', 20, 1).every(([x]) => x >= 0 && x < 20)).toBe(true);
});
