import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import { createSheetImporter } from './coding-sheet.ts';
import { folderWith, noClips, noVideos, png, quietTask, request } from './test-support.ts';

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

describe('layouts of the data sets', () => {
  const LAYOUTS: readonly (readonly [string, string, string, string])[] = [
    ['CASME II', 'casme2', HEADER, '01,EP02_01f,46,59,86,12,happiness'],
    [
      'SAMM',
      'samm',
      'Subject,Filename,Inducement Code,Onset Frame,Apex Frame,Offset Frame,Duration,Micro,Action Units,Estimated Emotion,Objective Classes,Notes',
      '006,006_1_2,1,5562,5588,5632,71,Micro - 1/2,ref(7B)+43C,Anger,5,glance',
    ],
    ['SMIC', 'smic', 'data,subject,clip,label,onset_frame,offset_frame', 'SMIC,s20,s20_ne_01,negative,4,9'],
    [
      'CAS(ME)^3',
      'casme3',
      'Subject,Filename,Onset,Apex,Offset,AU,Objective class,emotion',
      'spNO.1,a,2,3,4,4,I,Others',
    ],
    [
      'DFME',
      'dfme',
      'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Emotion,EmotionId,Fps,AU',
      '1,wv1,1,2,3,fear,3,500,AU4',
    ],
    ['CASME', 'casme', 'Subject,Filename,OnsetF,ApexF1,ApexF2,OffsetF,Emotion,AU', '1,EP01_5,1,2,/,3,fear,4'],
  ];
  const plan = (header: string, row: string, more: Partial<ImportRequest> = {}) =>
    read(folderWith({ 'sheet.csv': `${header}\n${row}` }), more);

  test.each(LAYOUTS)('%s', async (recognised, dataset, header, row) => {
    const { clips, report } = await plan(header, row);
    expect(report).toMatchObject({ recognised, datasets: { [dataset]: 1 }, missingColumns: [] });
    expect(report.headers).toEqual(header.split(','));
    expect(clips).toMatchObject([{ dataset }]);
    const named = await plan(header, row, { dataset: 'mine' });
    expect([named.report.recognised, named.clips[0]?.dataset]).toEqual([recognised, 'mine']);
  });

  test('clips called otherwise are of no data set that is known, however the columns are called', async () => {
    for (const [, , header, row] of LAYOUTS.slice(0, 3)) {
      const { clips, report } = await plan(header, row.replace(/EP02_01f|006_1_2|s20_ne_01/, 'clip 1'));
      expect(report.recognised).toBeNull();
      expect(clips[0]?.dataset ?? null).toBe(header.startsWith('data') ? 'smic' : null);
    }
  });

  test('a row may name its own data set; one that is not known is listed', async () => {
    const rows = 'CASME II,1,a,fear,1,2\nsamm,1,a,fear,1,2\nHS,1,a,fear,1,2\n,1,b,fear,1,2';
    const { clips, report } = await plan('Dataset,subject,clip,label,onset,offset', rows);
    expect(clips.map(({ dataset, subject }) => [dataset ?? null, subject])).toEqual([
      ['casme2', '1'],
      ['samm', 'samm 1'],
      [null, '1'],
      [null, '1'],
    ]);
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [4, expect.stringContaining('its data set "HS" is none that is known')],
    ]);
  });

  test('CAS(ME)^3: the onset is part of every name; an offset of 0 is none', async () => {
    const [, , header = '', row = ''] = LAYOUTS[3] ?? [];
    const { clips, labels, report } = await plan(header, `${row}\nspNO.1,a,12,13,0,4,I,others`);
    expect(clips.map(({ name }) => name)).toEqual(['a@2', 'a@12']);
    expect(labels.map(({ emotion, offset }) => [emotion, offset])).toEqual([
      ['others', 4],
      ['others', null],
    ]);
    expect(report.skipped).toMatchObject([{ row: 3, reason: expect.stringContaining('offset 0') }]);
  });

  test('SMIC: the frame midway stands in for the apex, of the frames there are', async () => {
    const [, , header = '', row = ''] = LAYOUTS[2] ?? [];
    const dir = folderWith({ 'sheet.csv': `${header}\n${row}`, ...frames('20/s20_ne_01', 4, 9, '') });
    const bare = await read(dir);
    expect(bare.labels).toMatchObject([{ onset: 4, apex: 6, offset: 9, apexEstimated: true }]);
    expect(bare.report.skipped).toEqual([
      { item: 'sheet.csv', row: null, reason: expect.stringMatching(/for 1 clips the frame midway/) },
    ]);
    rmSync(join(dir, '20/s20_ne_01/6.png'));
    rmSync(join(dir, '20/s20_ne_01/7.png'));
    const gaps = await read(dir, { mediaRoot: dir, layout: '{subject}/{clip}/{frame}.png' });
    expect(gaps.report.frames).toBe(4);
    expect(gaps.labels).toMatchObject([{ apex: 5, apexEstimated: true }]);
  });

  test('SAMM: what stands above the header is said, its notes are kept', async () => {
    const [, , header = '', row = ''] = LAYOUTS[1] ?? [];
    const above = Array.from({ length: 13 }, (_, i) => `Explanation ${i}\n`).join('');
    const { labels, report } = await plan(above + header, row);
    expect(labels).toMatchObject([{ note: 'glance', actionUnits: 'ref(7B)+43C' }]);
    expect(report.skipped).toEqual([
      { item: 'sheet.csv', row: null, reason: '13 rows above the header in row 14 are not read' },
    ]);
  });
});

