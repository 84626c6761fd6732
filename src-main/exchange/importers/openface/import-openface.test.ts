import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderWith, quietTask, request } from '../test-support.ts';
import { importOpenFace } from './import-openface.ts';

const clips = ['EP01', 'EP02'].map((name) => ({
  ...{ key: `casme2/01/${name}`, name, dataset: 'casme2', subject: '01' },
}));
/** Both clips have the frames 46 to 49. */
const known = { all: () => clips, sourceNumbers: () => [46, 47, 48, 49] };
const read = (source: string) => importOpenFace(request({ kind: 'openface', source }), known, quietTask);
const readText = (text: string) => read(join(folderWith({ 'EP01.csv': text }), 'EP01.csv'));

const HEADER =
  'frame, face_id, timestamp, confidence, success, gaze_0_x, AU01_r, AU12_r, AU01_c, AU12_c, AU28_c';
const table = (...rows: readonly string[]) => [HEADER, ...rows, ''].join('\n');
const four = table(
  '1, 0, 0.000, 0.98, 1, 0.1, 0.00, 0.50, 0.00, 0.00, 0.00',
  '2, 0, 0.005, 0.98, 1, 0.1, 1.00, 2.50, 0.00, 1.00, 1.00',
  '3, 0, 0.010, 0.98, 1, 0.1, 2.00, 1.00, 1.00, 1.00, 0.00',
  '4, 0, 0.015, 0.98, 1, 0.1, 0.00, 5.00, 0.00, 1.00, 1.00',
);

test('strengths are traces of a model, by fifths; what is there at the strongest frame is its suggestion', async () => {
  const { labels, traces, raters, report } = await readText(four);
  expect(raters).toEqual([{ name: 'OpenFace', kind: 'model' }]);
  expect(traces).toMatchObject([
    {
      clipKey: 'casme2/01/EP01',
      name: 'AU01',
      points: [
        [46, 0],
        [47, 0.2],
        [48, 0.4],
        [49, 0],
      ],
    },
    {
      name: 'AU12',
      interpolation: 'linear',
      points: [
        [46, 0.1],
        [47, 0.5],
        [48, 0.2],
        [49, 1],
      ],
    },
  ]);
  expect(labels).toEqual([
    {
      ...{ clipKey: 'casme2/01/EP01', rater: 'OpenFace', emotion: null, intensity: null },
      ...{ onset: null, apex: 49, apexEstimated: true, offset: null, actionUnits: '12+28' },
    },
  ]);
  expect(report).toMatchObject({ clips: 1, labels: 1, subjects: 1, recognised: 'OpenFace' });
  expect(report.columns).toMatchObject({ frame: 'frame', 'AU28 presence': 'AU28_c' });
  expect(report.skipped).toEqual([
    {
      ...{ item: 'EP01.csv', row: null },
      reason: 'clips whose rows are taken in order, since they are as many as its frames: 1',
    },
  ]);
});

const reasonsOf = async (text: string) =>
  (await readText(text)).report.skipped.map(({ row, reason }) => [row, reason]);

describe('which frames are meant', () => {
  const rowOf = (frame: number) => `${frame}, 0, 0, 0.98, 1, 0, ${frame / 100}, 0, 0, 0, 0`;

  test('of a table of the whole recording, those with the numbers of the clip', async () => {
    const text = table(...Array.from({ length: 60 }, (_, i) => rowOf(i + 1)));
    const { traces, labels } = await readText(text);
    expect(traces?.[0]?.points).toEqual([46, 47, 48, 49].map((frame) => [frame, frame / 100 / 5]));
    expect(labels[0]?.apex).toBe(49);
    expect(await reasonsOf(text)).toEqual([
      [null, 'it has 60 frames, not the 4 of the clip: 4 are taken by their numbers'],
    ]);
  });

  test('neither as many nor with its numbers: none', async () => {
    const text = table(rowOf(1), rowOf(2), rowOf(3));
    expect(await readText(text)).toMatchObject({ labels: [], traces: [] });
    expect(await reasonsOf(text)).toEqual([
      [null, 'it has 3 frames, not the 4 of the clip, and none of their numbers: nothing is taken'],
    ]);
  });
});

