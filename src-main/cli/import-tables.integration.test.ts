import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createScratch, onsetJson, picture, shapes } from './test-support.ts';

const scratch = createScratch();
afterAll(scratch.remove);

const frames = (path: (number: string) => string, from: number, to: number) =>
  Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, i) => [path(String(from + i)), picture(from + i)]),
  );

const SHEET = [
  'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion',
  '01,EP1,10,12,14,12,happy',
  '01,EP2,5,/,9,4,disgust',
  '02,EP1,1,2,3,,fear',
  '02,EP1,1,2,3,,fear',
  '02,EP9,20,15,30,,sad',
];
const TABLE = [
  'clip,rater,intensity,apex',
  '01/EP1,Ana,0.4,13',
  '01/EP1,Ben,0.8,',
  'EP2,Ana,1.5,',
  'EP7,Ana,0.5,',
  '02/EP1,Ana,0,',
];

beforeAll(() =>
  scratch.write({
    ...frames((n) => `walks/S1_a/img${n}.png`, 1, 3),
    ...frames((n) => `walks/S2_b/img${n}.png`, 5, 6),
    'walks/S2_b/img8.png': picture(8),
    ...frames((n) => `media/s1/EP1/f0${n.padStart(2, '0')}.png`, 8, 16),
    ...frames((n) => `media/s2/EP1/f00${n}.png`, 1, 3),
    'codes.csv': SHEET.join('\n'),
    'ratings.csv': TABLE.join('\n'),
  }),
);

const importAs = (kind: string, source: string, project: string, ...options: readonly string[]) =>
  onsetJson(scratch, shapes.imported, ...['import', source, '--as', kind, '--project', project, ...options]);
const clipsOf = (project: string) => onsetJson(scratch, shapes.clips, 'clips', '--project', project);
const NOTHING = { clips: 0, frames: 0, labels: 0 };

test('image sequences: a folder a clip, gaps listed, twice is once', async () => {
  const pattern = ['--pattern', '(?<subject>S\\d)_(?<clip>\\w)'];
  const report = await importAs('sequences', 'walks', 'sequences', ...pattern, '--fps', '200');
  expect(report).toMatchObject({
    clips: 2,
    frames: 6,
    subjects: 2,
    labels: 0,
    classes: {},
    added: { clips: 2, frames: 6, labels: 0 },
    skipped: [{ item: 'S2_b', row: null, reason: 'there are no frames 7: the others are kept' }],
  });
  expect((await importAs('sequences', 'walks', 'sequences', ...pattern)).added).toEqual(NOTHING);
  expect(await clipsOf('sequences')).toMatchObject([
    { name: 'S1_a', subject: 'S1', frames: 3, emotion: null },
    { name: 'S2_b', subject: 'S2', frames: 3, emotion: null },
  ]);
});

describe('a coding sheet and a table of intensities', () => {
  const MEDIA = ['--media', 'media', '--layout', 's{subject}/{clip}/f{frame}.png'];

  test('the sheet is joined to its frames; a clip without them is kept and marked', async () => {
    const report = await importAs('coding-sheet', 'codes.csv', 'coded', ...MEDIA);
    expect(report).toMatchObject({
      clips: 4,
      frames: 12,
      subjects: 2,
      labels: 4,
      classes: { disgust: 1, fear: 1, happiness: 1, sadness: 1 },
      added: { clips: 4, frames: 12, labels: 4 },
      missingMedia: 2,
      layout: 's{subject}/{clip}/f{frame}.png',
      columns: { subject: 'Subject', clip: 'Filename', apex: 'ApexFrame', emotion: 'Estimated Emotion' },
    });
    const left = 'its apex 15 does not lie between its onset and its offset: it is left out';
    expect(report.skipped).toEqual(
      expect.arrayContaining([
        { item: 'codes.csv', row: 5, reason: 'it says the same as row 4' },
        { item: 'codes.csv', row: 6, reason: left },
      ]),
    );
    expect((await importAs('coding-sheet', 'codes.csv', 'coded', ...MEDIA)).added).toEqual(NOTHING);
  });

  test('marks are 0-based indices within the clip, whatever the sheet counts from', async () => {
    const clips = await clipsOf('coded');
    const marks = clips.map(({ subject, name, frames, onset, apex, offset }) => [
      ...[subject, name, frames],
      ...[onset, apex, offset],
    ]);
    expect(marks.sort()).toEqual([
      ['01', 'EP1', 9, 2, 4, 6],
      ['01', 'EP2', 5, 0, null, 4],
      ['02', 'EP1', 3, 0, 1, 2],
      ['02', 'EP9', 11, 0, null, 10],
    ]);
  });

  test('without --media every clip is kept without frames; a layout that fits nothing finds none', async () => {
    const bare = await importAs('coding-sheet', 'codes.csv', 'bare', '--dry-run');
    expect(bare).toMatchObject({ clips: 4, frames: 0, missingMedia: 4, layout: null });
    const other = ['--media', 'media', '--layout', 'x{subject}/{clip}/f{frame}.png', '--dry-run'];
    expect(await importAs('coding-sheet', 'codes.csv', 'bare', ...other)).toMatchObject({
      frames: 0,
      missingMedia: 4,
    });
  });

  test('the table adds a label a rater; rows that cannot be used are listed', async () => {
    const report = await importAs('intensities', 'ratings.csv', 'coded');
    expect(report).toMatchObject({
      clips: 2,
      labels: 3,
      subjects: 2,
      added: { clips: 0, frames: 0, labels: 3 },
      columns: { clip: 'clip', rater: 'rater', intensity: 'intensity', apex: 'apex' },
    });
    expect(report.skipped).toEqual([
      { item: 'ratings.csv', row: 4, reason: 'its intensity 1.5 is not between 0 and 1' },
      { item: 'ratings.csv', row: 5, reason: 'the project has no clip called EP7' },
    ]);
    expect((await importAs('intensities', 'ratings.csv', 'coded')).added).toEqual(NOTHING);
    const intensities = (await clipsOf('coded')).map(({ subject, name, intensity }) => [
      `${subject}/${name}`,
      intensity,
    ]);
    expect(Object.fromEntries(intensities)).toEqual({
      '01/EP1': expect.closeTo(0.6, 12),
      '01/EP2': null,
      '02/EP1': 0,
      '02/EP9': null,
    });
  });
});

