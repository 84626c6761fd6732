import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import { importFolderPerClass } from './folder-per-class.ts';
import { folderWith, noClips, png, quietTask, request, samples } from './test-support.ts';

const CK = '(?<subject>S\\d+)_(?<clip>\\d+)_(?<frame>\\d+)';

function read(source: string, more: Partial<ImportRequest> = {}) {
  return importFolderPerClass(request({ kind: 'folder-per-class', source, ...more }), noClips, quietTask);
}

describe('clips', () => {
  test('with a pattern, three files are one clip of three frames of subject S010, by number', async () => {
    const dir = folderWith({
      'happy/S010_004_00000019.png': png(3),
      'happy/S010_004_00000017.png': png(1),
      'happy/S010_004_9.png': png(0),
    });
    const { clips, labels, report } = await read(dir, { pattern: CK });
    expect(clips).toMatchObject([
      {
        name: 'S010_004',
        subject: 'S010',
        root: dir,
        split: null,
        frames: [
          { path: 'happy/S010_004_9.png', sourceNumber: 9 },
          { path: 'happy/S010_004_00000017.png', sourceNumber: 17 },
          { path: 'happy/S010_004_00000019.png', sourceNumber: 19 },
        ],
      },
    ]);
    expect(labels).toMatchObject([
      { clipKey: clips[0]?.key, emotion: 'happiness', intensity: null, apex: null },
    ]);
    expect(report).toMatchObject({ clips: 1, frames: 3, subjects: 1, labels: 1, classes: { happiness: 1 } });
    expect(report.skipped).toEqual([
      { item: 'S010_004', row: null, reason: 'there are no frames 10 to 16, 18: the others are kept' },
    ]);
  });

  test('without a pattern each file is a clip of one frame without a subject', async () => {
    const dir = folderWith({ 'fear/a1.png': png(1), 'fear/b.jpg': samples.jpeg, 'anger/a1.png': png(2) });
    const { clips, report } = await read(dir);
    expect(clips.map(({ name, subject, frames }) => [name, subject, frames.length])).toEqual([
      ['anger/a1', null, 1],
      ['fear/a1', null, 1],
      ['fear/b', null, 1],
    ]);
    expect(new Set(clips.map((clip) => clip.key)).size).toBe(3);
    expect(report).toMatchObject({ clips: 3, frames: 3, subjects: 0, classes: { anger: 1, fear: 2 } });
  });

  test('a pattern that names only the subject leaves each file a clip', async () => {
    const dir = folderWith({ 'fear/S1_a.png': png(1), 'fear/S1_b.png': png(2) });
    const { clips } = await read(dir, { pattern: '(?<subject>S\\d+)' });
    expect(clips.map(({ name, subject }) => [name, subject])).toEqual([
      ['fear/S1_a', 'S1'],
      ['fear/S1_b', 'S1'],
    ]);
  });

  test('a pattern without a frame group orders by the last digits, or by name where those repeat', async () => {
    const dir = folderWith({
      'fear/S1_c2_10.png': png(1),
      'fear/S1_c2_9.png': png(2),
      'fear/S1_c3_a.png': png(3),
      'fear/S1_c3_b.png': png(4),
    });
    const { clips } = await read(dir, { pattern: '(?<subject>S\\d+)_(?<clip>c\\d+)' });
    expect(clips.map((clip) => clip.frames)).toEqual([
      [
        { path: 'fear/S1_c2_9.png', sourceNumber: 9 },
        { path: 'fear/S1_c2_10.png', sourceNumber: 10 },
      ],
      [
        { path: 'fear/S1_c3_a.png', sourceNumber: 1 },
        { path: 'fear/S1_c3_b.png', sourceNumber: 2 },
      ],
    ]);
  });

  test('a clip under two classes is left out and listed; the same clip under two spellings of one is not', async () => {
    const dir = folderWith({
      'happy/S1_1_1.png': png(1),
      'sad/S1_1_2.png': png(2),
      'happy/S2_1_1.png': png(3),
      'happiness/S2_1_2.png': png(4),
    });
    const { clips, report } = await read(dir, { pattern: CK });
    expect(clips.map(({ name, frames }) => [name, frames.length])).toEqual([['S2_1', 2]]);
    expect(report.skipped).toMatchObject([
      { item: 'S1_1', reason: expect.stringContaining('happiness and sadness') },
    ]);
  });

  test('files that do not fit, and two with one number, are listed', async () => {
    const dir = folderWith({
      'happy/notes.png': png(1),
      'happy/S1_1_1.png': png(2),
      'happy/S1_1_01.png': png(3),
    });
    const { clips, report } = await read(dir, { pattern: CK });
    expect(clips[0]?.frames).toEqual([{ path: 'happy/S1_1_01.png', sourceNumber: 1 }]);
    expect(report.skipped).toEqual([
      { item: 'happy/notes.png', row: null, reason: 'its name does not fit the pattern' },
      { item: 'happy/S1_1_1.png', row: null, reason: 'it has the frame number 1, as has happy/S1_1_01.png' },
    ]);
  });
});

