import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog } from '#main/catalog/test-support.ts';
import { DEFAULT_RECIPE, type GoldRecipe } from '#shared/domain/gold.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelValues, mostProbable } from '#shared/domain/label.ts';
import { MEGC_CLASSES, MEGC_ENTRIES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { readTargets } from '../clips/targets.ts';
import { goldLabels } from './gold-labels.ts';
import { readGold } from './read-gold.ts';
import { listRecipes, nameOfRecipe, putRecipe, removeRecipe } from './recipes.ts';

const AT = '2026-01-01T00:00:00.000Z';

interface Say {
  readonly clip: string;
  readonly by: string;
  readonly round?: number;
  readonly says: Partial<LabelValues>;
}

/** Clips c1 to c3, a source `sheet`, the people Ana and Ben, and who adjudicates. */
function project() {
  const catalog = temporaryCatalog();
  addSamples(
    catalog,
    ['c1', 'c2', 'c3'].map((name) => ({ name })),
    [{ clip: 'c1', rater: 'sheet', emotion: 'fear', intensity: 0.2, onset: 3, apex: 5 }],
  );
  for (const emotion of ['anger', 'happiness', 'others', 'surprise']) catalog.write.emotions.add(emotion);
  const { raters, labels } = catalog.write;
  const ids = new Map<string, RaterId>([
    ['sheet', idOf(catalog, 'sheet')],
    ['Ana', raters.enterPerson('Ana')],
    ['Ben', raters.enterPerson('Ben')],
    ['model', raters.enterModel('Model 1')],
    ['adjudicated', raters.enterAdjudicated()],
  ]);
  const say = ({ clip, by, round = 1, says }: Say) => {
    const raterId = ids.get(by);
    if (raterId === undefined) throw new Error(`No rater ${by}.`);
    labels.put({ clipId: clipIdOf(catalog, clip), raterId, round }, { ...EMPTY_LABEL, ...says }, AT);
  };
  const gold = (changes: Partial<GoldRecipe> = {}, clip = 'c1') =>
    readGold(catalog, { ...DEFAULT_RECIPE, ...changes }, null).values.get(clipIdOf(catalog, clip));
  return { catalog, say, gold };
}

describe('a gold label', () => {
  it('intensity: mean and median', () => {
    const { say, gold } = project();
    say({ clip: 'c1', by: 'Ana', says: { intensity: 0.3 } });
    say({ clip: 'c1', by: 'Ben', says: { intensity: 1 } });
    say({ clip: 'c1', by: 'model', says: { intensity: 0 } });
    expect(gold()?.intensity).toBeCloseTo(0.5, 12);
    expect(gold({ intensity: 'median' })?.intensity).toBe(0.3);
    expect(gold({ raters: ['ana', 'Ben'] })?.intensity).toBeCloseTo(0.65, 12);
    expect(gold()?.raters).toBe(3);
  });

  it('intensity: raters weigh as they go along with the others, over all clips whichever are asked for', () => {
    const { catalog, say } = project();
    // Ana and the sheet rise on one line with the mean of the others, Ben falls: weights 1/2, 1/2 and 0.
    for (const [clip, sheet, ana, ben] of [
      ['c1', 0.2, 0.3, 0.8],
      ['c2', 0.4, 0.5, 0.7],
      ['c3', 0.6, 0.7, 0.6],
    ] as const) {
      say({ clip, by: 'sheet', says: { intensity: sheet } });
      say({ clip, by: 'Ana', says: { intensity: ana } });
      say({ clip, by: 'Ben', says: { intensity: ben } });
    }
    const recipe: GoldRecipe = { ...DEFAULT_RECIPE, intensity: 'ewe' };
    const all = goldLabels(catalog, recipe, null);
    expect(all.weights).toEqual([
      { rater: 'sheet', weight: expect.closeTo(0.5, 12) },
      { rater: 'Ana', weight: expect.closeTo(0.5, 12) },
      { rater: 'Ben', weight: 0 },
    ]);
    expect(all.labels[1]?.intensity).toBeCloseTo(0.45, 12);
    const one = goldLabels(catalog, recipe, [clipIdOf(catalog, 'c2')]);
    expect(one.labels).toEqual([all.labels[1]]);
    expect(one.weights).toEqual(all.weights);
  });

  it('intensity: open where nobody has a weight', () => {
    const { say, gold } = project();
    say({ clip: 'c1', by: 'Ana', says: { intensity: 0.3 } });
    const found = gold({ intensity: 'ewe' });
    expect([found?.intensity, found?.openIntensity]).toEqual([null, expect.stringContaining('weight')]);
  });

  it('emotion: the majority, open on a tie; shares are the votes', () => {
    const { catalog, say, gold } = project();
    say({ clip: 'c1', by: 'Ana', says: { emotion: 'anger' } });
    expect(gold()).toMatchObject({
      emotion: null,
      openEmotion: 'the raters are tied: anger, fear',
      distribution: { fear: 0.5, anger: 0.5 },
    });
    expect(goldLabels(catalog, DEFAULT_RECIPE, null).labels[0]?.open).toBe(
      'the raters are tied: anger, fear',
    );
    say({ clip: 'c1', by: 'Ben', says: { emotion: 'anger' } });
    const found = gold();
    expect([found?.emotion, found?.openEmotion]).toEqual(['anger', null]);
    expect(found?.distribution?.['anger']).toBeCloseTo(2 / 3, 12);
  });

  it('emotion: the mean of distributions, where whoever gave one emotion gave it all', () => {
    const { say, gold } = project();
    const shares = { fear: 0.4, anger: 0.6 };
    say({ clip: 'c1', by: 'Ana', says: { distribution: shares, emotion: mostProbable(shares) } });
    say({ clip: 'c1', by: 'Ben', says: { distribution: shares, emotion: mostProbable(shares) } });
    expect(gold()?.emotion).toBe('anger');
    // fear (1 + .4 + .4) / 3, anger (.6 + .6) / 3.
    const found = gold({ emotion: 'mean-distribution' });
    expect(found?.emotion).toBe('fear');
    expect(found?.distribution?.['fear']).toBeCloseTo(0.6, 12);
    expect(found?.distribution?.['anger']).toBeCloseTo(0.4, 12);
  });

  it('emotion: a class map makes others of them and drops some', () => {
    const { catalog, say, gold } = project();
    const { raters } = catalog.write;
    mapToThree(catalog);
    say({ clip: 'c1', by: 'Ana', says: { emotion: 'anger' } });
    say({ clip: 'c1', by: 'Ben', says: { emotion: 'happiness' } });
    say({ clip: 'c2', by: 'Ben', says: { emotion: 'others' } });
    // fear and anger are negative.
    expect(gold({ classMap: 'three' })?.emotion).toBe('negative');
    expect(gold({ classMap: 'three' }, 'c2')).toMatchObject({
      emotion: null,
      openEmotion: expect.stringContaining('class map'),
    });
    // Who gives the three classes themselves needs no map to them, and has none to the project's emotions.
    raters.setScheme(idOf(catalog, 'Ben'), MEGC_SCHEME);
    say({ clip: 'c2', by: 'Ben', says: { emotion: 'surprise' } });
    expect(gold({ classMap: 'three' }, 'c2')?.emotion).toBe('surprise');
    expect(gold({}, 'c2')?.emotion).toBeNull();
    expect(readGold(catalog, { ...DEFAULT_RECIPE, classMap: 'three' }, null).classes).toEqual([
      ...MEGC_CLASSES,
    ]);
  });

  it('marks: the first source, or the median', () => {
    const { say, gold } = project();
    say({ clip: 'c1', by: 'Ana', says: { onset: 1, apex: 4, offset: 8 } });
    say({ clip: 'c1', by: 'Ben', says: { onset: 2 } });
    expect(gold()).toMatchObject({ onset: 3, apex: 5, offset: 8 });
    // Of two the earlier.
    expect(gold({ marks: 'median' })).toMatchObject({ onset: 2, apex: 4, offset: 8 });
  });

  it('what was adjudicated stands before all, field by field, where the recipe says so', () => {
    const { say, gold } = project();
    say({ clip: 'c1', by: 'Ana', says: { emotion: 'anger', intensity: 0.4 } });
    say({ clip: 'c1', by: 'adjudicated', says: { emotion: 'surprise', apex: 9 } });
    expect(gold()).toMatchObject({
      ...{
        emotion: 'surprise',
        distribution: { surprise: 1 },
        openEmotion: null,
        adjudicated: true,
        raters: 2,
      },
      ...{ apex: 9, onset: 3, intensity: expect.closeTo(0.3, 12) },
    });
    expect(gold({ adjudicated: false })).toMatchObject({ emotion: null, apex: 5, adjudicated: false });
    say({ clip: 'c3', by: 'adjudicated', says: { intensity: 0.7 } });
    expect(gold({}, 'c3')).toMatchObject({ intensity: 0.7, raters: 0, adjudicated: true });
    expect(gold({ adjudicated: false }, 'c3')).toBeUndefined();
  });

  it('what was adjudicated stands where it comes to no emotion: the votes do not overrule it', () => {
    const { catalog, say, gold } = project();
    const both = (emotion: string) => {
      for (const by of ['Ana', 'Ben']) say({ clip: 'c1', by, says: { emotion } });
    };
    both('fear');
    say({ clip: 'c1', by: 'adjudicated', says: { distribution: { fear: 0.5, anger: 0.5 } } });
    expect(gold()).toMatchObject({
      ...{ emotion: null, distribution: { fear: 0.5, anger: 0.5 }, adjudicated: true },
      openEmotion: 'what was adjudicated has several emotions that are as probable',
    });
    expect(catalog.read.summaries.all()[0]?.emotion).toBeNull();
    mapToThree(catalog);
    say({ clip: 'c1', by: 'adjudicated', says: { emotion: 'others' } });
    expect(gold({ classMap: 'three' })).toMatchObject({
      ...{ emotion: null, distribution: null, adjudicated: true },
      openEmotion: 'what was adjudicated is none of these classes: the class map drops it',
    });
    // The library, once the three classes are the main scheme.
    catalog.write.schemes.setMain(MEGC_SCHEME);
    catalog.write.raters.setScheme(idOf(catalog, 'Adjudicated'), 'emotions');
    for (const name of ['Ana', 'Ben', 'sheet'])
      catalog.write.raters.setScheme(idOf(catalog, name), 'emotions');
    catalog.write.labels.refreshSummaries();
    expect(catalog.read.summaries.all()[0]?.emotion).toBeNull();
    say({ clip: 'c1', by: 'adjudicated', says: { emotion: 'fear' } });
    expect([gold()?.emotion, catalog.read.summaries.all()[0]?.emotion]).toEqual(['negative', 'negative']);
  });

  it('votes for what a class map drops count: one disgust against two others is not negative', () => {
    const { catalog, say, gold } = project();
    mapToThree(catalog);
    for (const by of ['Ana', 'Ben']) say({ clip: 'c1', by, says: { emotion: 'others' } });
    for (const emotion of ['majority', 'mean-distribution'] as const)
      expect(gold({ classMap: 'three', emotion })).toMatchObject({
        ...{ emotion: null, distribution: null },
        openEmotion: 'most gave what is none of these classes: a class map drops it',
      });
    say({ clip: 'c1', by: 'Ben', says: { emotion: 'anger' } });
    expect(gold({ classMap: 'three' })).toMatchObject({ emotion: 'negative', distribution: { negative: 1 } });
    say({ clip: 'c2', by: 'Ana', says: { emotion: 'others' } });
    say({ clip: 'c2', by: 'Ben', says: { emotion: 'anger' } });
    expect(gold({ classMap: 'three' }, 'c2')?.openEmotion).toBe(
      'the raters are tied: negative, none of these classes',
    );
  });

  it('a class map acts on the distribution, in gold labels and in targets', () => {
    const { catalog, say, gold } = project();
    mapToThree(catalog);
    const shares = { happiness: 0.4, fear: 0.3, anger: 0.3 };
    say({ clip: 'c2', by: 'Ana', says: { distribution: shares, emotion: mostProbable(shares) } });
    expect(gold({ classMap: 'three' }, 'c2')?.emotion).toBe('negative');
    catalog.write.schemes.setMain(MEGC_SCHEME);
    catalog.write.raters.setScheme(idOf(catalog, 'Ana'), 'emotions');
    const own = readTargets(catalog, { from: 'rater', rater: 'Ana' }, 'emotion', null);
    expect(own.of(clipIdOf(catalog, 'c2'))).toEqual({
      value: 'negative',
      shares: { positive: expect.closeTo(0.4, 12), negative: expect.closeTo(0.6, 12) },
    });
  });

  it('of each rater the latest submitted round, unless one is named; the unsure are left out', () => {
    const { say, gold } = project();
    say({ clip: 'c2', by: 'Ana', says: { intensity: 0.2, confidence: 0.9 } });
    say({ clip: 'c2', by: 'Ana', round: 2, says: { intensity: 0.6, confidence: 0.3 } });
    say({ clip: 'c2', by: 'Ana', round: 3, says: { intensity: 1, status: 'draft' } });
    say({ clip: 'c2', by: 'Ben', says: { intensity: 0.8 } });
    expect(gold({}, 'c2')?.intensity).toBeCloseTo(0.7, 12);
    expect(gold({ round: 1 }, 'c2')?.intensity).toBeCloseTo(0.5, 12);
    expect(gold({ minConfidence: 0.5 }, 'c2')?.intensity).toBe(0.8);
    expect(gold({ minConfidence: 0.3 }, 'c2')?.intensity).toBeCloseTo(0.7, 12);
  });
});

/** The map `three`, from the project's emotions to MEGC's classes. */
function mapToThree({ read, write }: Catalog): void {
  write.schemes.add(MEGC_SCHEME, MEGC_CLASSES);
  const from = read.schemes.list().find(({ isMain }) => isMain)?.name ?? '';
  write.schemes.putClassMap({ name: 'three', from, to: MEGC_SCHEME, entries: { ...MEGC_ENTRIES } });
}

function idOf(catalog: Catalog, name: string): RaterId {
  const rater = catalog.read.raters.find(name);
  if (rater === null) throw new Error(`No rater ${name}.`);
  return rater.id;
}

describe('recipes', () => {
  it('the default one first, the own ones by name, each name once', () => {
    const { catalog } = project();
    const ewe: GoldRecipe = { ...DEFAULT_RECIPE, intensity: 'ewe' };
    putRecipe(catalog, 'weighted', ewe);
    putRecipe(catalog, 'Weighted', { ...ewe, round: 1 });
    expect(listRecipes(catalog)).toEqual([
      { name: 'raters together', recipe: DEFAULT_RECIPE },
      { name: 'Weighted', recipe: { ...ewe, round: 1 } },
    ]);
    expect(nameOfRecipe(catalog, { ...ewe, round: 1 })).toBe('Weighted');
    expect(nameOfRecipe(catalog, DEFAULT_RECIPE)).toBe('raters together');
    expect(nameOfRecipe(catalog, ewe)).toBeNull();
    expect(removeRecipe(catalog, 'weighted')).toHaveLength(1);
    expect(() => removeRecipe(catalog, 'weighted')).toThrow('no recipe named weighted');
  });

  it('that name nobody, or no map, or the default, are refused', () => {
    const { catalog } = project();
    const put =
      (changes: Partial<GoldRecipe>, name = 'mine') =>
      () =>
        putRecipe(catalog, name, { ...DEFAULT_RECIPE, ...changes });
    expect(put({ raters: ['Ana', 'Zoe'] })).toThrow('no rater named Zoe');
    expect(put({ raters: ['Adjudicated'] })).toThrow('set "adjudicated" in the recipe');
    expect(put({ classMap: 'three' })).toThrow('no class map three');
    expect(put({}, 'Raters together')).toThrow('stays as it is');
    expect(listRecipes(catalog)).toHaveLength(1);
  });
});

describe('the raters together', () => {
  /** Of the project's own scheme; the map drops `others` and knows no `boredom`. */
  const emotions = fc.constantFrom<Partial<LabelValues>>(
    ...['fear', 'anger', 'happiness', 'others', 'boredom', null].map((emotion) => ({ emotion })),
    ...[
      { fear: 0.5, anger: 0.5 },
      { happiness: 0.4, fear: 0.3, anger: 0.3 },
      { others: 0.6, fear: 0.4 },
      { others: 0.5, happiness: 0.5 },
    ].map((distribution) => ({ distribution, emotion: mostProbable(distribution) })),
  );
  /** Two maps between the same schemes, or one, or none, or the emotions are the main scheme as ever. */
  const maps = fc.constantFrom(null, 0, 1, 2);
  const value = fc.constantFrom(0, 0.1, 0.3, 0.7, 1, null);
  const mark = fc.constantFrom(0, 3, 7, null);
  const said = fc.record({
    clip: fc.constantFrom('c1', 'c2', 'c3'),
    by: fc.constantFrom('sheet', 'Ana', 'Ben', 'model', 'adjudicated'),
    round: fc.integer({ min: 1, max: 3 }),
    says: fc.record({
      status: fc.constantFrom('submitted', 'submitted', 'draft', 'skipped'),
      intensity: value,
      ...{ onset: mark, apex: mark, offset: mark },
    }),
    emotion: emotions,
  });

  it('are what the default recipe makes: in the library, in gold labels and in targets', {
    timeout: 30_000,
  }, () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 20 }), maps, (all, mapCount) => {
        const { catalog, say } = project();
        catalog.write.emotions.add('boredom');
        // Who adjudicates has one round.
        for (const { emotion, ...one } of all)
          say({ ...one, round: one.by === 'adjudicated' ? 1 : one.round, says: { ...one.says, ...emotion } });
        if (mapCount !== null) leadToThree(catalog, mapCount);
        const gold = readGold(catalog, DEFAULT_RECIPE, null).values;
        const summaries = catalog.read.summaries.ofClips([...idsOf(catalog)]);
        for (const clipId of idsOf(catalog)) {
          const own = gold.get(clipId);
          const { emotion = null, intensity = null } = own ?? {};
          const summary = summaries.get(clipId);
          expect([emotion, intensity]).toEqual([summary?.emotion ?? null, summary?.intensity ?? null]);
          for (const name of ['onset', 'apex', 'offset'] as const)
            expect(own?.[name] ?? null).toBe(summary?.[name] ?? null);
          for (const [task, expected] of [
            ['emotion', emotion],
            ['intensity', intensity],
          ] as const) {
            for (const from of ['raters', 'gold'] as const) {
              const spec = from === 'gold' ? { from, name: 'x', recipe: DEFAULT_RECIPE } : { from };
              const target = readTargets(catalog, spec, task, null).of(clipId);
              expect('value' in target ? target.value : null).toBe(expected);
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

/** MEGC's classes become the main scheme, with `count` maps to them that differ; the raters keep theirs. */
function leadToThree({ read, write }: Catalog, count: number): void {
  write.schemes.add(MEGC_SCHEME, MEGC_CLASSES);
  const first = { name: 'first', from: 'emotions', to: MEGC_SCHEME, entries: { ...MEGC_ENTRIES } };
  const second = { ...first, name: 'second', entries: { fear: 'surprise', boredom: 'negative' } };
  for (const map of [first, second].slice(0, count)) write.schemes.putClassMap(map);
  write.schemes.setMain(MEGC_SCHEME);
  for (const { id } of read.raters.list()) write.raters.setScheme(id, 'emotions');
  write.labels.refreshSummaries();
}

function idsOf(catalog: Catalog): ClipId[] {
  return catalog.read.clips.records(null).map(({ id }) => id);
}
