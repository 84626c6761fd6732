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
  for (let session = 0; session < 3; session++) {
    const store = createThumbnailStore(dir, 4);
    for (let i = 0; i < 1000; i++) await store.write(`${session} ${i}`, bytesOf(i));
    expect([...((await store.read(`${session} 999`)) ?? [])]).toEqual([...bytesOf(999)]);
  }
  const folders = readdirSync(dir);
  expect(folders.length).toBeGreaterThan(200);
  for (const folder of folders) expect(readdirSync(join(dir, folder)).length).toBeLessThanOrEqual(4);
});
