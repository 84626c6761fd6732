import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { LabelExporter, LabelsToExport } from './label-exporter.ts';
import { csvExporter, jsonExporter } from './labels.ts';
import { only, someClip, someLabel } from './test-support.ts';

const label = someLabel({
  rater: 'Ana, "the" rater',
  raterKind: 'person',
  emotion: 'happiness',
  distribution: { happiness: 0.75, surprise: 0.25 },
  intensity: 0.35,
  onset: 0,
  apex: 13,
  onsetSource: 46,
  apexSource: 59,
  apexEstimated: true,
  actionUnits: 'R6A+R12',
  note: '=first\nsecond, "quoted" 微表情',
});
const trace = {
  clip: someClip,
  rater: 'sheet',
  raterKind: 'source' as const,
  raterScheme: 'emotions',
  round: 1,
  name: 'intensity',
  interpolation: 'linear' as const,
  points: [
    [0, 0],
    [13, 0.5],
  ] satisfies [number, number][],
  sourceNumbers: [46, 59],
  updatedAt: '2026-01-02T03:04:05.678Z',
};

const textOf = (exporter: LabelExporter, given: LabelsToExport) =>
  [...exporter.write(given)].flatMap(({ chunks }) => [...chunks]).join('');

describe('labels as CSV', () => {
  test('a hand-written case, byte for byte', () => {
    expect(textOf(csvExporter, only(label))).toBe(
      'clip_key,clip,dataset,subject,rater,rater_kind,rater_scheme,round,status,emotion,distribution,intensity,' +
        'onset,apex,offset,onset_source,apex_source,offset_source,onset_estimated,apex_estimated,offset_estimated,' +
        'action_units,confidence,note,skip_reason,updated_at,traces\r\n' +
        'casme2/01/EP02_01f,EP02_01f,casme2,01,"Ana, ""the"" rater",person,emotions,1,submitted,happiness,' +
        '"{""happiness"":0.75,""surprise"":0.25}",0.35,0,13,,46,59,,false,true,false,' +
        'R6A+R12,,"=first\nsecond, ""quoted"" 微表情",,2026-01-02T03:04:05.678Z,\r\n',
    );
  });

  test('traces stand in the record of their label, or in one without a status', () => {
    const given = { labels: [someLabel()], traces: [trace, { ...trace, round: 2 }] };
    const [, first, alone, none] = parse(textOf(csvExporter, given));
    const expected = {
      intensity: {
        interpolation: 'linear',
        points: [
          [46, 0],
          [59, 0.5],
        ],
        updated_at: trace.updatedAt,
      },
    };
    expect([JSON.parse(first?.at(-1) ?? ''), first?.[8]]).toEqual([expected, 'submitted']);
    expect([JSON.parse(alone?.at(-1) ?? ''), alone?.[7], alone?.[8]]).toEqual([expected, '2', '']);
    expect(none).toBeUndefined();
  });

  test('no labels: the header alone', () => {
    expect(textOf(csvExporter, only())).toMatch(/^clip_key,.*,traces\r\n$/);
  });
});

describe('labels as JSON', () => {
  test('holds the same columns, with nulls', () => {
    const [record] = JSON.parse(textOf(jsonExporter, only(label)));
    const [header] = parse(textOf(csvExporter, only(label)));
    expect(Object.keys(record).sort()).toEqual([...(header ?? [])].sort());
    expect(record).toMatchObject({
      rater_kind: 'person',
      distribution: { happiness: 0.75, surprise: 0.25 },
      offset: null,
      onset_source: 46,
      apex_estimated: true,
      note: label.note,
    });
  });

  test('no labels: an empty list', () => {
    expect(JSON.parse(textOf(jsonExporter, only()))).toEqual([]);
  });
});
