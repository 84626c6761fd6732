import { describe, expect, test } from 'vitest';
import { codingSheetExporter } from './coding-sheet.ts';
import { fer2013Exporter } from './fer2013.ts';
import type { LabelExporter, LabelsToExport } from './label-exporter.ts';
import { megcManifestExporter } from './megc-manifest.ts';
import { only, someClip, someLabel } from './test-support.ts';

const textOf = (exporter: LabelExporter, given: LabelsToExport) =>
  [...exporter.write(given)].flatMap(({ chunks }) => [...chunks]).join('');
const coded = someLabel({
  emotion: 'happiness',
  onset: 0,
  apex: 13,
  offset: 14,
  onsetSource: 46,
  apexSource: 59,
  offsetSource: 60,
  actionUnits: 'R6A+R12',
});

describe('a coding sheet', () => {
  test('has the columns of CASME II and the source numbers of frames', () => {
    const noApex = someLabel({ clip: { ...someClip, name: 'EP03' }, onsetSource: 1, offsetSource: 9 });
    expect(textOf(codingSheetExporter, only(coded, noApex))).toBe(
      'Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion\r\n' +
        '01,EP02_01f,46,59,60,R6A+R12,happiness\r\n' +
        '01,EP03,1,/,9,,\r\n',
    );
  });

  test('says what it cannot keep of these labels, and nothing else', () => {
    const plain = someLabel({ ...coded, clip: { ...someClip, dataset: null } });
    expect(codingSheetExporter.losses(only(plain))).toEqual(['Who said it is not written.']);
    const more = only(
      plain,
      someLabel({ ...plain, rater: 'Ana', intensity: 0.5, note: 'brow' }),
      someLabel({ rater: 'Bo', status: 'draft', confidence: 0.5 }),
      someLabel({ clip: { ...someClip, key: 'x', subject: null, dataset: null } }),
    );
    expect(codingSheetExporter.losses(more)).toEqual([
      '1 label not submitted (drafts, skipped clips): it is left out.',
      '1 label with an intensity: it is left out.',
      '1 label with a note: it is left out.',
      'The labels are of 2 raters: who said which is not written.',
      "1 label of clips without a subject left out: a sheet's row names one.",
      '1 clip in 2 rows: a clip with several labels has a row for each, and readers of sheets take one of them or none.',
    ]);
    expect(codingSheetExporter.count(more)).toBe(2);
  });
});

describe('the list of MEGC', () => {
  const of = (name: string, emotion: string | null, clip = {}) =>
    someLabel({ emotion, clip: { ...someClip, ...clip, name, key: name } });

  test('takes emotions to the three classes', () => {
    const given = only(of('a', 'happiness'), of('b', 'repression'), of('c', 'surprise'), of('d', 'negative'));
    expect(textOf(megcManifestExporter, given)).toBe(
      'casme2,01,a,1\r\ncasme2,01,b,0\r\ncasme2,01,c,2\r\ncasme2,01,d,0\r\n',
    );
  });

  test('lists a clip once, and not where its raters differ, nor where the list could not hold it', () => {
    const given = only(
      of('a', 'fear'),
      someLabel({ ...of('a', 'anger'), rater: 'Ana' }),
      of('b', 'fear'),
      someLabel({ ...of('b', 'surprise'), rater: 'Ana' }),
      of('c', 'others'),
      of('d', 'fear', { dataset: null }),
      of('e, f', 'fear'),
    );
    expect(textOf(megcManifestExporter, given)).toBe('casme2,01,a,0\r\n');
    expect(megcManifestExporter.losses(given).slice(-4)).toEqual([
      '1 clip with labels of different classes: left out.',
      '1 clip with no emotion that is one of the three classes: left out.',
      '1 clip without a data set or a subject: left out.',
      '1 clip with a name that the list cannot hold: left out.',
    ]);
  });
});

test("FER2013's table has its numbers, no images, and says so", () => {
  const test = { ...someClip, split: 'test' as const };
  const given = only(
    someLabel({ emotion: 'anger', clip: test }),
    someLabel({ emotion: 'neutral', clip: { ...someClip, key: 'b' } }),
    someLabel({ emotion: 'others', clip: { ...someClip, key: 'c' } }),
  );
  expect(textOf(fer2013Exporter, given)).toBe('emotion,pixels,Usage\r\n0,,PublicTest\r\n6,,Training\r\n');
  expect(fer2013Exporter.losses(given).slice(-3)).toEqual([
    "1 label left out, with none of FER2013's seven emotions: others.",
    '1 clip without a split: written as Training.',
    "The column pixels stays empty, and a row does not name its clip: rows are in the order of the clips' names.",
  ]);
});
