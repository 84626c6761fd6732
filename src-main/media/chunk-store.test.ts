import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createChunkWriter } from '#main/framestore/chunk-writer.ts';
import { temporaryOf } from '#main/framestore/temporary.ts';
import { type ChunkStore, createChunkStore } from './chunk-store.ts';

const FRAME_BYTES = 10_000;
/** With its index. */
const CHUNK_BYTES = 10_300;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-chunks-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** A chunk of one frame, all bytes of which are `value`. */
async function fill(store: ChunkStore, clipKey: string, value: number): Promise<string> {
  const file = store.fileOf(clipKey, 0);
  const writer = createChunkWriter(file, { clipKey, first: 0 });
  writer.add({ mimeType: 'image/png', bytes: new Uint8Array(FRAME_BYTES).fill(value) });
  writer.finish();
  await store.filled(file);
  return file;
}

const firstByte = async (store: ChunkStore, clipKey: string) => {
  const frame = await store.read(clipKey, 0);
  return frame.kind === 'frame' ? frame.bytes[0] : frame.kind;
};

it('never holds more than it may; what was used last stays', async () => {
  const store = createChunkStore(dir, 3 * CHUNK_BYTES);
  for (let i = 0; i < 30; i++) {
    await fill(store, `clip ${i}`, i);
    expect(await firstByte(store, `clip ${i}`)).toBe(i);
    expect(readdirSync(dir).length).toBeLessThanOrEqual(3);
  }
  expect(await firstByte(store, 'clip 28')).toBe(28);
});

it('lets go of what was longest unused, also by an earlier session', async () => {
  const before = createChunkStore(dir, 3 * CHUNK_BYTES);
  const files: string[] = [];
  for (const clip of [1, 2, 3]) files.push(await fill(before, `clip ${clip}`, clip));
  for (const [position, file] of files.entries()) utimesSync(file, position, position);
  const store = createChunkStore(dir, 3 * CHUNK_BYTES);
  // Reading notes the use at once where the last one is long ago.
  expect(await firstByte(store, 'clip 1')).toBe(1);
  await fill(store, 'clip 4', 4);
  expect(await firstByte(store, 'clip 2')).toBe('absent');
  expect(await firstByte(store, 'clip 1')).toBe(1);
  expect(await firstByte(store, 'clip 4')).toBe(4);
});

it('never takes away what is being read, nor what was just filled', async () => {
  const store = createChunkStore(dir, 1);
  const file = await fill(store, 'read', 7);
  utimesSync(file, 0, 0);
  let isReading = true;
  const kinds = new Set<unknown>();
  // Two of them, so that there is never a moment without.
  const readers = [1, 2].map(async () => {
    while (isReading) kinds.add((await store.read('read', 0)).kind);
  });
  const other = await fill(store, 'filled', 8);
  expect([existsSync(file), existsSync(other)]).toEqual([true, true]);
  isReading = false;
  await Promise.all(readers);
  expect([...kinds]).toEqual(['frame']);
  await fill(store, 'last', 9);
  expect([existsSync(file), existsSync(other)]).toEqual([false, false]);
});

it('removes what is damaged, so that it is filled anew', async () => {
  const store = createChunkStore(dir);
  const file = await fill(store, 'clip', 7);
  writeFileSync(file, 'Something else.');
  expect(await firstByte(store, 'clip')).toBe('damaged');
  expect(readdirSync(dir)).toEqual([]);
  await fill(store, 'clip', 7);
  expect(await firstByte(store, 'clip')).toBe(7);
});

it('sweeps what dead processes left half written, and nothing of those alive', async () => {
  const store = createChunkStore(dir);
  const whole = await fill(store, 'clip', 7);
  // No system gives so high a number to a process.
  const dead = temporaryOf(whole, 2 ** 30);
  const alive = temporaryOf(whole, process.pid);
  const old = temporaryOf(store.fileOf('clip', 64), process.pid);
  for (const file of [dead, alive, old]) writeFileSync(file, 'half');
  utimesSync(old, 0, 0);
  await store.sweep();
  expect(readdirSync(dirname(whole)).map((name) => join(dirname(whole), name))).toEqual([whole, alive]);
});

it('without a folder, or with something else in its place, holds nothing', async () => {
  const store = createChunkStore(join(dir, 'gone'));
  await store.sweep();
  expect(await firstByte(store, 'clip')).toBe('absent');
  mkdirSync(join(dir, 'folder', 'clip', '0.frames'), { recursive: true });
  expect(await firstByte(createChunkStore(join(dir, 'folder')), 'clip')).toBe('damaged');
  writeFileSync(join(dir, 'file'), '');
  expect(await firstByte(createChunkStore(join(dir, 'file')), 'clip')).toBe('absent');
});
