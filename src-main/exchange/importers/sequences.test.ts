import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import { importSequences } from './sequences.ts';
import { folderWith, noClips, png, quietTask, request, samples } from './test-support.ts';

function read(source: string, more: Partial<ImportRequest> = {}) {
  return importSequences(request({ kind: 'sequences', source, ...more }), noClips, quietTask);
}

describe('a folder of image sequences', () => {
  test('each folder with images is a clip, its frames by the last digits of their names', async () => {
    const dir = folderWith({
      's1/a/img10.png': png(1),
      's1/a/img9.png': png(2),
      's1/a/img11.png': png(3),
      's2/micro/b/s2_0001.png': png(4),
    });
    const { clips, labels, report } = await read(dir, { fps: 100 });
    expect(clips).toMatchObject([
      {
        name: 's1/a',
        subject: null,
        fps: 100,
        frames: [{ sourceNumber: 9 }, { sourceNumber: 10 }, { sourceNumber: 11 }],
      },
      { name: 's2/micro/b', frames: [{ path: 's2/micro/b/s2_0001.png', sourceNumber: 1 }] },
    ]);
    expect(labels).toEqual([]);
    expect(report).toMatchObject({ clips: 2, frames: 4, labels: 0, classes: {}, skipped: [] });
  });

  test('a pattern tells subject, clip and frame; folders it does not fit are listed', async () => {
    const dir = folderWith({
      's20/s20_ne_01/image17581039.png': png(1),
      's20/s20_ne_01/image17581040.png': png(2),
      'other/x/1.png': png(3),
    });
    const { clips, report } = await read(dir, { pattern: '(?<clip>(?<subject>s\\d+)_[a-z]+_\\d+)' });
    expect(clips.map(({ name, subject, frames }) => [name, subject, frames.length])).toEqual([
      ['s20_ne_01', 's20', 2],
    ]);
    expect(report.subjects).toBe(1);
    expect(report.skipped).toEqual([
      { item: 'other/x', row: null, reason: 'its path does not fit the pattern' },
    ]);
    const framed = await read(folderWith({ 'c/7_of_99.png': png(1) }), { pattern: '(?<frame>\\d+)_of' });
    expect(framed.clips[0]?.frames).toEqual([{ path: 'c/7_of_99.png', sourceNumber: 7 }]);
  });

  test('gaps, mixed formats, repeated and missing numbers are listed', async () => {
    const dir = folderWith({
      'c/1.png': png(1),
      'c/2.jpg': samples.jpeg,
      'c/5.png': png(5),
      'c/7.png': png(7),
      'c/007.png': png(8),
      'c/cover.png': png(9),
    });
    const { clips, report } = await read(dir);
    expect(clips[0]?.frames.map((frame) => frame.path)).toEqual([
      'c/1.png',
      'c/2.jpg',
      'c/5.png',
      'c/007.png',
    ]);
    expect(report.skipped.map(({ item, reason }) => [item, reason])).toEqual([
      ['c/cover.png', 'there is no frame number in its name'],
      ['c/7.png', 'it has the frame number 7, as has c/007.png'],
      ['c', 'there are no frames 3 to 4, 6: the others are kept'],
      ['c', 'its frames have different formats (png, jpg): all are kept'],
    ]);
  });

  test('a frame that is no whole image is left out: the others keep their numbers', async () => {
    const dir = folderWith({
      'c/1.png': png(1),
      'c/2.png': png(2).subarray(0, 40),
      'c/3.png': png(3),
      'd/1.png': '',
    });
    const { clips, report } = await read(dir);
    expect(clips.map((clip) => clip.frames.map((frame) => frame.sourceNumber))).toEqual([[1, 3]]);
    expect(report.skipped.map(({ item }) => item)).toEqual(['c', 'c/2.png', 'd/1.png']);
  });

  test('the source itself may be the one sequence; splits count here too', async () => {
    const { clips } = await read(folderWith({ '1.png': png(1) }));
    expect(clips).toMatchObject([{ frames: [{ path: '1.png' }] }]);
    const split = await read(folderWith({ 'a/c/1.png': png(1), 'b/c/1.png': png(2) }), {
      splits: { b: 'test' },
    });
    expect(split.clips.map((clip) => clip.split)).toEqual([null, 'test']);
  });

  test('of a data set that is named: frames of the clips the project has', async () => {
    const dir = folderWith({
      'sub01/EP02_01f/img1.png': png(1),
      'sub02/EP02_01f/img1.png': png(2),
      'sub11/EP02_01f/img1.png': png(3),
    });
    const all = [
      { key: 'sheet/01/EP02_01f', name: 'EP02_01f', dataset: 'casme2', subject: '01' },
      { key: 'x', name: 'EP02_01f', dataset: 'samm', subject: 'sub11' },
    ];
    const source = request({
      ...{ kind: 'sequences', source: dir, dataset: 'casme2' },
      pattern: '(?<subject>sub\\d+)/(?<clip>[^/]+)',
    });
    const { clips, report } = await importSequences(
      source,
      { all: () => all, sourceNumbers: () => [] },
      quietTask,
    );
    expect(clips.map(({ key, name, dataset, subject }) => [key, name, dataset, subject])).toEqual([
      ['sheet/01/EP02_01f', 'EP02_01f', 'casme2', '01'],
      [expect.stringMatching(/sub02.EP02_01f$/), 'sub02_EP02_01f', 'casme2', 'sub02'],
      [expect.stringMatching(/sub11.EP02_01f$/), 'sub11_EP02_01f', 'casme2', 'casme2 sub11'],
    ]);
    expect(report.datasets).toEqual({ casme2: 3 });
  });

  test('an empty folder is an error', async () => {
    await expect(read(folderWith({ 'a/readme.txt': '' }))).rejects.toThrow(/There is no image in/);
  });
});
