import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { readVideos } from './media/read-videos.ts';
import type { KnownClips, ProbeVideo } from './plan.ts';
import { film, folderWith, noClips, png, quietTask, request, sha256, stubProbe } from './test-support.ts';
import { createVideoImporter } from './videos.ts';

const read = (
  source: string,
  { probe }: { readonly probe: ProbeVideo } = stubProbe(),
  more: Partial<ImportRequest> = {},
  known: KnownClips = noClips,
) => createVideoImporter(probe)(request({ kind: 'videos', source, ...more }), known, quietTask);

const reasons = ({ report }: Awaited<ReturnType<typeof read>>) =>
  report.skipped.map(({ item, reason }) => [item, reason]);

describe('a folder of videos', () => {
  test('each is a clip, its frames by their place in the file and with the times it says', async () => {
    const dir = folderWith({ 's1/a.mp4': film('a'), 's2/b.MOV': film('b'), 's2/notes.txt': '' });
    const plan = await read(dir);
    expect(plan.clips).toEqual([
      {
        ...{
          key: `${basename(dir)}/s1/a.mp4`,
          name: 's1/a',
          subject: null,
          split: null,
          fps: null,
          root: dir,
        },
        frames: [
          { path: '', sourceNumber: 0, timestampMs: 0 },
          { path: '', sourceNumber: 1, timestampMs: 40 },
          { path: '', sourceNumber: 2, timestampMs: 100 },
        ],
        contentHash: sha256(film('a')),
        container: { kind: 'video', path: 's1/a.mp4' },
      },
      expect.objectContaining({ name: 's2/b', contentHash: sha256(film('b')) }),
    ]);
    expect(plan.report).toMatchObject({ clips: 2, frames: 6, missingMedia: 0 });
    expect(plan.report.examples[0]).toMatchObject({ clip: 's1/a', frames: 3, firstFile: 's1/a.mp4' });
    expect(reasons(plan)).toEqual([[dir, 'files that are no videos: 1 .txt']]);
  });

  test('one video alone is the clip it is in its folder', async () => {
    const dir = folderWith({ 'a.mp4': film('a'), 'b.mp4': film('b') });
    const [clip] = (await read(dir)).clips;
    expect((await read(join(dir, 'a.mp4'))).clips).toEqual([clip]);
  });

  test("the container's rate is kept; the user's own replaces its times", async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const steady = () => stubProbe({ fps: 25, timestampsMs: [0, 40, 80] });
    expect((await read(dir, steady())).clips).toMatchObject([
      { fps: 25, frames: [{}, { timestampMs: 40 }, {}] },
    ]);
    const own = await read(dir, steady(), { fps: 200 });
    expect(own.clips).toMatchObject([{ fps: 200 }]);
    expect(own.clips[0]?.frames).toEqual([0, 1, 2].map((sourceNumber) => ({ path: '', sourceNumber })));
  });

  test('a video without times says so, unless its rate was named', async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const timeless = () => stubProbe({ timestampsMs: null });
    expect(reasons(await read(dir, timeless()))).toEqual([
      ['a.mp4', expect.stringContaining('neither times nor')],
    ]);
    expect(reasons(await read(dir, timeless(), { fps: 100 }))).toEqual([]);
  });

  test('a pattern tells subject and clip; a data set joins them to those the project has', async () => {
    const dir = folderWith({ 'sub01_EP02.avi': film('a'), 'other.avi': film('b') });
    const known: KnownClips = {
      all: () => [{ key: 'sheet/1/EP02', name: 'EP02', dataset: 'casme2', subject: '1' }],
      sourceNumbers: () => [],
    };
    const more = { pattern: '(?<subject>sub\\d+)_(?<clip>EP\\d+)', dataset: 'casme2' };
    const plan = await read(dir, stubProbe(), more, known);
    expect(plan.clips).toMatchObject([
      { key: 'sheet/1/EP02', name: 'EP02', subject: '1', dataset: 'casme2' },
    ]);
    expect(reasons(plan)).toEqual([['other.avi', 'its path does not fit the pattern']]);
  });
});