describe('subjects', () => {
  test('what a sheet says of them is kept; what it says otherwise later is listed', async () => {
    const dir = folderWith({
      'sheet.csv': `${HEADER},Age,Sex,Felt age\n1,a,1,2,3,4,fear,22,f,30\n01,b,1,2,3,4,fear,23,,30\n2,c,1,2,3,4,fear,,=1,`,
    });
    const { subjects, report } = await read(dir);
    expect(subjects).toEqual([{ name: '1', attributes: { age: '22', gender: 'f' } }]);
    expect(report.attributes).toEqual({ age: 'Age', gender: 'Sex' });
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [4, expect.stringContaining('its gender "=1" is a formula')],
      [3, 'its age of subject 1 is 23, an earlier row has 22: that is kept'],
    ]);
    const named = await read(dir, { attributes: { 'Felt Age': 'felt age' } });
    expect(named.subjects?.[0]?.attributes).toEqual({ age: '22', gender: 'f', 'felt age': '30' });
    await expect(read(dir, { attributes: { age: 'Alter' } })).rejects.toThrow(
      /no column "Alter" for age. The columns are: Subject, .*Felt age/,
    );
  });

  test('keep the name the project has for them', async () => {
    const dir = folderWith({ 'sheet.csv': sheetOf('01,EP01_1,1,2,3,4,fear', '02,EP01_1,1,2,3,4,fear') });
    const known = {
      all: () => [
        { key: 'x', name: 'EP01_1', dataset: 'casme2', subject: 'sub01' },
        { key: 'y', name: 'q', dataset: 'samm', subject: '2' },
      ],
      sourceNumbers: () => [],
    };
    const source = request({ kind: 'coding-sheet', source: join(dir, 'sheet.csv') });
    const { clips, labels } = await createSheetImporter(noVideos)(source, known, quietTask);
    expect(clips.map(({ key, subject }) => [key, subject])).toEqual([
      ['x', 'sub01'],
      ['sheet/02/EP01_1', 'casme2 02'],
    ]);
    expect(labels.map(({ clipKey }) => clipKey)).toEqual(['x', 'sheet/02/EP01_1']);
  });
});

describe('columns named by hand', () => {
  const sheet = { 'sheet.csv': 'VP;Video Nr.;Felt emotion;Beginn\n1;a;joy;3\n2;b;fear;4' };

  test('a preview tells the columns there are and those that are missing', async () => {
    const { clips, report } = await read(folderWith(sheet));
    expect(clips).toEqual([]);
    expect(report).toMatchObject({
      headers: ['VP', 'Video Nr.', 'Felt emotion', 'Beginn'],
      missingColumns: ['subject', 'clip', 'onset', 'offset', 'emotion'],
      recognised: null,
      skipped: [
        { item: 'sheet.csv', row: null, reason: expect.stringContaining('has no column for subject') },
      ],
    });
  });

  test('then it is read by them', async () => {
    const columns = { subject: 'VP', clip: 'video nr', emotion: 'Felt emotion', onset: 'Beginn' };
    const { clips, labels, report } = await read(folderWith(sheet), { columns });
    expect(clips.map(({ subject, name }) => [subject, name])).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ]);
    expect(labels).toMatchObject([
      { emotion: 'happiness', onset: 3, offset: null },
      { emotion: 'fear', onset: 4 },
    ]);
    expect(report.columns).toEqual({ ...columns, clip: 'Video Nr.' });
  });

  test('a header that is not there is missing, a field that is none is an error', async () => {
    const { report } = await read(folderWith(sheet), {
      columns: { subject: 'VP', clip: 'Clip', apex: 'Peak' },
    });
    expect(report.missingColumns).toEqual(['clip', 'apex']);
    await expect(read(folderWith(sheet), { columns: { mood: 'VP' } })).rejects.toThrow(
      /mood is no field of a coding sheet. The fields are: subject/,
    );
  });
});
