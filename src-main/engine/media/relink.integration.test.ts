import { hash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSamples, clipIdOf, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { addFiles, folderWith, png, request } from '#main/exchange/importers/test-support.ts';
import { taskId } from '#shared/domain/ids.ts';
import { temporaryEngine } from '../test-support.ts';
import { relinkMedia } from './relink.ts';

const task = { taskId: taskId.parse('task') };
type Engine = ReturnType<typeof temporaryEngine>['engine'];

let engine: Engine;
let events: ReturnType<typeof temporaryEngine>['events'];
let disk: string;
let media: string;
beforeEach(async () => {
  ({ engine, events } = temporaryEngine());
  disk = folderWith({
    'old/S1/a/img1.png': png(1),
    'old/S1/a/img2.png': png(2),
    'old/S1/b/img1.png': png(3),
    'old/S1/b/img2.png': png(4),
    'old/S2/c/img1.png': png(5),
    'old/S2/c/img2.png': png(6),
    'old/S2/c/img3.png': png(7),
  });
  media = join(disk, 'old');
  await engine.call('projects.create', { dir: join(temporaryFolder(), 'project') });
  await importFrom({ kind: 'sequences', source: media });
});

async function importFrom(given: Parameters<typeof request>[0]) {
  const { planId } = await engine.call('imports.preview', { request: request(given), ...task });
  return engine.call('imports.run', { planId, ...task });
}

const relink = (folder: string) => engine.call('media.relink', { folder, ...task });
const NOTHING = { found: [], missing: [], different: [] };

async function clips() {
  const sort = { by: 'name', direction: 'ascending' } as const;
  const { ids } = await engine.call('clips.query', { filter: {}, sort, raterId: null });
  return engine.call('clips.rows', { ids, raterId: null });
}

/** For each clip, the shade of each frame as it is read now: its content, wherever it lies. */
async function contents() {
  const shades: Record<string, (string | null)[]> = {};
  for (const { id, name, frameCount } of await clips()) {
    const { media: where } = await engine.call('clips.detail', { clipId: id, raterId: null });
    shades[name] = Array.from({ length: frameCount }, (_, index) => {
      try {
        const bytes = readFileSync(join(where.root, where.paths[index] ?? ''));
        return /Comment\0(\d+)/.exec(bytes.toString('latin1'))?.[1] ?? '';
      } catch {
        return null;
      }
    });
  }
  return shades;
}

/** Everything that was said, byte by byte. */
async function said() {
  const file = join(temporaryFolder(), 'labels.json');
  await engine.call('labels.export', { format: 'json', file });
  return readFileSync(file, 'utf8');
}

async function label() {
  const [{ id: clipId } = { id: undefined }] = await clips();
  if (clipId === undefined) throw new Error('There is no clip.');
  const { id: raterId } = await engine.call('raters.enter', { name: 'Ada' });
  const change = { intensity: 0.7, onset: 0, apex: 1, offset: 1, note: 'seen twice' };
  await engine.call('labels.set', { clipId, raterId, change, mergeKey: null });
}

describe('moved and renamed folders', () => {
  const MOVES: readonly (readonly [string, (from: string, to: string) => void, string])[] = [
    ['the root', (from, to) => renameSync(from, to), ''],
    [
      'the root, and the folder named lies above it',
      (from, to) => renameSync(from, join(to, '..', 'x')),
      '..',
    ],
    [
      'a folder on the way',
      (from, to) => {
        renameSync(from, to);
        renameSync(join(to, 'S1'), join(to, 'Subject 1'));
      },
      '',
    ],
    [
      'every folder',
      (from, to) => {
        mkdirSync(to);
        for (const [index, clip] of ['S1/a', 'S1/b', 'S2/c'].entries())
          renameSync(join(from, clip), join(to, `clip ${index}`));
        rmSync(from, { recursive: true });
      },
      '',
    ],
    [
      'two exchanged their names',
      (from, to) => {
        renameSync(from, to);
        renameSync(join(to, 'S1/a'), join(to, 'S1/x'));
        renameSync(join(to, 'S1/b'), join(to, 'S1/a'));
        renameSync(join(to, 'S1/x'), join(to, 'S1/b'));
      },
      '',
    ],
    [
      'behind a link that also leads back to itself',
      (from, to) => {
        renameSync(from, join(to, '..', 'real'));
        mkdirSync(to);
        symlinkSync(join(to, '..', 'real'), join(to, 'link'));
        symlinkSync(to, join(to, 'circle'));
      },
      '',
    ],
  ];
  test.each(MOVES)(
    '%s: each clip has its own frames again, and no label was touched',
    async (_, move, above) => {
      await label();
      const [labels, frames, rows] = [await said(), await contents(), await clips()];
      const to = join(disk, 'place', 'new');
      mkdirSync(join(disk, 'place'));
      move(media, to);
      expect(Object.values(await contents()).flat()).toEqual(Array(7).fill(null));
      const { found, ...rest } = await relink(join(to, above));
      expect(rest).toEqual({ missing: [], different: [] });
      expect(found.sort()).toEqual(rows.map(({ name }) => name));
      expect(await contents()).toEqual(frames);
      expect(await said()).toEqual(labels);
      expect(await clips()).toEqual(rows);
      expect(await relink(join(to, above))).toEqual(NOTHING);
    },
  );
});

describe('what has other content is never taken', () => {
  test('one frame differs: the clip stays where it was, in words', async () => {
    renameSync(media, join(disk, 'new'));
    addFiles(disk, { 'new/S1/a/img2.png': png(99) });
    const before = await contents();
    const { found, missing, different } = await relink(join(disk, 'new'));
    expect([found, missing].map((names) => names.length)).toEqual([2, 1]);
    expect(different).toEqual([`${missing[0]}: the folder ${join(disk, 'new/S1/a')} has other content`]);
    expect((await contents())[missing[0] ?? '']).toEqual(before[missing[0] ?? '']);
  });

  test('frames in another order, or one of them gone', async () => {
    renameSync(media, join(disk, 'new'));
    renameSync(join(disk, 'new/S1/a/img1.png'), join(disk, 'new/S1/a/x.png'));
    renameSync(join(disk, 'new/S1/a/img2.png'), join(disk, 'new/S1/a/img1.png'));
    renameSync(join(disk, 'new/S1/a/x.png'), join(disk, 'new/S1/a/img2.png'));
    rmSync(join(disk, 'new/S2/c/img3.png'));
    const { found, missing, different } = await relink(join(disk, 'new'));
    expect([found, missing, different].map((names) => names.length)).toEqual([1, 2, 1]);
  });
});

test('clips whose media are where they were are left there, whatever else is found', async () => {
  cpSync(media, join(disk, 'copy'), { recursive: true });
  const before = await engine.call('media.roots', {});
  expect(before).toEqual([{ path: media, clips: 3, isThere: true }]);
  expect(await relink(join(disk, 'copy'))).toEqual(NOTHING);
  expect(await engine.call('media.roots', {})).toEqual(before);
});

test('a frame that could not be shown is shown again at once', async () => {
  const [{ id: clipId } = { id: undefined }] = await clips();
  if (clipId === undefined) throw new Error('There is no clip.');
  const look = (index: number) => engine.frame({ clipId, index, size: 'full' });
  const { bytes: first } = await look(0);
  renameSync(media, join(disk, 'new'));
  await expect(look(1)).rejects.toMatchObject({ code: 'not-found' });
  await relink(join(disk, 'new'));
  expect((await look(1)).index).toBe(1);
  expect((await look(0)).bytes).toEqual(first);
});

test('a single frame that is gone is enough; the roots tell', async () => {
  cpSync(media, join(disk, 'copy'), { recursive: true });
  rmSync(join(media, 'S2/c/img3.png'));
  expect((await relink(join(disk, 'copy'))).found).toHaveLength(1);
  expect(await engine.call('media.roots', {})).toEqual([
    { path: join(disk, 'copy'), clips: 1, isThere: true },
    { path: media, clips: 2, isThere: true },
  ]);
  rmSync(media, { recursive: true });
  expect((await engine.call('media.roots', {}))[1]).toEqual({ path: media, clips: 2, isThere: false });
});

test('what is in neither place is told; every client hears of it', async () => {
  rmSync(media, { recursive: true });
  mkdirSync(join(disk, 'empty'));
  events.length = 0;
  const { found, missing, different } = await relink(join(disk, 'empty'));
  expect([found, missing, different].map((names) => names.length)).toEqual([0, 3, 0]);
  expect(events.map(({ type }) => type)).toContain('catalog');
});

test.each([
  [
    'a folder that is not there',
    () => join(disk, 'nowhere'),
    'bad-input',
    'cannot be read: it does not exist',
  ],
  ['a relative path', () => 'media', 'bad-input', 'is not an absolute path'],
])('%s', async (_, folder, code, message) => {
  const refused = { code, message: expect.stringContaining(message) };
  await expect(relink(folder())).rejects.toMatchObject(refused);
});

test('a table of pixels: rows are found by their own pixels', async () => {
  const row = (shade: number) => `0,${Array(2304).fill(shade).join(' ')},Training`;
  // Blank lines are no rows.
  const table = (shades: readonly number[]) => ['emotion,pixels,Usage', ...shades.map(row)].join('\n\n');
  addFiles(disk, { 'tables/fer2013.csv': table([1, 2]) });
  await importFrom({ kind: 'fer2013', source: join(disk, 'tables/fer2013.csv') });
  renameSync(join(disk, 'tables'), join(disk, 'elsewhere'));
  expect(await relink(join(disk, 'elsewhere'))).toEqual({
    ...NOTHING,
    found: ['fer0000000', 'fer0000001'],
  });
  addFiles(disk, { 'swapped/fer2013.csv': table([1, 3]) });
  rmSync(join(disk, 'elsewhere'), { recursive: true });
  expect(await relink(join(disk, 'swapped'))).toMatchObject({
    found: ['fer0000000'],
    missing: ['fer0000001'],
    different: [`fer0000001: ${join(disk, 'swapped/fer2013.csv')} has other content`],
  });
});

describe('videos, one file for all frames', () => {
  const quiet = { signal: new AbortController().signal, report: () => {} };
  function project(files: Readonly<Record<string, string>>) {
    const catalog = temporaryCatalog();
    const root = folderWith(files);
    const samples = Object.entries(files).map(([path, content]) => ({
      ...{ name: basename(path), frames: 3, root, contentHash: hash('sha256', content) },
      container: { kind: 'video' as const, path },
    }));
    addSamples(catalog, samples);
    return { dir: '/', readOnly: false, catalog, root };
  }
  const mediaOf = ({ catalog }: ReturnType<typeof project>, name: string) =>
    catalog.read.clips.media(clipIdOf(catalog, name));

  test('moved, renamed, exchanged: by content alone; times and numbers of frames stay', async () => {
    const study = project({ 'a/one.mp4': 'first', 'a/two.mp4': 'second', 'a/three.mp4': 'third' });
    const before = mediaOf(study, 'one.mp4');
    const to = folderWith({ 'x/two.mp4': 'first', 'x/one.mp4': 'second', 'x/renamed.MP4': 'third' });
    rmSync(study.root, { recursive: true });
    const { found, ...rest } = await relinkMedia(study, to, quiet);
    expect([found.sort(), rest]).toEqual([
      ['one.mp4', 'three.mp4', 'two.mp4'],
      { missing: [], different: [] },
    ]);
    expect(mediaOf(study, 'one.mp4')).toEqual({
      ...before,
      root: to,
      paths: Array(3).fill('x/two.mp4'),
      container: { kind: 'video', path: 'x/two.mp4' },
    });
    expect(mediaOf(study, 'three.mp4')?.container?.path).toBe('x/renamed.MP4');
  });

  test('a clip that is part of a video is found with it', async () => {
    const study = project({});
    const ofPart = hash('sha256', `${hash('sha256', 'long')} 100 102`);
    const container = { kind: 'video' as const, path: 'long.mp4' };
    const media = { root: '/gone', contentHash: ofPart, container };
    addSamples(study.catalog, [{ name: 'part', frames: 3, ...media }]);
    addSamples(study.catalog, [{ name: 'other part', frames: 4, ...media }]);
    const to = folderWith({ 'y/long.mp4': 'long' });
    expect(await relinkMedia(study, to, quiet)).toMatchObject({ found: ['part'], missing: ['other part'] });
    expect(mediaOf(study, 'part')?.container?.path).toBe('long.mp4');
  });

  test('cancelled: nothing was written', async () => {
    const study = project({ 'one.mp4': 'first' });
    const to = folderWith({ 'one.mp4': 'first' });
    rmSync(study.root, { recursive: true });
    const controller = new AbortController();
    const report = (_done: number, _total: number | null, title?: string) => {
      if (title === 'Comparing contents') controller.abort(new Error('cancelled here'));
    };
    const work = relinkMedia(study, to, { signal: controller.signal, report });
    await expect(work).rejects.toThrow('cancelled here');
    expect(mediaOf(study, 'one.mp4')?.root).toBe(study.root);
  });

  test('a project that cannot be written says so', async () => {
    const study = { ...project({ 'one.mp4': 'first' }), readOnly: true };
    await expect(relinkMedia(study, '/', quiet)).rejects.toMatchObject({ code: 'read-only' });
  });
});
