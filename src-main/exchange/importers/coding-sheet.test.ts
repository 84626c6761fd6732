import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import { createSheetImporter } from './coding-sheet.ts';
import { addFiles, folderWith, noClips, noVideos, png, quietTask, request, xlsx } from './test-support.ts';

const HEADER = 'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion';
const sheetOf = (...rows: string[]) => [HEADER, ...rows].join('\n');

function read(dir: string, more: Partial<ImportRequest> = {}) {
  const source = more.source ?? join(dir, 'sheet.csv');
  return createSheetImporter(noVideos)(
    request({ kind: 'coding-sheet', source, ...more }),
    noClips,
    quietTask,
  );
}
/** `img3.png` to `img7.png` below a folder. */
const frames = (folder: string, first: number, last: number, name = 'img') =>
  Object.fromEntries(
    Array.from({ length: last - first + 1 }, (_, i) => [`${folder}/${name}${first + i}.png`, png(first + i)]),
  );
const LAYOUT = 'sub{subject}/{clip}/img{frame}.png';

describe('without media', () => {
  test('clips are kept and marked, their frames known from the first mark to the last', async () => {
    const dir = folderWith({
      'sheet.csv': sheetOf('01,EP02_01f,46,59,86,12,happiness', '02,EP01,10,,,R6A+R12,Others'),
    });
    const { clips, labels, report } = await read(dir);
    expect(clips).toMatchObject([
      { name: 'EP02_01f', subject: '01', root: null, contentHash: null },
      { name: 'EP01', subject: '02', root: null, frames: [{ path: '', sourceNumber: 10 }] },
    ]);
    expect(clips[0]?.frames.map((frame) => frame.sourceNumber)).toEqual(
      Array.from({ length: 41 }, (_, i) => 46 + i),
    );
    expect(labels).toMatchObject([
      {
        rater: 'sheet',
        emotion: 'happiness',
        onset: 46,
        apex: 59,
        offset: 86,
        actionUnits: '12',
        intensity: null,
      },
      {
        emotion: 'others',
        onset: 10,
        apex: null,
        offset: null,
        actionUnits: 'R6A+R12',
        apexEstimated: false,
      },
    ]);
    expect(report).toMatchObject({
      clips: 2,
      frames: 0,
      subjects: 2,
      missingMedia: 2,
      layout: null,
      classes: { happiness: 1, others: 1 },
      aliasesApplied: { Others: 'others' },
    });
  });
});

