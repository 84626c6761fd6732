import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { emptyMedia } from '#main/engine/test-support.ts';
import { addFiles, folderWith, png, quietTask, request } from '#main/exchange/importers/test-support.ts';
import type { ImportRequest } from '#shared/domain/import.ts';
import { MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { type ImportTarget, importInto, planImport, previewPlan } from './import.ts';

const HEADER = 'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion';
const SHEET = `${HEADER}\n01,EP02_01f,46,59,86,12,happiness\n01,EP03_02,1,2,3,18,others\n02,EP01_11f,46,91,100,4,repression`;
const LIST = 'casme2,sub01,EP02_01f,1\ncasme2,sub02,EP01_11f,0\nsamm,1,006_1_2,2\n';

let project: ImportTarget;
let dir: string;
beforeEach(() => {
  project = { dir: temporaryFolder(), readOnly: false, catalog: temporaryCatalog(), media: emptyMedia() };
  dir = folderWith({ 'sheet.csv': SHEET, 'list.csv': LIST });
});
const run = (kind: ImportRequest['kind'], file: string, more: Partial<ImportRequest> = {}) =>
  importInto(project, request({ kind, source: join(dir, file), ...more }), quietTask);
const sheet = () => run('coding-sheet', 'sheet.csv');
const list = () => run('megc', 'list.csv');
const read = () => project.catalog.read;
/** What the project knows, whatever the order it came in. */
const contents = () => ({
  clips: read()
    .imports.clips()
    .map(({ dataset, name }) => `${dataset} ${name}`)
    .sort(),
  labels: read()
    .labels.list(null)
    .map(({ clipId, raterName, emotion, onset, offset }) => {
      const clip = read().clips.get(clipId);
      return `${clip?.name} ${raterName}: ${emotion} ${onset} ${offset}`;
    })
    .sort(),
});
const main = () =>
  read()
    .schemes.list()
    .find(({ isMain }) => isMain)?.name;

describe('a sheet and the list of a composite', () => {
  const both = {
    clips: ['casme2 EP01_11f', 'casme2 EP02_01f', 'casme2 EP03_02', 'samm 006_1_2'],
    labels: [
      '006_1_2 list: surprise null null',
      'EP01_11f list: negative null null',
      'EP01_11f sheet: repression 0 54',
      'EP02_01f list: positive null null',
      'EP02_01f sheet: happiness 0 40',
      'EP03_02 sheet: others 0 2',
    ],
  };

  test('the sheet first: the list is joined to its clips and disturbs no vote', async () => {
    expect((await sheet()).recognised).toBe('CASME II');
    const report = await list();
    expect(report.added).toEqual({ clips: 1, frames: 0, labels: 3 });
    expect(report.skipped).toEqual([]);
    expect(contents()).toEqual(both);
    expect(main()).toBe('emotions');
    expect(read().emotions.names()).toEqual(['happiness', 'others', 'repression']);
    expect(
      new Set(
        read()
          .subjects.list()
          .map(({ name }) => name),
      ),
    ).toEqual(new Set(['01', '02', 'samm 1']));
    expect(read().schemes.classMaps()).toEqual([
      {
        name: MEGC_SCHEME,
        from: 'emotions',
        to: MEGC_SCHEME,
        entries: { happiness: 'positive', others: null, repression: 'negative' },
      },
    ]);
    expect((await list()).added).toEqual({ clips: 0, frames: 0, labels: 0 });
    expect((await sheet()).added).toEqual({ clips: 0, frames: 0, labels: 0 });
    expect(contents()).toEqual(both);
  });

  test('the list first: its classes are the main scheme, the sheet keeps its own emotions', async () => {
    await list();
    expect(main()).toBe(MEGC_SCHEME);
    const report = await sheet();
    expect(report.skipped).toEqual([]);
    expect(report.added).toMatchObject({ clips: 1, labels: 3 });
    expect(contents()).toEqual(both);
    expect(main()).toBe(MEGC_SCHEME);
    expect(read().emotions.names()).toEqual(['negative', 'positive', 'surprise']);
    // The sheet and the list go together; what the sheet calls others is none of the classes.
    const together = read()
      .summaries.all()
      .map(({ emotion, raterCount }) => `${emotion} ${raterCount}`);
    expect(together.sort()).toEqual(['negative 2', 'null 1', 'positive 2', 'surprise 1']);
    expect(
      read()
        .subjects.list()
        .map(({ name }) => name),
    ).toHaveLength(3);
    expect((await sheet()).added).toEqual({ clips: 0, frames: 0, labels: 0 });
    expect((await list()).added).toEqual({ clips: 0, frames: 0, labels: 0 });
  });

  test('a map that somebody has made stays; what it lacks is added with new emotions', async () => {
    await list();
    project.catalog.write.schemes.add('emotions', ['happiness']);
    project.catalog.write.schemes.putClassMap({
      name: MEGC_SCHEME,
      from: 'emotions',
      to: MEGC_SCHEME,
      entries: { happiness: 'surprise' },
    });
    await sheet();
    expect(read().schemes.classMaps()[0]?.entries).toEqual({
      happiness: 'surprise',
      others: null,
      repression: 'negative',
    });
  });
});

test('frames that come last are given to the clips of their data set', async () => {
  await list();
  await sheet();
  for (let n = 46; n <= 86; n++) addFiles(dir, { [`media/sub01/EP02_01f/img${n}.png`]: png(n) });
  const pattern = '(?<subject>sub\\d+)/(?<clip>[^/]+)';
  const report = await run('sequences', 'media', { pattern, dataset: 'casme2' });
  expect(report).toMatchObject({ added: { clips: 0, frames: 41, labels: 0 }, skipped: [] });
  const clip = read()
    .imports.clips()
    .find(({ name }) => name === 'EP02_01f');
  expect(clip).toMatchObject({ subject: 'sub01', dataset: 'casme2', mediaMissing: false });
});

test('a preview names the columns there are; without those it needs nothing is imported', async () => {
  dir = folderWith({ 'sheet.csv': 'VP,Datei,Gefühl\n1,a,fear' });
  const task = quietTask;
  const plan = await planImport(
    project,
    request({ kind: 'coding-sheet', source: join(dir, 'sheet.csv') }),
    task,
  );
  expect(await previewPlan(project, plan, task)).toMatchObject({
    headers: ['VP', 'Datei', 'Gefühl'],
    missingColumns: ['subject', 'clip', 'onset', 'offset', 'emotion'],
  });
  await expect(sheet()).rejects.toThrow(
    /sheet.csv has no column for subject .* Its columns: VP, Datei, Gefühl/,
  );
  const columns = { subject: 'VP', clip: 'Datei', emotion: 'Gefühl' };
  const report = await run('coding-sheet', 'sheet.csv', { columns, dataset: 'Study 1' });
  expect(report.added).toMatchObject({ clips: 1, labels: 1 });
  expect(read().imports.clips()).toMatchObject([{ dataset: 'study 1', subject: '1', name: 'a' }]);
});

test('attributes alone are news, and no news again', async () => {
  await sheet();
  dir = folderWith({
    'sheet.csv': SHEET.replace('Emotion', 'Emotion,Age').replace('happiness', 'happiness,22'),
  });
  expect(await sheet()).toMatchObject({ added: { clips: 0, frames: 0, labels: 0 }, isNews: true });
  expect(read().subjects.list()).toMatchObject([{ name: '01', attributes: { age: '22' } }, {}]);
  expect(await sheet()).toMatchObject({ isNews: false });
});

test('attributes of subjects come in; what is there already stays', async () => {
  dir = folderWith({ 'sheet.csv': `${HEADER},Age\n01,EP1,1,2,3,4,fear,22` });
  await sheet();
  expect(read().subjects.list()).toMatchObject([{ name: '01', attributes: { age: '22' } }]);
});

test('FER2013: stills without subjects, in the splits they come in', async () => {
  const row = (emotion: number, usage: string) =>
    `${emotion},${Array(2304).fill(emotion).join(' ')},${usage}`;
  const rows = [row(0, 'Training'), row(3, 'PublicTest'), row(6, 'PrivateTest')];
  dir = folderWith({ 'fer2013.csv': ['emotion,pixels,Usage', ...rows].join('\n') });
  const report = await run('fer2013', 'fer2013.csv');
  expect(report).toMatchObject({ added: { clips: 3, frames: 3, labels: 3 }, subjects: 0, missingMedia: 0 });
  expect(
    read()
      .imports.clips()
      .map(({ name, split, subject }) => [name, split, subject]),
  ).toEqual([
    ['fer0000000', 'train', null],
    ['fer0000001', 'test', null],
    ['fer0000002', 'test', null],
  ]);
  expect((await run('fer2013', 'fer2013.csv')).added).toEqual({ clips: 0, frames: 0, labels: 0 });
});

const real = (name: string) => resolve(import.meta.dirname, '../../../../shared/real', name);
const isThere = existsSync(real('megc2019-combined-3class.csv'));
describe.skipIf(!isThere && process.env['CI'] === undefined)(
  'the real CASME II sheet and MEGC 2019 list',
  () => {
    const realSheet = () => run('coding-sheet', real('CASME2-coding-20140508.xlsx'));
    const realList = () => run('megc', real('megc2019-combined-3class.csv'));
    beforeEach(() => {
      dir = '/';
    });

    test.each([
      ['the sheet first', realSheet, realList],
      ['the list first', realList, realSheet],
    ])('%s: 255 + 442 - 145 clips', async (_, first, second) => {
      await first();
      const report = await second();
      expect(report.skipped).toEqual([]);
      expect(read().project.counts()).toMatchObject({
        clipCount: 255 + 442 - 145,
        subjectCount: 26 + 28 + 16,
        labelCount: 255 + 442,
      });
    });
  },
);
