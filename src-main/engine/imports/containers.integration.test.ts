import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { clipIdOf, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { addFiles, folderWith, quietTask, request } from '#main/exchange/importers/test-support.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { applyPlan, type ImportTarget, importInto, planImport } from './import.ts';

/** Frames that lie in one file. The decoder is a stub here: five frames, 40 ms apart, in whatever it is given. */
const TIMES_MS = [0, 40, 80, 120, 160];
const film = (content: string) => Buffer.from(`\0\0\0\x14ftypisom${content}`, 'latin1');

let project: ImportTarget;
let dir: string;
let decoded: string[];
beforeEach(() => {
  decoded = [];
  const probe: ImportTarget['media']['probe'] = async (file) => {
    decoded.push(basename(file));
    const fileHash = createHash('sha256').update(readFileSync(file)).digest('hex');
    const facts = { widthPx: 4, heightPx: 4, codec: 'h264', damage: null, fileHash };
    return { ...facts, frameCount: TIMES_MS.length, fps: 25, timestampsMs: TIMES_MS };
  };
  const catalog = temporaryCatalog();
  project = { dir: temporaryFolder(), readOnly: false, catalog, media: { probe } };
  dir = folderWith({ 'films/a.mp4': film('a') });
});

const run = (given: Partial<ImportRequest> & Pick<ImportRequest, 'kind' | 'source'>) =>
  importInto(project, request(given), quietTask);
const runVideos = (more: Partial<ImportRequest> = {}) =>
  run({ kind: 'videos', source: join(dir, 'films'), ...more });
const idOf = (name: string) => clipIdOf(project.catalog, name);
const mediaOf = (name: string) => project.catalog.read.clips.media(idOf(name));
const fpsOf = (name: string) => project.catalog.read.clips.get(idOf(name))?.fps;
const marksOf = (name: string) =>
  project.catalog.read.labels
    .list([idOf(name)])
    .map(({ raterName, onset, apex, offset }) => [raterName, onset, apex, offset]);
function labelByHand(clip: string, said: Partial<LabelValues>) {
  const { write } = project.catalog;
  const raterId = write.raters.enterPerson('ana');
  const values = { ...EMPTY_LABEL, ...said };
  write.labels.put({ clipId: idOf(clip), raterId, round: 1 }, values, '2026-01-01T00:00:00.000Z');
}

describe('videos', () => {
  test('come in once, and a second time nothing is decoded or added', async () => {
    const first = await runVideos();
    expect(first).toMatchObject({ added: { clips: 1, frames: 5 }, isNews: true });
    expect(mediaOf('a')).toMatchObject({
      ...{ root: join(dir, 'films'), container: { kind: 'video', path: 'a.mp4' } },
      ...{ paths: Array(5).fill('a.mp4'), sourceNumbers: [0, 1, 2, 3, 4], timestampsMs: TIMES_MS },
    });
    const again = await runVideos();
    expect(again).toMatchObject({ added: { clips: 0, frames: 0 }, isNews: false, skipped: [] });
    expect(decoded).toEqual(['a.mp4']);
  });

  test('that moved are found again, with all that was said of them', async () => {
    await runVideos();
    labelByHand('a', { onset: 1, apex: 2, offset: 3 });
    renameSync(join(dir, 'films'), join(dir, 'elsewhere'));
    addFiles(dir, { 'films/x.txt': '' });
    renameSync(join(dir, 'elsewhere'), join(dir, 'films/films'));
    const report = await run({ kind: 'videos', source: join(dir, 'films/films') });
    expect(report).toMatchObject({ added: { clips: 0 }, isNews: true, skipped: [] });
    expect(mediaOf('a')).toMatchObject({ root: join(dir, 'films/films'), timestampsMs: TIMES_MS });
    expect(marksOf('a')).toEqual([['ana', 1, 2, 3]]);
    expect(decoded).toEqual(['a.mp4']);
  });

  test('another video under the same name is not taken for the clip', async () => {
    await runVideos();
    addFiles(dir, { 'films/a.mp4': film('other') });
    const report = await runVideos();
    expect(report.skipped).toMatchObject([
      { item: 'a', reason: expect.stringContaining('the project has other images of this clip') },
    ]);
    expect(report.isNews).toBe(false);
  });

  test("the user's own rate takes the place of the container's times, once, and stays", async () => {
    await runVideos();
    expect([fpsOf('a'), mediaOf('a')?.timestampsMs]).toEqual([25, TIMES_MS]);
    labelByHand('a', { onset: 1 });
    const own = await runVideos({ fps: 200 });
    expect(own).toMatchObject({ added: { clips: 0 }, isNews: true, skipped: [] });
    expect([fpsOf('a'), mediaOf('a')?.timestampsMs]).toEqual([200, null]);
    expect(marksOf('a')).toEqual([['ana', 1, null, null]]);
    for (const again of [await runVideos({ fps: 200 }), await runVideos()])
      expect(again).toMatchObject({ isNews: false, skipped: [] });
    expect(fpsOf('a')).toBe(200);
  });

  test("a copy with the user's own rate changes no other's times, nor lends it", async () => {
    await runVideos();
    const copied = (name: string) => addFiles(dir, { [name]: film('a') });
    copied('films/slow/b.mp4');
    await run({ kind: 'videos', source: join(dir, 'films/slow'), fps: 200 });
    expect([fpsOf('b'), mediaOf('b')?.timestampsMs]).toEqual([200, null]);
    copied('films/c.mp4');
    rmSync(join(dir, 'films/slow'), { recursive: true });
    await runVideos();
    for (const name of ['a', 'c']) expect([fpsOf(name), mediaOf(name)?.timestampsMs]).toEqual([25, TIMES_MS]);
  });

  test('give no frames to a clip whose marks count the frames of another source', async () => {
    addFiles(dir, {
      'set.csv':
        'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion\n1,a,1,2,4,,fear',
    });
    await run({ kind: 'coding-sheet', source: join(dir, 'set.csv'), dataset: 'own' });
    const videos = { pattern: '(?<clip>a)\\.mp4', dataset: 'own' };
    const pattern = 's(?<subject>1)_(?<clip>a)';
    renameSync(join(dir, 'films/a.mp4'), join(dir, 'films/s1_a.mp4'));
    const report = await runVideos({ ...videos, pattern });
    expect(report.skipped).toMatchObject([
      { item: 'a', reason: expect.stringContaining('its marks count the frames of its source') },
    ]);
    expect(marksOf('a')).toEqual([['set', 0, 1, 3]]);
    expect(mediaOf('a')?.container).toBeNull();
  });
});

describe('FER2013', () => {
  const row = (shade: number) => `0,${Array(2304).fill(shade).join(' ')},Training`;
  const runTable = () => run({ kind: 'fer2013', source: join(dir, 'fer2013.csv') });
  beforeEach(() => addFiles(dir, { 'fer2013.csv': ['emotion,pixels,Usage', row(1), row(2)].join('\n') }));

  test('frames lie in the table, and are found again where it moved', async () => {
    await runTable();
    expect(mediaOf('fer0000001')).toMatchObject({
      ...{ root: dir, container: { kind: 'pixel-table', path: 'fer2013.csv' } },
      ...{ paths: ['fer2013.csv'], sourceNumbers: [2] },
    });
    addFiles(dir, { 'moved/fer2013.csv': readFileSync(join(dir, 'fer2013.csv')) });
    const moved = await run({ kind: 'fer2013', source: join(dir, 'moved/fer2013.csv') });
    expect(moved).toMatchObject({ added: { clips: 0 }, isNews: true });
    expect(mediaOf('fer0000001')?.root).toBe(join(dir, 'moved'));
  });

  test('clips that an older import kept without frames get them', async () => {
    const plan = await planImport(
      project,
      request({ kind: 'fer2013', source: join(dir, 'fer2013.csv') }),
      quietTask,
    );
    const clips = plan.clips.map(({ container: _, ...clip }, index) => ({
      ...{ ...clip, root: null, contentHash: null },
      frames: [{ path: '', sourceNumber: index }],
    }));
    await applyPlan(project, { ...plan, clips }, quietTask);
    expect(mediaOf('fer0000000')).toMatchObject({ root: null, container: null });
    expect(await runTable()).toMatchObject({ added: { clips: 0, frames: 2 }, isNews: true });
    expect(mediaOf('fer0000000')).toMatchObject({ root: dir, sourceNumbers: [1] });
  });
});
