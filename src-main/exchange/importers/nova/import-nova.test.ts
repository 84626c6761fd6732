import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KnownClips } from '../plan.ts';
import { folderWith, quietTask, request } from '../test-support.ts';
import { importNova } from './import-nova.ts';

const clips = ['EP01', 'EP02'].map((name) => ({
  ...{ key: `casme2/01/${name}`, name, dataset: 'casme2', subject: '01', fps: 25 },
}));
/** Both clips have the frames 1 to 100. */
const known: KnownClips = {
  all: () => clips,
  sourceNumbers: () => Array.from({ length: 100 }, (_, i) => i + 1),
};
const read = (source: string) => importNova(request({ kind: 'nova', source }), known, quietTask);
const readPair = (header: string, rows: string) =>
  read(join(folderWith({ 'EP01/a.annotation': header, 'EP01/a.annotation~': rows }), 'EP01', 'a.annotation'));

/** As NOVA itself writes it. */
const header = (scheme: string, size: number, meta = 'annotator="Ana B" role="subject"') =>
  `<?xml version="1.0" ?>\r\n<annotation ssi-v="3">\r\n    <info ftype="ASCII" size="${size}" />\r\n    <meta ${meta}/>\r\n${scheme}\r\n</annotation>\r\n`;
const DISCRETE =
  '    <scheme name="emotion" type="DISCRETE"  color="#FFDDD9C3">\r\n        <item name="Happy" id="0" color="#FF494429" />\r\n        <item name="fear" id="1" color="#FF494429" />\r\n    </scheme>';
const continuous = (sr: string, min = '0', max = '1') =>
  `    <scheme name="intensity" type="CONTINUOUS" sr="${sr}" min="${min}" max="${max}" mincolor="#FFFFFFFF" maxcolor="#FF4F81BD" />`;
const listed = ({ report }: Awaited<ReturnType<typeof read>>) =>
  report.skipped.map(({ row, reason }) => [row, reason]);

test('a discrete scheme: the first segment by time is the label, the others are listed', async () => {
  const plan = await readPair(
    header(DISCRETE, 5),
    '2,04;2.48;1;0.5\r\n0.2;0.36;0;0.875\r\n0.1;0.2;-1;1\r\n1;2;7;1\r\nx;2;1;1\r\n',
  );
  expect(plan.labels).toEqual([
    {
      ...{ clipKey: 'casme2/01/EP01', rater: 'Ana B', round: 1, emotion: 'happiness', intensity: null },
      // Frames 5 to 8 from 0 last from 0.2 to 0.36 s.
      ...{ onset: 6, apex: null, offset: 9, apexEstimated: false, actionUnits: null, confidence: 0.875 },
    },
  ]);
  expect(listed(plan)).toEqual([
    [3, 'it is marked as garbage'],
    [4, 'its class "7" is none of the scheme\'s'],
    [5, '"x;2" is no time from and to, in seconds'],
    [1, '"fear" is left out: a clip has one label a rater'],
  ]);
});

test('a free scheme has its words in the rows', async () => {
  const free = '    <scheme name="what I saw" type="FREE" color="#FFDDD9C3"/>';
  const plan = await readPair(header(free, 1), '0;4.04;Sad;2;color=#FF000000\r\n');
  expect(plan.labels).toMatchObject([{ emotion: 'sadness', onset: 1, offset: null }]);
  expect(plan.labels[0]).not.toHaveProperty('confidence');
  expect(listed(plan)).toEqual([
    [1, 'its confidence "2" is not between 0 and 1: it is left out'],
    [null, "its offset at frame 100 lies beyond the clip's 100 frames: it is left out"],
  ]);
});

