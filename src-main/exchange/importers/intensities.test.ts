import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportRequest } from '#shared/domain/import.ts';
import { importIntensities } from './intensities.ts';
import type { KnownClip, KnownClips } from './plan.ts';
import { folderWith, noClips, quietTask, request } from './test-support.ts';

const CLIPS: readonly KnownClip[] = [
  { key: 'casme2/01/EP02_01f', name: 'EP02_01f', dataset: null, subject: '01' },
  { key: 'casme2/01/EP01', name: 'EP01', dataset: null, subject: '01' },
  { key: 'casme2/02/EP01', name: 'EP01', dataset: null, subject: '02' },
  { key: 'ck/S010/004', name: 'S010_004', dataset: null, subject: 'S010' },
  { key: 'fer/train/happy/x.png', name: 'train/happy/x', dataset: null, subject: null },
];
/** Every clip has the frames 46 to 86. */
const known: KnownClips = {
  all: () => CLIPS,
  sourceNumbers: () => Array.from({ length: 41 }, (_, i) => 46 + i),
};

function read(table: string, more: Partial<ImportRequest> = {}) {
  const dir = folderWith({ 'rater.csv': table });
  return importIntensities(
    request({ kind: 'intensities', source: join(dir, 'rater.csv'), ...more }),
    known,
    quietTask,
  );
}

test('a row is a label; marks are the source own frame numbers', async () => {
  const { clips, labels, report } = await read(
    'clip,rater,intensity,emotion,onset,apex,offset\nEP02_01f,Ana,0.35,Happy,46,59,86\nS010_004,Ana,1,,,,',
  );
  expect(clips).toEqual([]);
  expect(labels).toEqual([
    {
      clipKey: 'casme2/01/EP02_01f',
      rater: 'Ana',
      round: 1,
      emotion: 'happiness',
      intensity: 0.35,
      onset: 46,
      apex: 59,
      offset: 86,
      apexEstimated: false,
      actionUnits: null,
    },
    expect.objectContaining({ clipKey: 'ck/S010/004', intensity: 1, emotion: null, onset: null }),
  ]);
  expect(report).toMatchObject({
    clips: 2,
    frames: 0,
    labels: 2,
    subjects: 2,
    classes: { happiness: 1 },
    aliasesApplied: { Happy: 'happiness' },
    columns: { clip: 'clip', rater: 'rater', intensity: 'intensity' },
    skipped: [],
  });
});

describe('which clip is meant', () => {
  test.each([
    ['EP02_01f', 'casme2/01/EP02_01f'],
    ['01/EP01', 'casme2/01/EP01'],
    ['2/EP01', 'casme2/02/EP01'],
    ['02_EP01', 'casme2/02/EP01'],
    ['casme2/02/EP01', 'casme2/02/EP01'],
    ['S010/004', 'ck/S010/004'],
    ['x.png', 'fer/train/happy/x.png'],
    ['x', 'fer/train/happy/x.png'],
    ['happy/x', null],
    ['EP01', null],
    ['ep02_01f', null],
  ])('%s', async (name, key) => {
    const { labels, report } = await read(`clip,rater,intensity\n${name},Ana,0.5`);
    expect(labels[0]?.clipKey ?? null).toBe(key);
    expect(report.skipped).toHaveLength(key === null ? 1 : 0);
  });

  test('a subject in its own column tells clips of one name apart', async () => {
    const { labels } = await read('clip,subject,rater,intensity\nEP01,2,Ana,0.5\nEP01,1,Ana,0.25');
    expect(labels.map(({ clipKey, intensity }) => [clipKey, intensity])).toEqual([
      ['casme2/02/EP01', 0.5],
      ['casme2/01/EP01', 0.25],
    ]);
  });

  test('says what to write where several may be meant', async () => {
    const { report } = await read('clip,rater,intensity\nEP01,Ana,0.5\nnone,Ana,0.5\n,Ana,0.5');
    expect(report.skipped).toEqual([
      {
        item: 'rater.csv',
        row: 2,
        reason: '2 clips are called EP01: write it as subject/clip, such as 01/EP01',
      },
      { item: 'rater.csv', row: 3, reason: 'the project has no clip called none' },
      { item: 'rater.csv', row: 4, reason: 'it names no clip' },
    ]);
  });
});

