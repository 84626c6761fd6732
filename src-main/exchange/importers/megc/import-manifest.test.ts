import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createSheetImporter } from '../coding-sheet.ts';
import type { KnownClips } from '../plan.ts';
import { folderWith, noClips, noVideos, quietTask, request } from '../test-support.ts';
import { importMegcManifest } from './import-manifest.ts';

const LIST = 'casme2,sub01,EP02_01f,1\ncasme2,sub02,EP01_11f,0\nsamm,6,006_1_2,0\nsmic,s01,s01_sur_01,2\n';

const read = (source: string, known: KnownClips = noClips) =>
  importMegcManifest(request({ kind: 'megc', source }), known, quietTask);
const readText = (text: string, known?: KnownClips) =>
  read(join(folderWith({ 'list.csv': text }), 'list.csv'), known);

test('each row is a clip without media, labelled by the list in a scheme of its own', async () => {
  const { clips, labels, raters, schemes, report } = await readText(LIST);
  expect(clips.map(({ key, dataset, subject, name, root }) => [key, dataset, subject, name, root])).toEqual([
    ['casme2/sub01/EP02_01f', 'casme2', 'sub01', 'EP02_01f', null],
    ['casme2/sub02/EP01_11f', 'casme2', 'sub02', 'EP01_11f', null],
    ['samm/6/006_1_2', 'samm', '6', '006_1_2', null],
    ['smic/s01/s01_sur_01', 'smic', 's01', 's01_sur_01', null],
  ]);
  expect(labels.map(({ emotion, rater }) => [emotion, rater])).toEqual([
    ['positive', 'list'],
    ['negative', 'list'],
    ['negative', 'list'],
    ['surprise', 'list'],
  ]);
  expect(raters).toEqual([{ name: 'list', kind: 'source', scheme: 'MEGC 2019' }]);
  expect(schemes).toEqual({ 'MEGC 2019': ['negative', 'positive', 'surprise'] });
  expect(report).toMatchObject({
    clips: 4,
    subjects: 4,
    labels: 4,
    recognised: 'MEGC 2019 list',
    datasets: { casme2: 2, samm: 1, smic: 1 },
    skipped: [],
  });
});

test('rows that are no clip, and a clip again under another spelling of its subject, are listed', async () => {
  const { clips, report } = await readText(`${LIST}casme2,1,EP02_01f,0\nsamm,006,006_1_2\nhello\n,,,\n`);
  expect(clips).toHaveLength(4);
  expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
    [6, 'it has no class'],
    [7, expect.stringContaining('is no row')],
    [5, 'it is about the same clip as row 1: that is kept'],
  ]);
  await expect(readText('hello\n')).rejects.toThrow(/holds no row dataset,subject,clip,class: row 1/);
  await expect(read('/nowhere/list.csv')).rejects.toThrow(/does not exist/);
});

test('clips of the project are found; those it has without a data set are, and it is said', async () => {
  const all = [
    { key: 'sheet/01/EP02_01f', name: 'EP02_01f', dataset: 'casme2', subject: '01' },
    { key: 'frames/x', name: '006_1_2', dataset: null, subject: '006' },
  ];
  const { clips, labels, report } = await readText(LIST, { all: () => all, sourceNumbers: () => [] });
  expect(clips.map(({ key, subject }) => [key, subject])).toEqual([
    ['sheet/01/EP02_01f', '01'],
    ['casme2/sub02/EP01_11f', 'sub02'],
    ['frames/x', '006'],
    ['smic/s01/s01_sur_01', 's01'],
  ]);
  expect(labels[0]?.clipKey).toBe('sheet/01/EP02_01f');
  expect(report.skipped).toEqual([
    {
      item: 'list.csv',
      row: null,
      reason: expect.stringContaining('1 of its clips, by subject and name, are taken for clips'),
    },
  ]);
});

/** The real files lie beside the project and never in it; where they must not be missing, their absence fails. */
const real = (name: string) => resolve(import.meta.dirname, '../../../../../shared/real', name);
const list = real('megc2019-combined-3class.csv');
const sheet = real('CASME2-coding-20140508.xlsx');
const isRequired = process.env['CI'] !== undefined;

test.skipIf(!existsSync(list) && !isRequired)(
  'the list of MEGC 2019: 442 clips of 68 subjects, also with blank rows',
  async () => {
    const plan = await read(list);
    expect(plan.report).toMatchObject({
      clips: 442,
      subjects: 68,
      labels: 442,
      datasets: { casme2: 145, samm: 133, smic: 164 },
      classes: { negative: 250, positive: 109, surprise: 83 },
      skipped: [],
    });
    const copy = readFileSync(list, 'utf8').replace(/\r?\n/g, '\n,,,\n');
    const withBlanks = await read(
      join(folderWith({ 'megc2019-combined-3class.csv': copy }), 'megc2019-combined-3class.csv'),
    );
    expect({ ...withBlanks, report: null }).toEqual({ ...plan, report: null });
    expect(withBlanks.report).toEqual(plan.report);
  },
);

test.skipIf(!existsSync(list) && !isRequired)(
  'CASME II: every clip of the list is one of the sheet, whichever came first',
  async () => {
    const coded = await createSheetImporter(noVideos)(
      request({ kind: 'coding-sheet', source: sheet }),
      noClips,
      quietTask,
    );
    const listed = await read(list);
    const asKnown = (clips: typeof coded.clips): KnownClips => ({
      all: () => clips.map(({ key, name, dataset = null, subject }) => ({ key, name, dataset, subject })),
      sourceNumbers: () => [],
    });
    const casme2 = listed.clips.filter(({ dataset }) => dataset === 'casme2');
    expect(casme2).toHaveLength(145);
    const codedKeys = new Set(coded.clips.map(({ key }) => key));
    const after = await read(list, asKnown(coded.clips));
    expect(after.clips.filter(({ key }) => codedKeys.has(key))).toHaveLength(145);
    expect(new Set([...coded.clips, ...after.clips].map(({ subject }) => subject)).size).toBe(26 + 28 + 16);

    const second = await createSheetImporter(noVideos)(
      request({ kind: 'coding-sheet', source: sheet }),
      asKnown(listed.clips),
      quietTask,
    );
    const listedKeys = new Set(casme2.map(({ key }) => key));
    expect(second.clips.filter(({ key }) => listedKeys.has(key))).toHaveLength(145);
    expect(new Set([...listed.clips, ...second.clips].map(({ subject }) => subject)).size).toBe(26 + 28 + 16);
    expect(second.report.skipped).toEqual([]);
  },
);
