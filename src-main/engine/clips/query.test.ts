import { describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import type { ClipFilter, ClipSort } from '#shared/domain/clip.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { queryClips } from './query.ts';

const BY_NAME: ClipSort = { by: 'name', direction: 'ascending' };
const AT = '2026-01-01T00:00:00.000Z';

/**
 * | clip | subject | split | emotion by A, B, C | intensity by A, B, C | together |
 * | c1   | S2      | train | fear fear anger    | 0.2 0.4 0.9          | fear 0.5 |
 * | c2   | S10     | test  | fear anger -       | 0.6 - -              | tie 0.6  |
 * | c3   | S2      | train | anger - -          | - - -                | anger    |
 * | C4   | none    | none  | - - -              | - - -                | nothing  |
 */
function sampleCatalog(): Catalog {
  const catalog = temporaryCatalog();
  addSamples(
    catalog,
    [
      { name: 'c3', subject: 'S2', split: 'train', frames: 5 },
      { name: 'C4', root: null, frames: 0 },
      { name: 'c1', subject: 'S2', split: 'train', frames: 30 },
      { name: 'c2', subject: 'S10', split: 'test', frames: 20 },
    ],
    [
      { clip: 'c1', rater: 'A', emotion: 'fear', intensity: 0.2 },
      { clip: 'c1', rater: 'B', emotion: 'fear', intensity: 0.4 },
      { clip: 'c1', rater: 'C', emotion: 'anger', intensity: 0.9 },
      { clip: 'c2', rater: 'A', emotion: 'fear', intensity: 0.6 },
      { clip: 'c2', rater: 'B', emotion: 'anger' },
      { clip: 'c3', rater: 'A', emotion: 'anger' },
    ],
  );
  return catalog;
}

function namesOf(
  catalog: Catalog,
  filter: ClipFilter,
  sort: ClipSort = BY_NAME,
  raterId: RaterId | null = null,
): string[] {
  const { ids } = queryClips(catalog, filter, sort, raterId);
  return catalog.read.clips.records(ids).map(({ name }) => name);
}

describe('a filter', () => {
  it.each<[string, ClipFilter, string[]]>([
    ['nothing', {}, ['c1', 'c2', 'c3', 'C4']],
    ['an emotion', { emotions: ['fear'] }, ['c1']],
    ['no emotion known, a tie included', { emotions: [null] }, ['c2', 'C4']],
    ['alternatives', { emotions: ['fear', 'anger'] }, ['c1', 'c3']],
    ['a subject', { subjects: ['S2'] }, ['c1', 'c3']],
    ['no subject', { subjects: [null] }, ['C4']],
    ['a split', { splits: ['test', null] }, ['c2', 'C4']],
    ['missing media', { mediaMissing: true }, ['C4']],
    ['a part of the name, whatever its case', { text: ' C4' }, ['C4']],
    ['several fields', { emotions: ['anger'], subjects: ['S2'], mediaMissing: false }, ['c3']],
    ['nothing left', { emotions: ['fear'], subjects: ['S10'] }, []],
  ])('selects by %s', (_, filter, expected) => {
    expect(namesOf(sampleCatalog(), filter)).toEqual(expected);
  });

  it('selects by ids, more than SQLite takes as variables', () => {
    const catalog = sampleCatalog();
    const ids = [
      clipIdOf(catalog, 'c2'),
      ...catalog.read.clips.records(null).flatMap(({ id }) => Array(10_000).fill(id)),
    ];
    expect(namesOf(catalog, { ids: ids.slice(0, 1) })).toEqual(['c2']);
    expect(namesOf(catalog, { ids })).toHaveLength(4);
    expect(catalog.read.clips.records(ids)).toHaveLength(40_001);
  });
});

describe('an order', () => {
  it.each<[ClipSort['by'], string[], string[]]>([
    ['name', ['c1', 'c2', 'c3', 'C4'], ['C4', 'c3', 'c2', 'c1']],
    ['subject', ['c2', 'c1', 'c3', 'C4'], ['c1', 'c3', 'c2', 'C4']],
    ['emotion', ['c3', 'c1', 'c2', 'C4'], ['c1', 'c3', 'c2', 'C4']],
    ['intensity', ['c1', 'c2', 'c3', 'C4'], ['c2', 'c1', 'c3', 'C4']],
    ['frameCount', ['C4', 'c3', 'c2', 'c1'], ['c1', 'c2', 'c3', 'C4']],
    ['intensitySpread', ['c1', 'c2', 'c3', 'C4'], ['c1', 'c2', 'c3', 'C4']],
    ['emotionAgreement', ['c2', 'c1', 'c3', 'C4'], ['c3', 'c1', 'c2', 'C4']],
  ])('by %s puts the unknown last, both ways', (by, ascending, descending) => {
    const catalog = sampleCatalog();
    expect(namesOf(catalog, {}, { by, direction: 'ascending' })).toEqual(ascending);
    expect(namesOf(catalog, {}, { by, direction: 'descending' })).toEqual(descending);
  });
});

describe('the counts', () => {
  it('of a field are those under the other fields, with every value of the project', () => {
    const { facets } = queryClips(sampleCatalog(), { emotions: ['fear'], subjects: ['S2'] }, BY_NAME, null);
    expect(facets).toEqual({
      emotions: [
        { value: 'fear', count: 1 },
        { value: 'anger', count: 1 },
        { value: null, count: 0 },
      ],
      subjects: [
        { value: 'S2', count: 1 },
        { value: 'S10', count: 0 },
        { value: null, count: 0 },
      ],
      splits: [
        { value: 'train', count: 1 },
        { value: 'test', count: 0 },
        { value: null, count: 0 },
      ],
      datasets: [{ value: null, count: 1 }],
      labelledByMe: [{ value: false, count: 1 }],
      statuses: [{ value: null, count: 1 }],
      mediaMissing: [
        { value: true, count: 0 },
        { value: false, count: 1 },
      ],
    });
  });

  it('follow the text of the filter in every field', () => {
    const { facets } = queryClips(sampleCatalog(), { text: 'c2' }, BY_NAME, null);
    expect(facets.subjects).toEqual([
      { value: 'S2', count: 0 },
      { value: 'S10', count: 1 },
      { value: null, count: 0 },
    ]);
  });
});

describe('as a rater sees it', () => {
  it('their own label counts where they said something', () => {
    const catalog = sampleCatalog();
    const ada = catalog.write.raters.enterPerson('Ada');
    const c2 = clipIdOf(catalog, 'c2');
    const key = { clipId: c2, raterId: ada, round: 1 };
    catalog.write.labels.put(key, { ...EMPTY_LABEL, emotion: 'anger' }, AT);
    expect(namesOf(catalog, { emotions: ['anger'] }, BY_NAME, ada)).toEqual(['c2', 'c3']);
    expect(namesOf(catalog, { labelledByMe: true }, BY_NAME, ada)).toEqual(['c2']);
    // Ada gave no intensity: there the raters together count, hers among them where she did.
    expect(namesOf(catalog, {}, { by: 'intensity', direction: 'ascending' }, ada).slice(0, 2)).toEqual([
      'c1',
      'c2',
    ]);
    catalog.write.labels.put(key, { ...EMPTY_LABEL, intensity: 0.1 }, AT);
    expect(namesOf(catalog, {}, { by: 'intensity', direction: 'ascending' }, ada).slice(0, 2)).toEqual([
      'c2',
      'c1',
    ]);
  });
});
