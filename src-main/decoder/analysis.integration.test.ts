import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FramePlace } from '#shared/domain/frames.ts';
import { measureFlow } from './flow-field.ts';
import { measureMotion } from './motion.ts';
import { pixelsOf } from './pixels.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-analysis-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Skin, so to speak: a texture that is nowhere flat, as a function of a place in the plane. */
const texture = (x: number, y: number) =>
  128 + 40 * Math.sin(x / 3) + 40 * Math.cos(y / 4 + x / 7) + 30 * Math.sin((x + y) / 2);

type Source = (x: number, y: number) => readonly [number, number];
const still: Source = (x, y) => [x, y];

/** A PNG of the texture after each place was taken from `source(x, y)`, `brighter` by so many grey values. */
async function frame(
  name: string,
  source: Source,
  { width = 320, height = 240, brighter = 0 } = {},
): Promise<FramePlace> {
  const grey = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(brighter + texture(...source(i % width, Math.floor(i / width)))),
  );
  const file = join(dir, `${name}.png`);
  await sharp(grey, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(file);
  return { kind: 'image', file };
}

/** Of the cells that lie a quarter of the frame away from its edges. */
function inner(field: Awaited<ReturnType<typeof measureFlow>>, values: readonly number[]) {
  const { columns, rows } = field;
  const kept = values.filter((_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return column > columns / 4 && column < (3 * columns) / 4 && row > rows / 4 && row < (3 * rows) / 4;
  });
  return {
    least: Math.min(...kept),
    mean: kept.reduce((a, b) => a + b, 0) / kept.length,
    most: Math.max(...kept),
  };
}

describe('the flow field of two frames', () => {
  it('of a shift has its u and v, in pixels of the frame, and no strain', async () => {
    const field = await measureFlow(
      await frame('still', still),
      await frame('shift', (x, y) => [x - 1.5, y + 1]),
    );
    expect(field).toMatchObject({ widthPx: 320, heightPx: 240, columns: 48, rows: 36 });
    for (const [values, expected] of [
      [field.u, 1.5],
      [field.v, -1],
      [field.strain, 0],
    ] as const) {
      expect(inner(field, values).least).toBeGreaterThan(expected - 0.05);
      expect(inner(field, values).most).toBeLessThan(expected + 0.05);
    }
  });

  it('of a stretch by 4% across has a strain of 0.04', async () => {
    const stretched: Source = (x, y) => [160 + (x - 160) / 1.04, y];
    const field = await measureFlow(await frame('still', still), await frame('stretch', stretched));
    const { mean } = inner(field, field.strain);
    expect(mean).toBeGreaterThan(0.9 * 0.04);
    expect(mean).toBeLessThan(1.1 * 0.04);
  });

  it('of frames of unlike size is refused, naming the file', async () => {
    const small = await frame('small', still, { width: 100, height: 80 });
    await expect(measureFlow(await frame('still', still), small)).rejects.toThrow(
      /small\.png: the two frames are not of one size: 320 x 240 and 100 x 80/,
    );
  });
});

describe('the motion curve', () => {
  const quiet = () => {};
  const { signal } = new AbortController();

  it('is 0 at the reference and grows with what moved, whatever the lamp does', async () => {
    const moved = [0, 0.5, 1, 2, 1];
    const places = await Promise.all(
      moved.map((by, i) =>
        frame(`moved-${i}`, (x, y) => [x - by, y], { brighter: [1, 3, 4].includes(i) ? 12 : 0 }),
      ),
    );
    const seen: number[] = [];
    const energy = await measureMotion(places, 0, signal, (done) => seen.push(done));
    const [none, half, one, two, again] = energy;
    expect(none).toBe(0);
    expect(half).toBeGreaterThan(1);
    expect(one).toBeGreaterThan(1.5 * (half ?? 0));
    expect(two).toBeGreaterThan(1.5 * (one ?? 0));
    expect(again).toBeCloseTo(one ?? 0, 1);
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    // From another frame, which moved as far as the last.
    expect((await measureMotion(places, 2, signal, quiet))[4]).toBeLessThan(0.5);
  });

  it('tells the frame that cannot be read, or is of another size; ends when it is cancelled', async () => {
    const first = await frame('still', still);
    const missing: FramePlace = { kind: 'image', file: join(dir, 'missing.png') };
    await expect(measureMotion([first, missing], 0, signal, quiet)).rejects.toThrow(
      'missing.png is not there',
    );
    const small = await frame('small', still, { width: 100, height: 80 });
    await expect(measureMotion([first, small], 0, signal, quiet)).rejects.toThrow(
      'small.png: the frame is of',
    );
    await expect(measureMotion([first, first], 0, AbortSignal.abort(), quiet)).rejects.toThrow('cancelled');
  });
});

describe('the pixels of a frame', () => {
  it('are red, green and blue, of grey pictures and those with 16 bits too', async () => {
    const grey = await pixelsOf(await frame('grey', still, { width: 3, height: 2 }));
    expect(grey).toMatchObject({ widthPx: 3, heightPx: 2 });
    expect(grey.rgb).toHaveLength(18);
    expect(grey.rgb[3]).toBe(Math.round(texture(1, 0)));

    const file = join(dir, 'deep.png');
    const values = Uint16Array.of(65535, 32896, 0, 0, 32896, 65535);
    await sharp(values, { raw: { width: 2, height: 1, channels: 3 } })
      .toColourspace('rgb16')
      .png()
      .toFile(file);
    expect([...(await pixelsOf({ kind: 'image', file })).rgb]).toEqual([255, 128, 0, 0, 128, 255]);
  });
});
