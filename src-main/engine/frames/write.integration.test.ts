import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  addSamples,
  clipIdOf,
  fillUp,
  smallDisk,
  temporaryCatalog,
  temporaryFolder,
} from '#main/catalog/test-support.ts';
import { addFiles, folderWith, png } from '#main/exchange/importers/test-support.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { emptyMedia } from '../test-support.ts';
import { writeFramesOf } from './write.ts';

const task = { signal: new AbortController().signal, report: () => {} };

let root: string;
let catalog: ReturnType<typeof temporaryCatalog>;
beforeEach(() => {
  catalog = temporaryCatalog();
  root = folderWith({});
});

/** A clip of this name with `frames` frames. */
function clip(name: string, frames: number, fps: number | null = 100): ClipId {
  addSamples(catalog, [{ name, frames, fps, root }]);
  for (const [index, path] of (catalog.read.clips.media(clipIdOf(catalog, name))?.paths ?? []).entries())
    addFiles(root, { [path]: png(index) });
  return clipIdOf(catalog, name);
}
const write = (clipId: ClipId, dir: string, indices: number[] | null = null, contactSheet = false) =>
  writeFramesOf({ catalog, media: emptyMedia() }, { clipId, dir, indices, contactSheet }, task);

test('names are safe for any disk, and sort as the frames do', async () => {
  const id = clip('S1: "a?"', 12);
  const dir = join(temporaryFolder(), 'out');
  const { frames, contactSheet } = await write(id, dir, null, true);
  expect(frames.map(({ file }) => file)).toEqual(
    Array.from({ length: 12 }, (_, index) => join(dir, `S1_ _a__-${String(index).padStart(2, '0')}.png`)),
  );
  expect(frames[3]).toMatchObject({ index: 3, sourceIndex: 103, timestampMs: 30 });
  expect(contactSheet).toBe(join(dir, 'S1_ _a__-sheet.png'));
  expect(readdirSync(dir)).toHaveLength(13);
});

test('without a rate there is no time', async () => {
  const { frames } = await write(clip('a', 1, null), join(temporaryFolder(), 'out'));
  expect(frames).toMatchObject([{ timestampMs: null }]);
});

test.each([
  ['no frame', [], 'No frame of the clip a is named'],
  ['one that is not there', [0, 4], 'has no frame 4: it has 2, counted from 0'],
])('%s', async (_, indices, message) => {
  await expect(write(clip('a', 2), join(temporaryFolder(), 'out'), indices)).rejects.toThrow(message);
});

test('a clip without frames says so', async () => {
  addSamples(catalog, [{ name: 'a', frames: 0, root: null, contentHash: null }]);
  await expect(write(clipIdOf(catalog, 'a'), '/nowhere')).rejects.toThrow('has no frames on this machine');
});

test('a full disk is told in words, and left as it was', async ({ skip }) => {
  const disk = smallDisk(1);
  if (disk === null) return skip('Nobody may mount a disk here.');
  const id = clip('a', 2);
  fillUp(join(disk, 'filler'));
  await expect(write(id, join(disk, 'out'))).rejects.toThrow(/Clip a: Cannot write .*: the disk is full/);
  expect(readdirSync(disk)).toEqual(['filler']);
});
