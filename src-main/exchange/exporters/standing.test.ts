import { describe, expect, test } from 'vitest';
import { type ClassMap, MEGC_CLASSES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { codingSheetExporter } from './coding-sheet.ts';
import { fer2013Exporter } from './fer2013.ts';
import type { ExportedLabel, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { megcManifestExporter } from './megc-manifest.ts';
import { only, someClip, someLabel } from './test-support.ts';

const rowsOf = (exporter: LabelExporter, given: LabelsToExport) =>
  [...exporter.write(given)]
    .flatMap(({ chunks }) => [...chunks])
    .join('')
    .split('\r\n')
    .slice(exporter === megcManifestExporter ? 0 : 1, -1);

const by = (rater: string, said: Partial<ExportedLabel>) =>
  someLabel({ rater, raterKind: 'person', ...said });
const model = (said: Partial<ExportedLabel>) => someLabel({ rater: 'a model', raterKind: 'model', ...said });
const decided = (said: Partial<ExportedLabel>) =>
  someLabel({ rater: 'Adjudicated', raterKind: 'adjudicated', ...said });

const OF_MODELS =
  '1 label of models: it is left out, since nobody could tell from the file that no person said so.';
const OVERRULED =
  '2 labels of raters on clips that were adjudicated: they are left out, what was decided stands.';

describe.each([
  ['the list of MEGC', megcManifestExporter, { anger: 'casme2,01,EP02_01f,0' }],
  ["FER2013's table", fer2013Exporter, { anger: '0,,Training' }],
  ['a coding sheet', codingSheetExporter, { anger: '01,EP02_01f,/,/,/,,anger' }],
])('%s names no rater, so', (_, exporter, { anger }) => {
  test('what a model said is not in it', () => {
    const alone = only(model({ emotion: 'happiness' }));
    expect(rowsOf(exporter, alone)).toEqual([]);
    expect(exporter.count(alone)).toBe(0);
    expect(exporter.losses(alone)).toContain(OF_MODELS);
    const beside = only(by('Ada', { emotion: 'anger' }), model({ emotion: 'happiness' }));
    expect(rowsOf(exporter, beside)).toEqual([anger]);
  });

  test('what was decided stands, and no vote beside it', () => {
    const given = only(
      by('Ada', { emotion: 'anger' }),
      by('Ben', { emotion: 'happiness' }),
      decided({ emotion: 'anger' }),
    );
    expect(rowsOf(exporter, given)).toEqual([anger]);
    expect(exporter.count(given)).toBe(1);
    expect(exporter.losses(given)).toContain(OVERRULED);
  });

  test('an adjudication of something else leaves the emotion to the raters', () => {
    const given = only(by('Ada', { emotion: 'anger' }), decided({ intensity: 0.5 }));
    expect(rowsOf(exporter, given)).toContain(anger);
  });

  test('a draft of an adjudication decides nothing yet', () => {
    const given = only(by('Ada', { emotion: 'anger' }), decided({ emotion: 'fear', status: 'draft' }));
    expect(rowsOf(exporter, given)).toEqual([anger]);
  });
});

describe('an emotion that the format has no class for', () => {
  const given = only(by('Ada', { emotion: 'others' }), by('Ben', { emotion: 'anger' }));

  test('differs from one that it has in the list of MEGC', () => {
    expect(rowsOf(megcManifestExporter, given)).toEqual([]);
    expect(megcManifestExporter.losses(given)).toContain(
      '1 clip with labels of different classes: left out.',
    );
  });

  test("differs likewise in FER2013's table, but not where it is of another scheme", () => {
    expect(rowsOf(fer2013Exporter, given)).toEqual([]);
    expect(fer2013Exporter.losses(given)).toContain('1 clip with labels of different emotions: left out.');
    const coarser = only(
      by('Ben', { emotion: 'anger' }),
      someLabel({ rater: 'list', raterScheme: MEGC_SCHEME, emotion: 'negative' }),
    );
    expect(rowsOf(fer2013Exporter, coarser)).toEqual(['0,,Training']);
  });

  test('decided, leaves the clip out whatever was voted', () => {
    const none = only(by('Ada', { emotion: 'anger' }), decided({ emotion: 'others' }));
    expect(rowsOf(megcManifestExporter, none)).toEqual([]);
    expect(rowsOf(fer2013Exporter, none)).toEqual([]);
    const tie = only(
      by('Ada', { emotion: 'anger' }),
      decided({ distribution: { anger: 0.5, happiness: 0.5 } }),
    );
    expect(rowsOf(megcManifestExporter, tie)).toEqual([]);
    expect(rowsOf(fer2013Exporter, tie)).toEqual([]);
  });
});

describe('the three classes of MEGC', () => {
  const mapOf = (name: string, from: string, entries: ClassMap['entries']): ClassMap => ({
    ...{ name, from, to: MEGC_SCHEME, entries },
  });
  const classesOf = (classMaps: readonly ClassMap[], ...labels: ExportedLabel[]) =>
    rowsOf(megcManifestExporter, { ...only(...labels), classMaps }).map((row) => row.split(',').at(-1));

  test("are the project's own class map's, of several the first; what it does not name is none of them", () => {
    const maps = [
      mapOf('own', 'emotions', { anger: 'surprise', happiness: null }),
      mapOf('later', 'emotions', { anger: 'negative', fear: 'negative' }),
    ];
    expect(classesOf(maps, by('Ada', { emotion: 'anger' }))).toEqual(['2']);
    expect(classesOf(maps, by('Ada', { emotion: 'happiness' }))).toEqual([]);
    expect(classesOf(maps, by('Ada', { emotion: 'fear' }))).toEqual([]);
    expect(classesOf(maps, someLabel({ raterScheme: MEGC_SCHEME, emotion: 'negative' }))).toEqual(['0']);
  });

  test('labels of a scheme that no map leads from are not counted, which is said', () => {
    const classMaps = [mapOf('own', 'emotions', { anger: 'negative' })];
    const given = only(
      by('Ada', { emotion: 'anger' }),
      by('Ben', { emotion: 'good', raterScheme: 'valence' }),
    );
    expect(classesOf(classMaps, ...given.labels)).toEqual(['0']);
    expect(megcManifestExporter.losses({ ...given, classMaps })).toContain(
      '1 label of a scheme that no class map leads from to MEGC 2019: not counted.',
    );
  });

  test('of what was adjudicated are known whichever scheme was the main one then', () => {
    const given = {
      ...only(
        decided({ emotion: 'negative' }),
        decided({ emotion: 'anger', clip: { ...someClip, key: 'b', name: 'b' } }),
      ),
      classMaps: [mapOf('own', 'emotions', { anger: 'surprise' })],
      schemes: [
        { name: 'emotions', emotions: ['anger', 'fear'], isMain: false },
        { name: MEGC_SCHEME, emotions: [...MEGC_CLASSES], isMain: true },
      ],
    };
    expect(rowsOf(megcManifestExporter, given)).toEqual(['casme2,01,EP02_01f,0', 'casme2,01,b,2']);
  });

  test('of a distribution are those of its shares put together', () => {
    const shares = { happiness: 0.4, anger: 0.3, fear: 0.3 };
    expect(classesOf([], by('Ada', { emotion: 'happiness', distribution: shares }))).toEqual(['0']);
  });
});

describe('a coding sheet of a clip that was adjudicated in part', () => {
  const marks = { onset: 0, apex: 13, offset: 14, onsetSource: 46, apexSource: 59, offsetSource: 60 };
  const ada = by('Ada', { ...marks, emotion: 'anger', actionUnits: 'AU4' });

  test('has the rest as the raters say, and nothing where they differ', () => {
    const ben = by('Ben', { ...marks, apex: 12, apexSource: 58, emotion: 'fear' });
    const given = only(ada, ben, decided({ emotion: 'anger' }));
    expect(rowsOf(codingSheetExporter, given)).toEqual(['01,EP02_01f,46,/,60,AU4,anger']);
    expect(codingSheetExporter.losses(given)).toContain(
      '1 clip adjudicated in part: what was not decided is written as the raters say, and left empty where they differ.',
    );
    const whole = only(ada, decided({ ...marks, emotion: 'fear', actionUnits: 'AU1' }));
    expect(rowsOf(codingSheetExporter, whole)).toEqual(['01,EP02_01f,46,59,60,AU1,fear']);
    expect(codingSheetExporter.losses(whole).join()).not.toContain('in part');
  });

  test('has no marks out of order', () => {
    const given = only(ada, decided({ offset: 5, offsetSource: 51 }));
    expect(rowsOf(codingSheetExporter, given)).toEqual(['01,EP02_01f,/,/,51,AU4,anger']);
  });
});
