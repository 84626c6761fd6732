import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folderWith } from '../test-support.ts';
import { filesBelow, walkFolder } from './walk.ts';

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
  expect(filesBelow(tree)).toEqual(['a/x/y/3.tif', 'b/1.JPG', 'b/2.png']);
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
  expect(filesBelow(tree)).toEqual(
    expect.arrayContaining(['linked/1.png', 'other/link.png', 'real/across/2.png']),
  );
  const reasons = new Map(skipped.map(({ item, reason }) => [item, reason]));
  expect(reasons.get('broken.png')).toBe('it does not exist');
  expect(reasons.get('real/up')).toMatch(/leads back/);
  expect(reasons.get('real/across/back')).toMatch(/leads back/);
});

test('pipes, sockets and folders named like an image are listed and never opened', async () => {
  const dir = folderWith({ '1.png': '', 'folder.png/notes.txt': '', 'frames.png/2.png': '' });
  execFileSync('mkfifo', [join(dir, 'pipe.png')]);
  symlinkSync('/dev/zero', join(dir, 'endless.png'));
  symlinkSync('loop.png', join(dir, 'loop.png'));
  const socket = createServer().listen(join(dir, 'socket.png'));
  onTestFinished(() => void socket.close());
  await once(socket, 'listening');
  const { tree, skipped } = await walkFolder(dir, signal);
  expect(filesBelow(tree)).toEqual(['1.png', 'frames.png/2.png']);
  expect(skipped.map(({ item, reason }) => [item, reason])).toEqual([
    ['endless.png', 'it is a device, not a file'],
    ['folder.png', 'it is a folder, and holds no images'],
    ['loop.png', 'this link leads in a circle'],
    ['pipe.png', 'it is a named pipe, not a file'],
    ['socket.png', 'it is a socket, not a file'],
  ]);
});

test('names of any letters are taken; those with line breaks and those that are no text are listed', async () => {
  const dir = folderWith({ '🙂 ünï.png': '', 'a\nb.png': '', 'c\x1b[2J/1.png': '', 'd\n.txt': '' });
  writeFileSync(Buffer.from(`${dir}/\xff\xfe.png`, 'latin1'), '');
  const { tree, skipped, otherFiles } = await walkFolder(dir, signal);
  expect(filesBelow(tree)).toEqual(['🙂 ünï.png']);
  expect(skipped.map(({ item, reason }) => [item, reason])).toEqual([
    ['a\nb.png', 'its name holds a line break or a control character: rename it'],
    ['c\x1b[2J', 'its name holds a line break or a control character: rename it'],
    ['\ufffd\ufffd.png', 'its name is no text (UTF-8): rename it'],
  ]);
  expect(otherFiles[0]?.reason).toBe('files that are no images: 1 .txt');
});

test('a folder that cannot be read is listed and the rest goes on', async () => {
  const dir = folderWith({ 'open/1.png': '', 'closed/2.png': '' });
  chmodSync(dir, 0o755);
  chmodSync(join(dir, 'closed'), 0);
  onTestFinished(() => chmodSync(join(dir, 'closed'), 0o755));
  const { tree, skipped } = await asNobody(() => walkFolder(dir, signal));
  expect(filesBelow(tree)).toEqual(['open/1.png']);
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