test('frames it lost or is not sure of are left out and counted, and still count as frames', async () => {
  const text = four
    .replace('0.98, 1, 0.1, 1.00', '0.79, 1, 0.1, 1.00')
    .replace('0.015, 0.98, 1', '0.015, 0.98, 0');
  const { traces, labels } = await readText(text);
  expect(traces?.[1]?.points).toEqual([
    [46, 0.1],
    [48, 0.2],
  ]);
  expect(labels).toMatchObject([{ apex: 48, actionUnits: '1+12' }]);
  expect((await reasonsOf(text))[0]).toEqual([
    null,
    'in 2 of its 4 frames OpenFace lost the face or is less than 0.8 sure of it: they are left out',
  ]);
});

test('of several faces the first is read; cells that cannot be used are listed by their row', async () => {
  const text = table(
    '1, 3, 0, 0.98, 1, 0, 0, 0, 0, 0, 0',
    '1, 7, 0, 0.98, 1, 0, 5, 5, 1, 1, 1',
    '2, 3, 0, 0.98, 1, 0, 5.1, nan, 0, 0, 0',
    'x, 3, 0, 0.98, 1, 0, 1, 1, 0, 0, 0',
    '3, 3, 0, 0.98, 1, 0, 1, 1, 0, 2, 0',
    '4, 3, 0, , 1, 0, 1, 1, 0, 0, 0',
    '4, 3, 0, 0.98, 1, 0, 1, 1, 0, 0, 0',
  );
  const { traces } = await readText(text);
  expect(traces?.[0]?.points).toEqual([
    [46, 0],
    [48, 0.2],
  ]);
  expect((await reasonsOf(text)).slice(0, 7)).toEqual([
    [null, 'only face 3 is read; rows of face 7: 1'],
    [4, 'its AU01_r "5.1" is not between 0 and 5: it is left out'],
    [4, 'its AU12_r "nan" is not between 0 and 5: it is left out'],
    [5, 'its frame "x" is no number'],
    [6, 'its AU12_c "2" is not between 0 and 1: it is left out'],
    [7, 'its confidence "" is no number'],
    [8, 'frame 4 stands there twice: the first is taken'],
  ]);
});

test('nothing moves: traces, no suggestion', async () => {
  const still = table(...[1, 2, 3, 4].map((frame) => `${frame}, 0, 0, 0.98, 1, 0, 0, 0, 0, 0, 1`));
  const { labels, traces } = await readText(still);
  expect([labels, traces?.length]).toEqual([[], 2]);
  expect(await reasonsOf(still)).toContainEqual([null, 'it sees no action unit move: nothing is suggested']);
});

test('a folder: each file by its name; what cannot be used is listed', async () => {
  const source = folderWith({
    'EP01.csv': four,
    'again/EP01.csv': four,
    '01/EP02.csv': four,
    'other.csv': four,
    'no-units.csv': 'frame,success\n1,1\n',
    'EP01_of_details.txt': '',
  });
  const { labels, report } = await read(source);
  expect(labels.map(({ clipKey }) => clipKey)).toEqual(['casme2/01/EP02', 'casme2/01/EP01']);
  expect(report.skipped.map(({ item, reason }) => [item, reason])).toEqual([
    [source, 'files that are no .csv are not read: 1'],
    ['again/EP01.csv', 'another file before it is of the clip EP01'],
    ['no-units.csv', expect.stringContaining('run OpenFace with -aus')],
    ['other.csv', 'the project has no clip called other'],
    [expect.any(String), expect.stringContaining('as many as its frames: 2')],
  ]);
});