describe('rows that cannot be used', () => {
  test.each([
    ['EP02_01f,Ana,1.01', 'its intensity 1.01 is not between 0 and 1'],
    ['EP02_01f,Ana,-0.1', 'its intensity -0.1 is not between 0 and 1'],
    ['EP02_01f,Ana,NaN', 'its intensity "NaN" is no number'],
    ['EP02_01f,Ana,', 'it has no intensity'],
    ['EP02_01f,,0.5', 'A rater needs a name.'],
    ['EP02_01f', 'it has no intensity'],
  ])('%s', async (row, reason) => {
    const { labels, report } = await read(`clip,rater,intensity\n${row}\nS010_004,Ana,0.5`);
    expect(labels).toMatchObject([{ clipKey: 'ck/S010/004' }]);
    expect(report.skipped).toEqual([{ item: 'rater.csv', row: 2, reason }]);
  });

  test('of our own exports the source numbers are read, not the indices beside them', async () => {
    const header = 'clip,rater,intensity,onset,apex,offset,onset_source,apex_source,offset_source';
    const { labels } = await read(`${header}\nEP02_01f,Ana,0.5,0,13,40,46,59,86`);
    expect(labels).toMatchObject([{ onset: 46, apex: 59, offset: 86 }]);
  });

  test('a mark outside of the clip is left out, the row stays', async () => {
    const { labels, report } = await read('clip,rater,intensity,onset,apex\nEP02_01f,Ana,0.5,45,59');
    expect(labels).toMatchObject([{ onset: null, apex: 59 }]);
    expect(report.skipped).toMatchObject([{ row: 2, reason: expect.stringContaining('onset 45') }]);
  });

  test('the same again is listed once taken; contradictions are listed and none is taken', async () => {
    const { labels, report } = await read(
      [
        'clip,rater,intensity',
        'EP02_01f,Ana,0.5',
        'EP02_01f,ana,0.50',
        'S010_004,Ana,0.5',
        'S010_004,Ana,0.6',
        'S010_004,Bo,0.1',
      ].join('\n'),
    );
    expect(labels.map(({ clipKey, rater, intensity }) => [clipKey, rater, intensity])).toEqual([
      ['casme2/01/EP02_01f', 'Ana', 0.5],
      ['ck/S010/004', 'Bo', 0.1],
    ]);
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'it says the same as row 2'],
      [4, 'rows 4, 5 say different things of the same clip and rater: none is taken'],
      [5, 'rows 4, 5 say different things of the same clip and rater: none is taken'],
    ]);
  });

  test('rounds are labels of their own; what was not submitted, or was decided by hand, is listed', async () => {
    const { labels, report } = await read(
      [
        'clip,rater,rater_kind,intensity,round,status',
        'EP02_01f,Ana,person,0.5,1,submitted',
        'EP02_01f,Ana,person,0.75,2,submitted',
        'S010_004,Ana,person,0.5,1,draft',
        'S010_004,Adjudicated,adjudicated,0.5,1,submitted',
        'S010_004,Bo,person,0.5,0,submitted',
      ].join('\n'),
    );
    expect(labels.map(({ round, intensity }) => [round, intensity])).toEqual([
      [1, 0.5],
      [2, 0.75],
    ]);
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [4, 'it is a draft, not submitted'],
      [5, "it was decided by hand where raters differ, and is no rater's label"],
      [6, 'its round "0" is none'],
    ]);
  });

  test('what a model suggested is listed as such, whatever else cannot be used of it', async () => {
    const { labels, report } = await read(
      [
        'clip,rater,rater_kind,emotion,intensity',
        'EP02_01f,Model r1,model,fear,',
        'EP02_01f,Model r2,Model,,0.5',
        'EP02_01f,Ana,person,,0.5',
        'EP02_01f,sheet,source,,0.25',
      ].join('\n'),
    );
    expect(labels.map(({ rater }) => rater)).toEqual(['Ana', 'sheet']);
    expect(report.skipped).toEqual([
      { item: 'rater.csv', row: 2, reason: "it is a suggestion of the model Model r1, no rater's label" },
      { item: 'rater.csv', row: 3, reason: "it is a suggestion of the model Model r2, no rater's label" },
    ]);
  });

  test('a quote that is never closed costs its own line', async () => {
    const { labels, report } = await read('clip,rater,intensity\n"EP02_01f,Ana,0.5\nS010_004,Ana,0.5\n');
    expect(labels).toMatchObject([{ clipKey: 'ck/S010/004' }]);
    expect(report.skipped).toMatchObject([{ row: 2 }]);
  });
});

test('a table without a column, and a project without clips, are errors', async () => {
  await expect(read('clip,rater,value\nEP02_01f,Ana,0.5')).rejects.toThrow(
    'rater.csv has no column for intensity (such as "Intensity"). Its columns: clip, rater, value.',
  );
  const dir = folderWith({ 'a.csv': 'clip,rater,intensity\nx,Ana,0.5' });
  const source = request({ kind: 'intensities', source: join(dir, 'a.csv') });
  await expect(importIntensities(source, noClips, quietTask)).rejects.toThrow(/has no clips yet/);
});