describe('joined to frames', () => {
  test('marks are numbers of the frames; a subject 1 is the folder sub01', async () => {
    const dir = folderWith({ 'sheet.csv': sheetOf('1,EP1,4,5,7,12,fear'), ...frames('sub01/EP1', 3, 9) });
    const { clips, labels, report } = await read(dir, { mediaRoot: dir, layout: LAYOUT, fps: 200 });
    expect(clips).toMatchObject([{ subject: '1', root: dir, fps: 200 }]);
    expect(clips[0]?.frames[0]).toEqual({ path: 'sub01/EP1/img3.png', sourceNumber: 3 });
    expect(clips[0]?.frames).toHaveLength(7);
    expect(labels[0]).toMatchObject({ onset: 4, apex: 5, offset: 7 });
    expect(report).toMatchObject({ frames: 7, missingMedia: 0, layout: LAYOUT, skipped: [] });
  });

  test('a mark that is none of the frames is left out and listed with its row', async () => {
    const files = frames('sub1/EP1', 3, 9);
    files['sub1/EP1/img5.png'] = Buffer.from('text');
    const dir = folderWith({ 'sheet.csv': sheetOf('1,EP1,4,5,12,12,fear'), ...files });
    const { labels, report } = await read(dir, { mediaRoot: dir, layout: LAYOUT });
    expect(labels[0]).toMatchObject({ onset: 4, apex: null, offset: null });
    expect(report.skipped).toEqual(
      expect.arrayContaining([
        { item: 'sub1/EP1/img5.png', row: null, reason: expect.stringContaining('not an image') },
        { item: 'sheet.csv', row: 2, reason: 'there are no frames 5 of EP1: the others are kept' },
        { item: 'sheet.csv', row: 2, reason: "its apex 5 is none of the clip's frames: it is left out" },
        { item: 'sheet.csv', row: 2, reason: "its offset 12 is none of the clip's frames: it is left out" },
      ]),
    );
  });

  test('clips without a folder are kept and marked; folders without a row are listed', async () => {
    const dir = folderWith({
      'sheet.csv': sheetOf('1,EP1,3,4,5,12,fear', '2,EP1,3,4,5,12,fear'),
      ...frames('sub1/EP1', 3, 5),
      ...frames('sub3/EP1', 3, 5),
      'sub1/EP1/cover.png': png(1),
    });
    const { clips, report } = await read(dir, { mediaRoot: dir, layout: LAYOUT });
    expect(clips.map((clip) => clip.root)).toEqual([dir, null]);
    expect(report.missingMedia).toBe(1);
    expect(report.skipped.map(({ reason }) => reason)).toEqual([
      `1 images do not fit the layout ${LAYOUT}`,
      '1 folders of frames have no row in the sheet',
    ]);
  });

  test.each([
    ['sub{subject}/{clip}/img{frame}.png', 'sub01/EP1/img'],
    ['{subject}/{clip}/{frame}.png', '01/EP1/'],
  ])('finds the layout %s itself', async (layout, start) => {
    const folder = start.slice(0, start.lastIndexOf('/'));
    const files = frames(folder, 3, 5, start.slice(folder.length + 1));
    const dir = folderWith({ 'sheet.csv': sheetOf('01,EP1,3,4,5,12,fear'), ...files });
    const { report } = await read(dir, { mediaRoot: dir });
    expect(report).toMatchObject({ layout, frames: 3, missingMedia: 0 });
  });

  test('says so where no layout fits', async () => {
    const dir = folderWith({ 'sheet.csv': sheetOf('01,EP1,3,4,5,12,fear'), 'media/a/b/c/1.png': png(1) });
    const unknown = await read(dir, { mediaRoot: join(dir, 'media') });
    expect(unknown.report).toMatchObject({ layout: null, missingMedia: 1 });
    expect(unknown.report.skipped[0]?.reason).toMatch(/no known layout fits/);
    const given = await read(dir, { mediaRoot: join(dir, 'media'), layout: LAYOUT });
    expect(given.report.skipped[0]?.reason).toMatch(/no image fits sub\{subject\}/);
  });

  test('nothing is taken where two folders, or two subjects, may be meant', async () => {
    const twoFolders = folderWith({
      'sheet.csv': sheetOf('1,EP1,3,4,5,12,fear', '02,EP1,3,4,5,12,fear'),
      ...frames('sub01/EP1', 3, 5),
      ...frames('sub001/EP1', 3, 5),
      ...frames('sub02/EP1', 3, 5),
      ...frames('sub2/EP1', 3, 5),
    });
    const folders = await read(twoFolders, { mediaRoot: twoFolders, layout: LAYOUT });
    expect(folders.clips.map((clip) => clip.frames[0]?.path)).toEqual(['', 'sub02/EP1/img3.png']);
    expect(folders.report.skipped).toContainEqual({
      item: '1/EP1',
      row: null,
      reason: expect.stringMatching(/its frames may be .*sub001.* none is taken/),
    });
    const flat = folderWith({
      'sheet.csv': sheetOf('1,EP1,3,4,5,1,fear', '2,EP1,3,4,5,1,fear'),
      ...frames('EP1', 3, 5),
    });
    const subjects = await read(flat, { mediaRoot: flat, layout: '{clip}/img{frame}.png' });
    expect(subjects.report.missingMedia).toBe(2);
    expect(subjects.report.skipped).toContainEqual(
      expect.objectContaining({ item: '1/EP1', reason: expect.stringContaining('several subjects') }),
    );
  });

  test('a layout without a media folder, and a folder that is not there, are errors', async () => {
    const dir = folderWith({ 'sheet.csv': sheetOf('1,EP1,3,4,5,12,fear') });
    await expect(read(dir, { layout: LAYOUT })).rejects.toThrow(/Name the media folder/);
    await expect(read(dir, { mediaRoot: join(dir, 'none') })).rejects.toThrow(/none cannot be read/);
    await expect(read(dir, { mediaRoot: dir, layout: '{clip}.jpg' })).rejects.toThrow(/lacks \{frame\}/);
  });
});