describe('what the project knows is not decoded again', () => {
  const frames = [
    { path: '', sourceNumber: 0, timestampMs: 0 },
    { path: '', sourceNumber: 1, timestampMs: 40 },
  ];
  const knows = (dir: string, bytes: Uint8Array): KnownClips => ({
    all: () =>
      [...[{ key: `${basename(dir)}/a.mp4`, name: 'a', dataset: null, subject: null, fps: 25 }]].map(
        (clip) => ({ ...clip, videoHash: sha256(bytes) }),
      ),
    sourceNumbers: () => [],
    frames: () => frames,
  });

  test('by its content, wherever it lies; other content under the same name is', async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const same = stubProbe();
    const { clips } = await read(dir, same, {}, knows(dir, film('a')));
    expect([same.asked, clips]).toMatchObject([[], [{ fps: 25, frames }]]);
    const other = stubProbe();
    await read(dir, other, {}, knows(dir, film('other')));
    expect(other.asked).toEqual(['a.mp4']);
  });

  test('a copy is decoded once and told, as is one that the project has as another clip', async () => {
    const dir = folderWith({ 'a.mp4': film('a'), 'b.mp4': film('b'), 'c.mp4': film('b') });
    const stub = stubProbe();
    const plan = await read(
      dir,
      stub,
      {},
      {
        ...knows(dir, film('a')),
        all: () => [
          { key: 'x', name: 'elsewhere', dataset: null, subject: null, videoHash: sha256(film('a')) },
        ],
      },
    );
    expect(stub.asked).toEqual(['b.mp4']);
    expect(plan.clips).toHaveLength(3);
    expect(reasons(plan)).toEqual([
      ['c.mp4', 'it is the same video as b.mp4: both are kept'],
      ['a', 'the project has the same video as the clip elsewhere: both are kept'],
    ]);
  });
});

describe('bad files', () => {
  test('each has its reason, none is opened or decoded that begins like no video, the others come in', async () => {
    const dir = folderWith({
      'a.mp4': film('a'),
      'empty.mp4': '',
      'picture.mp4': png(1),
      'text.avi': 'no video, only words',
      'wrong-ending.mkv': film('mp4'),
      'crash.mp4': film('crash'),
    });
    execFileSync('mkfifo', [join(dir, 'pipe.mov')]);
    const { probe, asked } = stubProbe();
    const plan = await read(dir, {
      probe: (file, task) =>
        file.endsWith('crash.mp4')
          ? Promise.reject(new OnsetError('internal', `${file} crashed the decoder.`))
          : probe(file, task),
    });
    expect(asked.sort()).toEqual(['a.mp4', 'wrong-ending.mkv']);
    expect(plan.clips.map(({ name }) => name)).toEqual(['a', 'wrong-ending']);
    const noVideo = expect.stringContaining('this is not a video');
    expect(reasons(plan)).toEqual([
      ['pipe.mov', 'it is a named pipe, not a file'],
      ['crash.mp4', 'it crashed the decoder'],
      ['empty.mp4', 'the file is empty'],
      ['picture.mp4', noVideo],
      ['text.avi', noVideo],
    ]);
  });

  test('of a damaged one the rest is kept and told', async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const plan = await read(dir, stubProbe({ damage: '2 of its frames are damaged' }));
    expect(plan.clips).toHaveLength(1);
    expect(reasons(plan)).toEqual([['a.mp4', '2 of its frames are damaged: what could be decoded is kept']]);
  });

  test('a folder without videos and a source that is not there are refused', async () => {
    const dir = folderWith({ 'a.txt': '' });
    await expect(read(dir)).rejects.toThrow(/no video in/);
    await expect(read(join(dir, 'none'))).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('readVideos', () => {
  const silent: ProbeVideo = (_file, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new OnsetError('cancelled', 'Cancelled.')));
    });

  test('a decoder that says nothing more costs its file', async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const videos = { known: noClips, probe: silent, silenceMs: 20 };
    const [outcome] = await readVideos(dir, ['a.mp4'], videos, quietTask);
    expect(outcome).toMatchObject({ problem: expect.stringContaining('nothing was heard') });
  });

  test('stops when asked', async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const controller = new AbortController();
    const task = { signal: controller.signal, report: () => {} };
    const reading = readVideos(dir, ['a.mp4'], { known: noClips, probe: silent }, task);
    setTimeout(() => controller.abort(), 20);
    await expect(reading).rejects.toThrow(/abort/);
  });

  test('a file that changes while it is read is not taken', async () => {
    const dir = folderWith({ 'a.mp4': film('a') });
    const probe: ProbeVideo = (file, task) => {
      writeFileSync(file, film('longer'));
      return stubProbe().probe(file, task);
    };
    const [outcome] = await readVideos(dir, ['a.mp4'], { known: noClips, probe }, quietTask);
    expect(outcome).toMatchObject({ problem: expect.stringContaining('it changed while') });
  });

  test('says how far it is, within each file too', async () => {
    const dir = folderWith({ 'a.mp4': film('a'), 'b.mp4': film('b') });
    const { probe } = stubProbe();
    const done: number[] = [];
    const task = { signal: quietTask.signal, report: (share: number) => done.push(share) };
    const half: ProbeVideo = (file, at) => {
      at.report(1, 2);
      return probe(file, at);
    };
    await readVideos(dir, ['a.mp4', 'b.mp4'], { known: noClips, probe: half }, task);
    expect(done.some((share) => !Number.isInteger(share * 10))).toBe(true);
    expect(done.toSorted((a, b) => a - b)).toEqual(done);
    expect(done.at(-1)).toBe(2);
  });
});
