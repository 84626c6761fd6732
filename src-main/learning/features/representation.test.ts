import { expect, test } from 'vitest';
import { toDifference, toLight } from './representation.ts';

const FRAMES = new Uint8Array([0, 51, 102, 255]);

test('grey is light from 0 to 1', () => {
  const out = new Float32Array(4);
  toLight(FRAMES, out);
  expect([...out]).toEqual([0, 0.2, 0.4, 1].map(Math.fround));
});

test('difference takes the first frame away from each: two frames of two pixels', () => {
  const out = new Float32Array(4);
  toDifference(FRAMES, new Uint8Array([51, 51]), out);
  expect([...out]).toEqual([-0.2, 0, 0.2, 0.8].map(Math.fround));
});