describe('repeated subject and file name', () => {
  test('the onset tells clips apart; each is its part of the recording', async () => {
    const dir = folderWith({
      'sheet.csv': sheetOf('1,a,3,4,5,12,fear', '1,a,8,,9,12,anger', '2,b,4,,5,1,fear'),
      ...frames('sub1/a', 1, 12),
      ...frames('sub2/b', 1, 12),
    });
    const { clips, labels, report } = await read(dir, { mediaRoot: dir, layout: LAYOUT });
    expect(clips.map(({ name, frames: all }) => [name, all.map((frame) => frame.sourceNumber)])).toEqual([
      ['a@3', [3, 4, 5]],
      ['a@8', [8, 9]],
      ['b', [4, 5]],
    ]);
    expect(labels.map(({ clipKey, emotion }) => [clipKey, emotion])).toEqual([
      ['sheet/1/a@3', 'fear'],
      ['sheet/1/a@8', 'anger'],
      ['sheet/2/b', 'fear'],
    ]);
    expect(report.clips).toBe(3);
  });

  test('a row that says the same again, or something else, is listed with its number', async () => {
    const dir = folderWith({
      'sheet.csv': sheetOf(
        '1,a,3,4,5,12,fear',
        '01,a,3,4,5,12,fear',
        '',
        '1,a,3,4,5,12,fear',
        '1,a,3,4,5,12,anger',
      ),
    });
    const { clips, labels, report } = await read(dir);
    expect([clips.length, labels.length]).toEqual([1, 1]);
    expect(labels[0]?.emotion).toBe('fear');
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [3, expect.stringContaining('row 2')],
      [5, 'it says the same as row 2'],
      [6, expect.stringMatching(/same clip as row 2 .* but differs: row 2 is kept/)],
    ]);
  });
});

describe('cells', () => {
  test.each([
    ['1,a,3,/,5,12,fear', { onset: 3, apex: null, offset: 5 }, null],
    ['1,a,3,4,0,12,fear', { onset: 3, apex: 4, offset: null }, /offset 0 comes before its onset/],
    ['1,a,/,4,0,12,fear', { onset: null, apex: 4, offset: null }, /offset 0 comes before/],
    ['1,a,3,9,5,12,fear', { onset: 3, apex: null, offset: 5 }, /apex 9 does not lie between/],
    ['1,a,0,1,2,12,fear', { onset: 0, apex: 1, offset: 2 }, null],
    ['1,a,3.0,4,5,12,fear', { onset: 3, apex: 4, offset: 5 }, null],
    ['1,a,x,4,5,12,fear', { onset: null, apex: 4, offset: 5 }, /onset "x" is no frame number/],
    ['1,a,-3,4,5,12,fear', { onset: null, apex: 4, offset: 5 }, /onset "-3" is no frame number/],
    ['1,a,3,4,900000,12,fear', { onset: null, apex: null, offset: null }, /span 899998 frames/],
    [`1,a,3,4,5,${'9'.repeat(300)},fear`, { actionUnits: null }, /its action units .* are too long/],
    [`1,a,3,4,5,12,${'x'.repeat(41)}`, { emotion: null, onset: 3 }, /at most 40 characters/],
    ['1,a,3,4,5,?,fear', { actionUnits: '?' }, null],
  ])('%s', async (row, expected, problem) => {
    const { clips, labels, report } = await read(folderWith({ 'sheet.csv': sheetOf(row) }));
    expect(clips).toHaveLength(1);
    expect(labels[0]).toMatchObject(expected);
    expect(report.skipped).toEqual(
      problem === null ? [] : [{ item: 'sheet.csv', row: 2, reason: expect.stringMatching(problem) }],
    );
  });

  test('a row without subject or clip is listed; blank ones are passed over', async () => {
    const dir = folderWith({
      'sheet.csv': sheetOf(',a,3,4,5,12,fear', ',,,,,,', '1,,3,4,5,12,fear', '1,b,3,4,5,12,fear'),
    });
    const { clips, report } = await read(dir);
    expect(clips.map((clip) => clip.name)).toEqual(['b']);
    expect(report.skipped).toEqual([
      { item: 'sheet.csv', row: 2, reason: 'it names no subject' },
      { item: 'sheet.csv', row: 4, reason: 'it names no clip' },
    ]);
  });

  test('frame rates of their own (DFME) come before the given one', async () => {
    const dir = folderWith({
      'sheet.csv':
        'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Emotion,Fps\n1,a,1,2,3,fear,500\n1,b,1,2,3,fear,\n1,c,1,2,3,fear,x',
    });
    const { clips, report } = await read(dir, { fps: 200 });
    expect(clips.map((clip) => clip.fps)).toEqual([500, 200, 200]);
    expect(report.skipped).toEqual([{ item: 'sheet.csv', row: 4, reason: 'its frame rate "x" is none' }]);
  });
});

