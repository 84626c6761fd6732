import { expect, test } from 'vitest';
import { createFlowMeter } from './flow.ts';

/** Skin, so to speak: a texture that is nowhere flat, as a function of a place in the plane. */
function texture(x: number, y: number): number {
  return 128 + 40 * Math.sin(x / 5) + 40 * Math.cos(y / 7 + x / 11) + 30 * Math.sin((x + y) / 3);
}

/** The texture after each place (x, y) was taken from `source(x, y)`. */
function picture(side: number, source: (x: number, y: number) => readonly [number, number]): Uint8Array {
  return Uint8Array.from({ length: side ** 2 }, (_, i) =>
    Math.round(texture(...source(i % side, Math.floor(i / side)))),
  );
}

/** Means of u, v and strain over the inner part of the image, and the largest distance from them. */
function inner(image: Float32Array, side: number) {
  const margin = side / 4;
  const rows: number[][] = [];
  for (let y = margin; y < side - margin; y++)
    for (let x = margin; x < side - margin; x++) {
      const at = 3 * (y * side + x);
      rows.push([...image.subarray(at, at + 3)]);
    }
  return [0, 1, 2].map((channel) => {
    const values = rows.map((row) => row[channel] ?? Number.NaN);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, spread: Math.max(...values.map((value) => Math.abs(value - mean))) };
  });
}

const IMAGE = 32;

async function flowOf(source: (x: number, y: number, side: number) => readonly [number, number]) {
  const meter = await createFlowMeter(IMAGE);
  const side = meter.workingSize;
  meter.setReference(picture(side, (x, y) => [x, y]));
  const [u, v, strain] = inner(meter.flowTo(picture(side, (x, y) => source(x, y, side))), IMAGE);
  meter.dispose();
  if (u === undefined || v === undefined || strain === undefined) throw new Error('Three channels.');
  return { u, v, strain, factor: side / IMAGE };
}

test('a shift shows as u to the right and v down, in pixels of the packed image, without strain', async () => {
  const { u, v, strain, factor } = await flowOf((x, y) => [x - 2, y + 1]);
  expect(factor).toBe(4);
  expect(u.mean).toBeCloseTo(2 / 4, 1);
  expect(v.mean).toBeCloseTo(-1 / 4, 1);
  expect(Math.max(u.spread, v.spread)).toBeLessThan(0.05);
  expect(strain.mean).toBeLessThan(0.01);
});

test('less than a pixel of the packed image is seen', async () => {
  const { u, v } = await flowOf((x, y) => [x - 0.4, y]);
  expect(u.mean).toBeGreaterThan(0.08);
  expect(u.mean).toBeLessThan(0.12);
  expect(Math.abs(v.mean)).toBeLessThan(0.01);
});

test('nothing moved is nothing', async () => {
  const { u, v, strain } = await flowOf((x, y) => [x, y]);
  for (const { mean, spread } of [u, v, strain]) expect(Math.abs(mean) + spread).toBeLessThan(1e-4);
});

test('stretched by 4% across and down, strain is the root of 0.04² + 0.04²', async () => {
  const { strain } = await flowOf((x, y, side) => {
    const centre = side / 2;
    return [centre + (x - centre) / 1.04, centre + (y - centre) / 1.04];
  });
  expect(strain.mean).toBeGreaterThan(0.9 * Math.SQRT2 * 0.04);
  expect(strain.mean).toBeLessThan(1.15 * Math.SQRT2 * 0.04);
});

test('flow is from the reference set last', async () => {
  const meter = await createFlowMeter(IMAGE);
  const moved = picture(meter.workingSize, (x, y) => [x - 2, y]);
  meter.setReference(picture(meter.workingSize, (x, y) => [x, y]));
  expect(inner(meter.flowTo(moved), IMAGE)[0]?.mean).toBeCloseTo(0.5, 1);
  meter.setReference(moved);
  expect(inner(meter.flowTo(moved), IMAGE)[0]?.mean).toBeCloseTo(0, 3);
  meter.dispose();
});
