import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import { writeNewFolder } from './write-folder.ts';

test('the folder holds what was written, in folders of its own too; an empty one in its place is taken', async () => {
  const parent = temporaryFolder();
  const dir = join(parent, 'out');
  mkdirSync(dir);
  const names = await writeNewFolder(dir, async ({ write }) => {
    await write('a/b.bin', Uint8Array.of(1, 2));
    await write('c.txt', 'hello');
  });
  expect(names).toEqual(['a/b.bin', 'c.txt']);
  expect([...readFileSync(join(dir, 'a', 'b.bin'))]).toEqual([1, 2]);
  expect(readFileSync(join(dir, 'c.txt'), 'utf8')).toBe('hello');
  expect(readdirSync(parent)).toEqual(['out']);
});

test.each([
  [Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' }), /Cannot write .*out: the disk is full/],
  [
    Object.assign(new Error('EROFS: write'), { code: 'EROFS' }),
    /Cannot write .*out: the disk can only be read/,
  ],
  [new OnsetError('cancelled', 'Stopped.'), /^Stopped\.$/],
  [new TypeError('a defect'), /^a defect$/],
])('nothing is left where it fails half-way: %s', async (failure, words) => {
  const parent = temporaryFolder();
  const writing = writeNewFolder(join(parent, 'out'), async ({ write }) => {
    await write('half.txt', 'half');
    expect(existsSync(join(parent, 'out'))).toBe(false);
    throw failure;
  });
  await expect(writing).rejects.toThrow(words);
  expect(readdirSync(parent)).toEqual([]);
});

test('what stands in the place stays', async () => {
  const parent = temporaryFolder();
  writeFileSync(join(parent, 'mine.txt'), 'mine');
  const never = async () => expect.unreachable();
  await expect(writeNewFolder(parent, never)).rejects.toThrow('is there already and not empty');
  await expect(writeNewFolder(join(parent, 'mine.txt'), never)).rejects.toThrow('is a file');
  await expect(writeNewFolder(join(parent, 'none', 'out'), never)).rejects.toThrow('There is no folder');
  expect(readdirSync(parent)).toEqual(['mine.txt']);
});