describe('sheets as the data sets have them', () => {
  test('SAMM: 13 rows above the header, other spellings, subjects as text', async () => {
    const above = Array.from({ length: 13 }, (_, i) => [`Note ${i}: onset, apex`]);
    const header = [
      'Subject',
      'Filename',
      'Inducement Code',
      'Onset Frame',
      'Apex Frame',
      'Offset Frame',
      'Duration',
      'Micro',
      'Action Units',
      'Estimated Emotion',
      'Objective Classes',
      'Notes',
    ];
    const rows = [
      ...above,
      header,
      ['006', '006_1_2', 1, 5562, 5588, 5632, 71, 'Micro - 1/2', 'ref(7B)+43C', 'Anger', 5, null],
    ];
    const dir = folderWith({ 'SAMM.xlsx': xlsx(rows) });
    addFiles(dir, { '006/006_1_2/006_05562.jpg': png(1), '006/006_1_2/006_05588.jpg': png(2) });
    const { clips, labels, report } = await read(dir, { source: join(dir, 'SAMM.xlsx'), mediaRoot: dir });
    expect(clips).toMatchObject([{ name: '006_1_2', subject: '006' }]);
    expect(labels).toMatchObject([
      { onset: 5562, apex: 5588, offset: null, emotion: 'anger', actionUnits: 'ref(7B)+43C' },
    ]);
    expect(report.layout).toBe('{subject}/{clip}/{subject}_{frame}.jpg');
    expect(report.columns).toMatchObject({
      onset: 'Onset Frame',
      emotion: 'Estimated Emotion',
      actionUnits: 'Action Units',
    });
    expect(report.skipped.find(({ row }) => row !== null)?.row).toBe(15);
  });

  test('CAS(ME)^3 and SMIC headers', async () => {
    const cas = 'Subject,Filename,Onset,Apex,Offset,AU,Objective class,emotion\nspNO.1,a,2,3,4,4,I,Others';
    const casPlan = await read(folderWith({ 'sheet.csv': cas }));
    expect(casPlan.labels).toMatchObject([
      { onset: 2, apex: 3, offset: 4, emotion: 'others', actionUnits: '4' },
    ]);
    const smic =
      'data,subject,clip,label,onset_frame,offset_frame\nSMIC,s20,s20_ne_01,negative,17581039,17581060';
    const smicPlan = await read(folderWith({ 'sheet.csv': smic }));
    expect(smicPlan.labels).toMatchObject([
      { onset: 17581039, apex: 17581049, apexEstimated: true, emotion: 'negative' },
    ]);
    expect(smicPlan.report.columns).not.toHaveProperty('apex');
  });

  test('blank columns between the others', async () => {
    const dir = folderWith({
      'sheet.xlsx': xlsx([
        [
          'Subject',
          'Filename',
          null,
          'OnsetFrame',
          'ApexFrame',
          'OffsetFrame',
          null,
          'Action Units',
          'Estimated Emotion',
        ],
        [1, 'EP02_01f', null, 46, '/', 86, null, 12, 'happiness'],
      ]),
    });
    const { labels } = await read(dir, { source: join(dir, 'sheet.xlsx') });
    expect(labels).toMatchObject([
      { onset: 46, apex: null, offset: 86, actionUnits: '12', emotion: 'happiness' },
    ]);
  });
});

describe('a sheet that cannot be used', () => {
  test.each(['Subject', 'Filename', 'OnsetFrame', 'OffsetFrame', 'Estimated Emotion'])(
    'lacks %s',
    async (column) => {
      const dir = folderWith({ 'sheet.csv': `${HEADER.replace(column, 'Something')}\n1,a,1,2,3,4,fear` });
      const { clips, report } = await read(dir);
      expect([clips.length, report.missingColumns.length]).toEqual([0, 1]);
      expect(report.skipped).toEqual([
        {
          item: 'sheet.csv',
          row: null,
          reason: expect.stringMatching(/sheet.csv has no column for .* Its columns: .*Something/),
        },
      ]);
    },
  );

  test('is empty, is no table, is not there', async () => {
    await expect(read(folderWith({ 'sheet.csv': '\n\n' }))).rejects.toThrow(
      /no column for .* Its columns: none/,
    );
    await expect(read(folderWith({ 'sheet.csv': 'hello world' }))).rejects.toThrow(/no column for/);
    await expect(read(folderWith({}))).rejects.toThrow(/cannot be read: it does not exist/);
  });
});
