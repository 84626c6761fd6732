import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFrameMaker, type FrameMaker } from './frame-maker.ts';

const SIDE = 128;
/** A texture moved to the right by `shift` pixels of 128. */
function moved(shift: number): Uint8Array {
  return Uint8Array.from({ length: SIDE ** 2 }, (_, i) => {
    const [x, y] = [(i % SIDE) - shift, Math.floor(i / SIDE)];
    return Math.round(128 + 50 * Math.sin(x / 6) + 50 * Math.cos(y / 8 + x / 12));
  });
}

let maker: FrameMaker;
beforeAll(async () => {
  maker = await createFrameMaker('flow', 32);
});
afterAll(() => maker.dispose());

/** u in the middle of the frame that is packed; null where none is. */
function middle(index: number, file: string, pixels: Uint8Array): number | null {
  const frame = maker.toFrame(index, file, pixels);
  return frame === null ? null : new DataView(frame.buffer).getFloat32(4 * 3 * (16 * 32 + 16), true);
}

test('the first file of a clip gives no frame; the others are measured from it', () => {
  expect(middle(0, 'a', moved(0))).toBeNull();
  expect(middle(1, 'b', moved(2))).toBeCloseTo(0.5, 1);
  expect(middle(2, 'c', moved(4))).toBeCloseTo(1, 1);
});

test('a file that comes again in the next clip is measured anew, from that clip’s own first', () => {
  middle(0, 'a', moved(0));
  expect(middle(1, 'b', moved(2))).toBeCloseTo(0.5, 1);
  middle(0, 'c', moved(4));
  expect(middle(1, 'b', moved(2))).toBeCloseTo(-0.5, 1);
});