describe('classes, roots and splits', () => {
  const files = {
    'train1/happy/x.png': png(1),
    'train2/Happiness/x.png': png(2),
    'test/happy/x.png': png(3),
    'test/fear/y.png': png(4),
  };

  test('roots with their split', async () => {
    const dir = folderWith(files);
    const { clips, report } = await read(dir, { splits: { train1: 'train', train2: 'train', test: 'test' } });
    expect(clips.map(({ name, split }) => [name, split]).sort()).toEqual([
      ['test/fear/y', 'test'],
      ['test/happy/x', 'test'],
      ['train1/happy/x', 'train'],
      ['train2/Happiness/x', 'train'],
    ]);
    expect(report.classes).toEqual({ fear: 1, happiness: 3 });
    expect(report.aliasesApplied).toEqual({ happy: 'happiness', Happiness: 'happiness' });
  });

  test('without splits the same folders are roots of no split', async () => {
    const { clips, report } = await read(folderWith(files));
    expect(clips.map((clip) => clip.split)).toEqual([null, null, null, null]);
    expect(report.classes).toEqual({ fear: 1, happiness: 3 });
  });

  test('a clip of the same name in two roots is two clips', async () => {
    const dir = folderWith({ 'train/happy/S1_1_1.png': png(1), 'test/sad/S1_1_1.png': png(2) });
    const { clips } = await read(dir, { pattern: CK, splits: { train: 'train', test: 'test' } });
    expect(clips.map(({ name, split }) => [name, split]).sort()).toEqual([
      ['S1_1', 'test'],
      ['S1_1', 'train'],
    ]);
    expect(new Set(clips.map((clip) => clip.key)).size).toBe(2);
  });

  test('names of no known emotion: folders with images are classes, also below a root', async () => {
    const { report } = await read(folderWith({ 'set/calm/1.png': png(1), 'set/tense/2.png': png(2) }));
    expect(report.classes).toEqual({ calm: 1, tense: 1 });
    const deep = await read(folderWith({ 'calm/S1/1.png': png(1), 'happy/S1/004/2.png': png(2) }));
    expect(deep.report.classes).toEqual({ calm: 1, happiness: 1 });
  });

  test('own aliases come before the built-in ones', async () => {
    const dir = folderWith({ 'happy/1.png': png(1), 'happiness/2.png': png(2), 'mad/3.png': png(3) });
    const { report } = await read(dir, { aliases: { happiness: 'happy', mad: 'anger' } });
    expect(report.classes).toEqual({ anger: 1, happy: 2 });
    expect(report.aliasesApplied).toEqual({ happiness: 'happy', mad: 'anger' });
  });

  test('images outside of classes and empty classes are listed', async () => {
    const dir = folderWith({ 'loose.png': png(1), 'happy/1.png': png(2), 'fear/readme.txt': '' });
    const { report } = await read(dir);
    expect(report.skipped).toEqual(
      expect.arrayContaining([
        { item: 'loose.png', row: null, reason: 'it lies in no class folder' },
        { item: 'fear', row: null, reason: 'there is no image in this folder' },
      ]),
    );
  });

  test('a split of a folder that is not there names those that are', async () => {
    const dir = folderWith(files);
    await expect(read(dir, { splits: { train: 'train' } })).rejects.toThrow(
      /no folder train directly in .* There are: test, train1, train2/,
    );
  });
});

describe('bad files', () => {
  test('are listed with the reason and stop nothing', async () => {
    const dir = folderWith({
      'happy/S1_1_1.png': png(1),
      'happy/S1_1_2.png': 'this is text',
      'happy/S1_1_3.png': png(3),
      'happy/S2_1_1.jpg': samples.jpeg.subarray(0, 300),
      'happy/S3_1_1.png': '',
      'happy/S4_1_1.ppm': 'P6......',
    });
    const { clips, report } = await read(dir, { pattern: CK });
    expect(clips.map(({ name, frames }) => [name, frames.map((f) => f.sourceNumber)])).toEqual([
      ['S1_1', [1, 3]],
    ]);
    expect(report.labels).toBe(1);
    expect(report.skipped.map(({ item, reason }) => [item, reason])).toEqual([
      ['S1_1', 'there are no frames 2: the others are kept'],
      ['happy/S1_1_2.png', expect.stringContaining('not an image')],
      ['happy/S2_1_1.jpg', 'the image is cut off'],
      ['happy/S3_1_1.png', 'the file is empty'],
      ['happy/S4_1_1.ppm', expect.stringContaining('PNM images are not supported')],
    ]);
  });

  test('an empty folder, a folder that is none and a bad pattern are errors', async () => {
    const dir = folderWith({});
    await expect(read(dir)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(dir),
    });
    await expect(read(join(dir, 'none'))).rejects.toThrow(/cannot be read: it does not exist/);
    await expect(read(dir, { pattern: '(' })).rejects.toThrow(/not a regular expression/);
  });
});

describe('content hash', () => {
  test('is that of the bytes in their order, and the key does not depend on where the set lies', async () => {
    const files = { 'set/happy/S1_1_1.png': png(1), 'set/happy/S1_1_2.png': png(2) };
    const dir = folderWith(files);
    const [first] = (await read(join(dir, 'set'), { pattern: CK })).clips;
    const elsewhere = folderWith(files);
    const [second] = (await read(join(elsewhere, 'set'), { pattern: CK })).clips;
    expect(second).toMatchObject({ key: first?.key, contentHash: first?.contentHash });
    renameSync(join(dir, 'set/happy/S1_1_2.png'), join(dir, 'set/happy/S1_1_0.png'));
    const [swapped] = (await read(join(dir, 'set'), { pattern: CK })).clips;
    expect(swapped?.contentHash).not.toBe(first?.contentHash);
  });
});

test('stops when asked and says how far it is', async () => {
  const dir = folderWith({ 'happy/1.png': png(1), 'happy/2.png': png(2) });
  const source = request({ kind: 'folder-per-class', source: dir });
  const steps: (number | null)[][] = [];
  await importFolderPerClass(source, noClips, {
    ...quietTask,
    report: (done, total) => steps.push([done, total]),
  });
  expect(steps).toEqual([
    [1, 2],
    [2, 2],
  ]);
  const aborted = { ...quietTask, signal: AbortSignal.abort() };
  await expect(importFolderPerClass(source, noClips, aborted)).rejects.toThrow(/abort/);
});
