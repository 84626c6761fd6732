import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { csvExporter, jsonExporter } from '../../exporters/labels.ts';
import { someClip, someLabel } from '../../exporters/test-support.ts';
import { damagedVariants } from '../damaged-files.ts';
import { folderWith, quietTask, request } from '../test-support.ts';
import { importOnsetLabels } from './onset-labels.ts';
import { readOwnRecords } from './read-records.ts';

const clips = ['a', 'b', 'c'].map((name) => ({ key: `set/${name}`, name, dataset: null, subject: 'S1' }));
const known = { all: () => clips, sourceNumbers: () => [100, 101, 102] };
const read = (source: string) =>
  importOnsetLabels(request({ kind: 'onset-labels', source }), known, quietTask);
const readText = (name: string, text: string) => read(join(folderWith({ [name]: text }), name));

describe('tables of former versions and of other hands', () => {
  test('a table with a few columns: the rest is what an empty label says', async () => {
    const { labels, raters, traces, report } = await readText(
      'few.csv',
      'clip,rater,emotion,onset\r\na,Ana,fear,2\r\n',
    );
    expect(labels).toMatchObject([
      {
        clipKey: 'set/a',
        rater: 'Ana',
        round: 1,
        status: 'submitted',
        emotion: 'fear',
        onset: 102,
        note: '',
      },
    ]);
    expect([raters, traces]).toEqual([[{ name: 'Ana', kind: 'source' }], []]);
    expect(report).toMatchObject({ clips: 1, labels: 1, subjects: 1, skipped: [] });
  });

  test('saved by a spreadsheet: semicolons, a mark at the beginning, other line ends', async () => {
    const text = '\ufeffclip_key;rater;note;apex_estimated\nset/b;Ana;"two\nlines; =1+1";TRUE\n';
    expect((await readText('saved.csv', text)).labels).toMatchObject([
      { clipKey: 'set/b', note: 'two\nlines; =1+1', apexEstimated: true },
    ]);
  });

  test('rows that cannot be used are listed with their line and why', async () => {
    const rows = [
      'clip_key,clip,rater,rater_kind,intensity,onset,note',
      'set/a,,Ana,person,0.5,,"two',
      'lines"',
      'set/x,x,Ana,person,0.5,,',
      'set/a,,Ana,model,0.5,,',
      'set/a,,,person,0.5,,',
      'set/b,,Bo,person,1.5,,',
      'set/b,,Bo,person,half,,',
      'set/b,,Bo,person,0.5,7,',
      'set/b,,Bo,person,0.5',
    ];
    const { labels, report } = await readText('rows.csv', rows.join('\n'));
    expect(labels.map(({ clipKey, rater, onset }) => [clipKey, rater, onset])).toEqual([
      ['set/a', 'Ana', null],
      ['set/b', 'Bo', null],
    ]);
    expect(report.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [4, 'the project has no clip x'],
      [5, 'Ana is a person further up in this file, a model here'],
      [6, expect.stringContaining('its rater')],
      [7, 'its intensity: intensity is at most 1'],
      [8, 'its intensity "half" cannot be read'],
      [9, "its onset 7 is none of the clip's frames: it is left out"],
      [10, 'it has 5 cells, the header has 7'],
    ]);
  });

  test.each([
    ['empty.csv', '', /empty.csv is empty/],
    ['other.csv', 'a,b\n1,2\n', /none of our exports.*no column rater, clip. Its columns: a, b/],
    ['open.csv', 'clip,rater\n"a,Ana\n', /open.csv cannot be read after line 1: a quote is not closed/],
    ['latin.csv', Buffer.from('clip,rater\na,\xe9\n', 'latin1'), /not UTF-8/],
    ['cut.json', '[{"clip": "a", "ra', /no JSON in UTF-8, or was cut off/],
    ['other.json', '{"clips": []}', /it is no list of labels/],
  ])('%s is refused in words', async (name, content, message) => {
    await expect(read(join(folderWith({ [name]: content }), name))).rejects.toThrow(message);
  });
});

const given = {
  labels: ['a', 'b', 'c'].map((name) =>
    someLabel({
      clip: { ...someClip, key: `set/${name}`, name, dataset: null, subject: 'S1' },
      emotion: 'fear',
      distribution: { fear: 0.75, anger: 0.25 },
      onset: 1,
      onsetSource: 101,
      note: 'first\n"second" =1+1 微',
    }),
  ),
  traces: [],
};

test.each([
  ['csv', csvExporter],
  ['json', jsonExporter],
])(
  '200 damaged copies of %s: each record is taken or listed, or the file is refused in words',
  async (name, exporter) => {
    const [written] = exporter.write(given);
    const bytes = Buffer.from([...(written?.chunks ?? [])].join(''));
    const dir = folderWith({});
    let refused = 0;
    for (const variant of damagedVariants(bytes, 200, 5)) {
      const file = join(dir, `damaged.${name}`);
      writeFileSync(file, variant.bytes);
      try {
        const { labels, report } = await read(file);
        let rows = 0;
        for await (const _ of readOwnRecords(file)) rows++;
        const listed = new Set(report.skipped.map(({ row }) => row)).size;
        expect(labels.length + listed, variant.name).toBeGreaterThanOrEqual(rows);
      } catch (error) {
        if (!(error instanceof OnsetError)) throw new Error(variant.name, { cause: error });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(20);
    expect(refused).toBeLessThan(180);
  },
  60_000,
);