describe('a continuous scheme is a trace', () => {
  test('a sample a frame; what has no score is left out and still takes its time', async () => {
    const { traces, ...plan } = await readPair(
      header(continuous('25'), 5),
      '0.5;1\nNaN;1\n\n1.5;1\n0.25;0.5\n',
    );
    expect(traces).toEqual([
      {
        ...{ clipKey: 'casme2/01/EP01', rater: 'Ana B', round: 1, name: 'intensity' },
        ...{
          interpolation: 'linear',
          points: [
            [1, 0.5],
            [5, 0.25],
          ],
        },
      },
    ]);
    expect(listed(plan)).toEqual([
      [4, 'its score "1.5" is not between 0 and 1: it is left out'],
      [null, 'it has 4 rows, its header says 5: it was cut off, or changed'],
      [null, 'samples without a score: 3'],
    ]);
  });

  test('more samples than frames: the nearest; other scores: made 0 to 1', async () => {
    const { traces, ...plan } = await readPair(
      header(continuous('50', '-1', '1'), 5),
      '-1;1\n1;1\n0;1\n1;1\n0.5;1\n',
    );
    expect(traces).toMatchObject([
      {
        points: [
          [1, 0],
          [2, 0.5],
          [3, 0.75],
        ],
      },
    ]);
    expect(listed(plan)).toEqual([
      [null, 'samples that are not the nearest to a frame are left out: 2'],
      [null, 'its scores from -1 to 1 are taken to 0 to 1'],
    ]);
  });

  test('fewer samples than frames: points where they are', async () => {
    const { traces } = await readPair(header(continuous('5'), 30), '0.5;1\n'.repeat(30));
    expect(traces?.[0]?.points).toEqual(Array.from({ length: 20 }, (_, i) => [1 + 5 * i, 0.5]));
  });
});

test('a folder: sessions are clips; of several schemes the emotion is taken', async () => {
  const source = folderWith({
    '01/EP01/face.a.Ana.annotation': header(DISCRETE.replace('"emotion"', '"gaze"'), 1),
    '01/EP01/face.a.Ana.annotation~': '0;1;0;1\n',
    '01/EP01/face.emotion.Ana.annotation': header(DISCRETE, 1),
    '01/EP01/face.emotion.Ana.annotation~': '0;1;1;1\n',
    'EP02/face.emotion.annotation': header(DISCRETE, 1, 'role="x"'),
    'EP02/face.emotion.annotation~': '0;1;1;1\n',
    'other/a.annotation': header(DISCRETE, 1),
    'other/a.annotation~': '0;1;1;1\n',
    'EP02/rows.annotation': header(DISCRETE, 1),
    'EP02/alone.annotation~': '0;1;1;1\n',
    'EP02/video.mp4': '',
  });
  const plan = await read(source);
  expect(plan.labels).toMatchObject([
    { clipKey: 'casme2/01/EP01', rater: 'Ana B', emotion: 'fear' },
    { clipKey: 'casme2/01/EP02', rater: 'NOVA', emotion: 'fear' },
  ]);
  expect(plan.report.skipped.map(({ item, reason }) => [item, reason])).toEqual([
    ['EP02/alone.annotation~', 'there is no .annotation file to it'],
    [source, 'files that are no .annotation are not read: 1'],
    ['EP02/rows.annotation', expect.stringContaining('The rows of the annotation are missing')],
    ['other/a.annotation', 'the project has no clip called other'],
    ['01/EP01/face.a.Ana.annotation', '01/EP01/face.emotion.Ana.annotation is taken for the label of Ana B'],
  ]);
});

test.each([
  ['cut off', header(DISCRETE, 1).slice(0, 150), 'no whole XML document'],
  ['another document', '<html/>', 'no annotation of NOVA'],
  ['binary rows', header(DISCRETE, 1).replace('ASCII', 'BINARY'), 'its rows are binary'],
  ['points of a face', header('<scheme name="x" type="POINT" sr="25" num="3"/>', 1), 'of the type POINT'],
  ['no rate', header(continuous('0'), 1), 'its sample rate'],
  ['no range', header(continuous('25', '1', '1'), 1), 'least and greatest'],
  ['two classes of one id', header(DISCRETE.replace('id="1"', 'id="0"'), 1), 'one id'],
])('a header that cannot be used is refused: %s', async (_, text, reason) => {
  await expect(readPair(text, '0;1;0;1\n')).rejects.toMatchObject({
    ...{ code: 'bad-input', message: expect.stringContaining(reason) },
  });
});
