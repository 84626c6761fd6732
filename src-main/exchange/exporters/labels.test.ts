import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ExportedLabel, labelsToCsv, labelsToJson } from './labels.ts';

const label: ExportedLabel = {
  clip: 'EP02_01f',
  subject: '01',
  rater: 'Ana, "the" rater',
  raterKind: 'person',
  emotion: 'happiness',
  intensity: 0.35,
  onset: 0,
  apex: 13,
  offset: null,
  onsetSource: 46,
  apexSource: 59,
  offsetSource: null,
  apexEstimated: true,
  actionUnits: 'R6A+R12',
  note: 'first\nsecond, "quoted" 微表情',
  updatedAt: '2026-01-02T03:04:05.678Z',
};

describe('labels as CSV', () => {
  test('a hand-written case, byte for byte', () => {
    expect(labelsToCsv([label])).toBe(
      'clip,subject,rater,rater_kind,emotion,intensity,onset,apex,offset,onset_source,apex_source,offset_source,' +
        'apex_estimated,action_units,note,updated_at\r\n' +
        'EP02_01f,01,"Ana, ""the"" rater",person,happiness,0.35,0,13,,46,59,,true,R6A+R12,' +
        '"first\nsecond, ""quoted"" 微表情",2026-01-02T03:04:05.678Z\r\n',
    );
  });

  test('any text and number is read back exactly', () => {
    const text = fc.string({ unit: fc.constantFrom(...'a",;\n\r\t =é😀\0'), maxLength: 12 });
    const said = fc.tuple(text, text, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.array(said, { maxLength: 10 }), (all) => {
        const csv = labelsToCsv(all.map(([clip, note, intensity]) => ({ ...label, clip, note, intensity })));
        const [, ...records] = parse(csv, { record_delimiter: '\r\n' });
        expect(records.map((record) => [record[0], record[14], Number(record[5])])).toEqual(all);
      }),
      { numRuns: 40 },
    );
  });

  test('no labels: the header alone', () => {
    expect(labelsToCsv([])).toMatch(/^clip,.*updated_at\r\n$/);
  });
});

describe('labels as JSON', () => {
  test('holds the same columns, with nulls', () => {
    const [record] = JSON.parse(labelsToJson([label]));
    const [header] = parse(labelsToCsv([label]));
    expect(Object.keys(record)).toEqual(header);
    expect(record).toMatchObject({
      rater_kind: 'person',
      offset: null,
      onset_source: 46,
      apex_estimated: true,
      note: label.note,
    });
  });
});