describe('sheets of other kinds', () => {
  const SAMM = [
    ...Array.from({ length: 13 }, (_, i) => `Explanation ${i}`),
    'Subject,Filename,Inducement Code,Onset Frame,Apex Frame,Offset Frame,Duration,Micro,Action Units,Estimated Emotion,Objective Classes,Age',
    '006,006_1_2,1,5562,5588,5632,71,Micro,ref(7B)+43C,Anger,5,31',
    '007,,1,1,2,3,3,Micro,4,Fear,5,20',
  ];
  const OWN = ['VP;Datei;Gefühl;Alter', '1;a;joy;20', '2;b;fear;31'];
  const LIST = ['samm,6,006_1_2,0', 'smic,s01,s01_sur_01,2', ',,,', 'smic,s02,s02_sur_01,7'];

  beforeAll(() =>
    scratch.write({
      'samm.csv': SAMM.join('\n'),
      'own.csv': OWN.join('\n'),
      'composite.csv': LIST.join('\n'),
    }),
  );

  test('the layout that was recognised, its columns, labels, subjects, and each row left out', async () => {
    const report = await importAs('coding-sheet', 'samm.csv', 'samm', '--dry-run');
    expect(report).toMatchObject({
      recognised: 'SAMM',
      datasets: { samm: 1 },
      labels: 1,
      subjects: 1,
      columns: { onset: 'Onset Frame', emotion: 'Estimated Emotion', actionUnits: 'Action Units' },
      attributes: { age: 'Age' },
    });
    expect(report.skipped).toEqual([
      { item: 'samm.csv', row: null, reason: '13 rows above the header in row 14 are not read' },
      { item: 'samm.csv', row: 16, reason: 'it names no clip' },
    ]);
  });

  test('columns are named one by one where none is known', async () => {
    const unknown = await importAs('coding-sheet', 'own.csv', 'own', '--dry-run');
    expect(unknown).toMatchObject({ clips: 0, headers: ['VP', 'Datei', 'Gefühl', 'Alter'] });
    expect(unknown.missingColumns).toEqual(['subject', 'clip', 'onset', 'offset', 'emotion']);
    const names = ['--column', 'subject=VP', '--column', 'clip=Datei', '--column', 'emotion=Gefühl'];
    const more = ['--attribute', 'age=Alter', '--dataset', 'Own'];
    expect(await importAs('coding-sheet', 'own.csv', 'own', ...names, ...more)).toMatchObject({
      recognised: null,
      datasets: { own: 2 },
      classes: { fear: 1, happiness: 1 },
      columns: { subject: 'VP', clip: 'Datei', emotion: 'Gefühl' },
      attributes: { age: 'Alter' },
      added: { clips: 2, labels: 2 },
    });
  });

  test('the list of a composite meets the sheet', async () => {
    await importAs('coding-sheet', 'samm.csv', 'both');
    const report = await importAs('megc', 'composite.csv', 'both');
    expect(report).toMatchObject({
      recognised: 'MEGC 2019 list',
      clips: 2,
      datasets: { samm: 1, smic: 1 },
      added: { clips: 1, labels: 2 },
    });
    expect(report.skipped).toEqual([
      { item: 'composite.csv', row: 4, reason: expect.stringContaining('its class "7" is none of 0') },
    ]);
  });
});
