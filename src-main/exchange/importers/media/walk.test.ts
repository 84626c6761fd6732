import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../test-support.ts';
import { imagesBelow, walkFolder } from './walk.ts';

const { signal } = new AbortController();

test('finds images at any depth, sorted, and passes over hidden files and what programs leave behind', async () => {
  const dir = folderWith({
    'b/2.png': '',
    'b/1.JPG': '',
    'a/x/y/3.tif': '',
    '.hidden/4.png': '',
    'a/.DS_Store': '',
    'a/._5.png': '',
    'a/Thumbs.db': '',
    '__MACOSX/6.png': '',
  });
  const { tree, skipped, otherFiles } = await walkFolder(dir, signal);
  expect(imagesBelow(tree)).toEqual(['a/x/y/3.tif', 'b/1.JPG', 'b/2.png']);
  expect([skipped, otherFiles]).toEqual([[], []]);
});

test('other files are one line, by their endings', async () => {
  const dir = folderWith({ '1.png': '', 'a.txt': '', 'b.TXT': '', 'c/film.avi': '', README: '' });
  const { otherFiles } = await walkFolder(dir, signal);
  expect(otherFiles).toEqual([
    { item: dir, row: null, reason: 'files that are no images: 1 .avi, 2 .txt, 1 no ending' },
  ]);
});

test('links are followed; those in circles or to nowhere are listed', async () => {
  const dir = folderWith({ 'real/1.png': '', 'other/2.png': '' });
  symlinkSync(join(dir, 'real'), join(dir, 'linked'));
  symlinkSync(join(dir, 'real/1.png'), join(dir, 'other/link.png'));
  symlinkSync(dir, join(dir, 'real/up'));
  symlinkSync(join(dir, 'other'), join(dir, 'real/across'));
  symlinkSync(join(dir, 'real'), join(dir, 'other/back'));
  symlinkSync(join(dir, 'nowhere'), join(dir, 'broken.png'));
  const { tree, skipped } = await walkFolder(dir, signal);
  expect(imagesBelow(tree)).toEqual(
    expect.arrayContaining(['linked/1.png', 'other/link.png', 'real/across/2.png']),
  );
  const reasons = new Map(skipped.map(({ item, reason }) => [item, reason]));
  expect(reasons.get('broken.png')).toBe('it does not exist');
  expect(reasons.get('real/up')).toMatch(/leads back/);
  expect(reasons.get('real/across/back')).toMatch(/leads back/);
});

test('a folder that cannot be read is listed and the rest goes on', async () => {
  const dir = folderWith({ 'open/1.png': '', 'closed/2.png': '' });
  chmodSync(dir, 0o755);
  chmodSync(join(dir, 'closed'), 0);
  onTestFinished(() => chmodSync(join(dir, 'closed'), 0o755));
  const { tree, skipped } = await asNobody(() => walkFolder(dir, signal));
  expect(imagesBelow(tree)).toEqual(['open/1.png']);
  expect(skipped).toEqual([{ item: 'closed', row: null, reason: 'permission denied' }]);
});

test('refuses what is no folder, and stops when asked', async () => {
  const dir = folderWith({ 'a.png': '' });
  mkdirSync(join(dir, 'sub'));
  await expect(walkFolder(join(dir, 'none'), signal)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(walkFolder(join(dir, 'a.png'), signal)).rejects.toMatchObject({ code: 'bad-input' });
  await expect(walkFolder(dir, AbortSignal.abort())).rejects.toThrow(/abort/);
});

/** Permissions do not bind root: a test that root runs takes another user's rights for a while. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.();
  if (user !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(user);
  }
}
