import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createThumbnailStore } from './thumbnails.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'onset-thumbnails-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const bytesOf = (i: number) => Uint8Array.of(i % 256, i >> 8);

it('keeps what it is given, by key', async () => {
  const store = createThumbnailStore(dir);
  await store.write('a', bytesOf(1));
  await store.write('b', bytesOf(2));
  expect([...((await store.read('a')) ?? [])]).toEqual([1, 0]);
  expect([...((await store.read('b')) ?? [])]).toEqual([2, 0]);
  expect(await store.read('c')).toBeNull();
});

it('never grows beyond its limit, and the newest stay, also over several sessions', async () => {
  for (const session of ['first', 'second']) {
    const store = createThumbnailStore(dir, 2);
    for (let i = 0; i < 400; i++) await store.write(`${session} ${i}`, bytesOf(i));
    expect([...((await store.read(`${session} 399`)) ?? [])]).toEqual([...bytesOf(399)]);
  }
  const counts = readdirSync(dir).map((folder) => readdirSync(join(dir, folder)).length);
  expect(counts.length).toBeGreaterThan(150);
  expect(Math.max(...counts)).toBe(2);
});
