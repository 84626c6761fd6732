import { describe, expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, type SampleLabel, temporaryCatalog } from '#main/catalog/test-support.ts';
import type {
  AgreementKind,
  AgreementPair,
  AgreementReport,
  AgreementRequest,
} from '#shared/domain/agreement.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { MEGC_CLASSES, MEGC_ENTRIES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { decidedClips } from './decided.ts';
import { comparePair } from './pair.ts';
import { readComparison } from './read-comparison.ts';
import { estimate, methodOf, toReport } from './report.ts';

const NAMES = ['c1', 'c2', 'c3', 'c4'];

/** What each rater says of c1, c2 and so on; null: nothing. */
function project(
  said: Readonly<Record<string, readonly (Partial<LabelValues> | null)[]>>,
  names: readonly string[] = NAMES,
): Catalog {
  const catalog = temporaryCatalog();
  const labels = Object.entries(said).flatMap(([rater, values]) =>
    values.flatMap((own, i): SampleLabel[] =>
      own === null ? [] : [{ clip: names[i] ?? '', rater, ...own }],
    ),
  );
  addSamples(
    catalog,
    names.map((name, i) => ({ name, subject: `s${i % 2}`, frames: 20 })),
    labels,
  );
  return catalog;
}

const request = (changes: Partial<AgreementRequest>): AgreementRequest => ({
  ...{ kind: 'intensity', raters: null, clipIds: null, round: null, classMap: null, raterId: null },
  ...changes,
});
function report(catalog: Catalog, changes: Partial<AgreementRequest>): AgreementReport {
  const asked = request(changes);
  const comparison = readComparison(catalog, asked);
  return toReport(asked.kind, comparison, estimate(comparison, methodOf(asked.kind)));
}
/** A and B. */
function pairOf(catalog: Catalog, kind: AgreementKind): AgreementPair {
  const asked = request({ kind });
  const [a, b] = [idOf(catalog, 'A'), idOf(catalog, 'B')];
  return comparePair(asked, readComparison(catalog, asked), a, b, decidedClips(catalog, kind));
}
const valuesOf = (figures: AgreementReport['figures']) =>
  Object.fromEntries(figures.map(({ name, value }) => [name, value]));
const idOf = (catalog: Catalog, name: string): RaterId => {
  const rater = catalog.read.raters.find(name);
  if (rater === null) throw new Error(`No rater ${name}.`);
  return rater.id;
};
const emotions = (...names: (string | null)[]) =>
  names.map((emotion) => (emotion === null ? null : { emotion }));

describe('intensities', () => {
  // Shrout & Fleiss 1979, table 2; the ICCs of their table 4, with more digits by pingouin. They do not change with the unit.
  const TABLE = [
    [9, 6, 8, 7, 10, 6],
    [2, 1, 4, 1, 5, 2],
    [5, 3, 6, 2, 6, 4],
    [8, 2, 8, 6, 9, 7],
  ];
  const asked = () =>
    report(
      project(
        Object.fromEntries(
          TABLE.map((column, i) => [`judge ${i + 1}`, column.map((score) => ({ intensity: score / 10 }))]),
        ),
        ['t1', 't2', 't3', 't4', 't5', 't6'],
      ),
      { kind: 'intensity' },
    );

  it('the six ICCs of Shrout & Fleiss', () => {
    const { figures, clips, raters, notes } = asked();
    expect([clips, raters.length, notes]).toEqual([6, 4, []]);
    const found = valuesOf(figures);
    expect(found['ICC(1,1)']).toBeCloseTo(0.16574176840547544, 9);
    expect(found['ICC(2,1)']).toBeCloseTo(0.2897637795275591, 9);
    expect(found['ICC(3,1)']).toBeCloseTo(0.7148407148407149, 9);
    expect(found['ICC(1,k)']).toBeCloseTo(0.44279713367926865, 9);
    expect(found['ICC(2,k)']).toBeCloseTo(0.6200505475989891, 9);
    expect(found['ICC(3,k)']).toBeCloseTo(0.9093155423770695, 9);
    expect(found["Cronbach's alpha"]).toBeCloseTo(0.9093155423770695, 9);
    const single = figures.find(({ name }) => name === 'ICC(2,1)');
    expect(single?.interval?.low).toBeCloseTo(0.018786513374712, 7);
    expect(single?.interval?.high).toBeCloseTo(0.7610843696489529, 7);
    expect(single?.reading).toMatch(/^Poor to good reliability/);
  });

  it('bias and pairs', () => {
    const { raters, pairs } = asked();
    // Means .767, .25, .433, .667: each less the mean of the other three.
    const [first, second] = raters;
    expect(first?.bias?.value).toBeCloseTo(0.46 / 0.6 - (0.15 + 0.26 + 0.4) / 1.8, 9);
    expect(second?.bias?.value).toBeLessThan(0);
    expect(pairs).toHaveLength(6);
    // Judges 1 and 2: differences .7 .5 .4 .6 .5 .4, mean 3.1 / 6.
    expect(valuesOf(pairs[0]?.figures ?? [])['Mean difference']).toBeCloseTo(3.1 / 6, 9);
    expect(pairs[0]?.headline.name).toBe('CCC');
    expect(valuesOf(pairs[0]?.figures ?? [])).toHaveProperty('Weighted kappa (quadratic, 10 levels)');
  });

  it('of clips that not all rated, what needs all of them leaves them out and says so', () => {
    const of = (...values: (number | null)[]) =>
      values.map((intensity) => (intensity === null ? null : { intensity }));
    const found = report(
      project({ A: of(0.1, 0.5, 0.9, 0.4), B: of(0.2, 0.5, 0.8, 0.4), C: of(0.1, 0.6, null, null) }),
      {},
    );
    const figure = (name: string) => found.figures.find((one) => one.name === name);
    expect(figure('ICC(2,1)')?.clips).toBe(2);
    expect(figure("Krippendorff's alpha (interval)")?.clips).toBe(4);
    expect(found.raters.map(({ name, clips }) => [name, clips])).toEqual([
      ['A', 4],
      ['B', 4],
      ['C', 2],
    ]);
    expect(found.notes.join()).toContain('leave out 2 of 4 clips');
  });
});

describe('emotions', () => {
  const SAID = {
    A: emotions('fear', 'fear', 'anger', 'anger'),
    B: emotions('fear', 'anger', 'anger', 'anger'),
  };

  it('by hand', () => {
    const catalog = project(SAID);
    const found = report(catalog, { kind: 'emotion' });
    // 3 of 4 alike. Cohen: chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2, kappa = (3/4 - 1/2) / (1/2).
    expect(found.pairs[0]?.headline).toMatchObject({ name: "Cohen's kappa", value: 0.5 });
    const figures = valuesOf(found.figures);
    // Shares 3/8 and 5/8: chance 34/64.
    expect(figures["Fleiss' kappa"]).toBeCloseTo((3 / 4 - 34 / 64) / (1 - 34 / 64), 12);
    expect(figures["Randolph's kappa (2 classes)"]).toBeCloseTo(0.5, 12);
    // 2 of the 8 values meet another; of 56 pairs of values 30 differ.
    expect(figures["Krippendorff's alpha (nominal)"]).toBeCloseTo(1 - 2 / 8 / (30 / 56), 12);
    expect(figures['Agreement of pairs']).toBe(0.75);

    const pair = pairOf(catalog, 'emotion');
    expect(pair.confusion).toEqual({
      classes: ['fear', 'anger'],
      counts: [
        [1, 1],
        [0, 2],
      ],
    });
    expect(pair.clips[0]).toMatchObject({ clipName: 'c2', a: 'fear', b: 'anger', difference: 1 });
    expect(pair.clips).toHaveLength(4);
    expect(pair.blandAltman).toBeNull();
  });

  it('drafts and models do not count, the latest round does, others where they are named', () => {
    const catalog = project({ ...SAID, C: emotions('anger', null, null, null) });
    const { labels, raters } = catalog.write;
    const at = '2026-01-01T00:00:00.000Z';
    const put = (clip: string, raterId: RaterId, round: number, values: Partial<LabelValues>) =>
      labels.put({ clipId: clipIdOf(catalog, clip), raterId, round }, { ...EMPTY_LABEL, ...values }, at);
    put('c2', idOf(catalog, 'A'), 2, { emotion: 'anger' });
    put('c1', idOf(catalog, 'C'), 1, { emotion: 'anger', status: 'draft' });
    const model = raters.enterModel('Model 1');
    for (const clip of NAMES) put(clip, model, 1, { emotion: 'fear' });
    const now = report(catalog, { kind: 'emotion' });
    expect(now.raters.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(now.pairs[0]?.headline.value).toBe(1);
    expect(report(catalog, { kind: 'emotion', round: 1 }).pairs[0]?.headline.value).toBe(0.5);
    expect(report(catalog, { kind: 'emotion', round: 2 })).toMatchObject({ clips: 0, pairs: [] });
    const named = report(catalog, { kind: 'emotion', raters: [idOf(catalog, 'B'), model] });
    // c1 alone is the same.
    expect(named.raters.map(({ name }) => name)).toEqual(['B', 'Model 1']);
    expect(valuesOf(named.figures)['Agreement of pairs']).toBe(0.25);
  });

  it('of raters of several schemes meet in the classes of a map', () => {
    const catalog = project({
      sheet: emotions('fear', 'anger', 'happiness', 'others'),
      list: emotions('negative', 'negative', 'negative', 'negative'),
    });
    const { schemes, raters } = catalog.write;
    schemes.add(MEGC_SCHEME, MEGC_CLASSES);
    const main = catalog.read.schemes.list().find(({ isMain }) => isMain)?.name ?? '';
    schemes.putClassMap({ name: 'three', from: main, to: MEGC_SCHEME, entries: { ...MEGC_ENTRIES } });
    raters.setScheme(idOf(catalog, 'list'), MEGC_SCHEME);
    const apart = report(catalog, { kind: 'emotion' });
    expect(apart).toMatchObject({ clips: 0, figures: expect.arrayContaining([]) });
    expect(apart.notes.join()).toContain('4 labels are of none of the classes');
    const together = report(catalog, { kind: 'emotion', classMap: 'three' });
    // others is dropped; of the three that are left fear and anger are negative, happiness is not.
    expect(together.clips).toBe(3);
    expect(valuesOf(together.figures)['Agreement of pairs']).toBeCloseTo(2 / 3, 12);
    expect(() => report(catalog, { kind: 'emotion', classMap: 'four' })).toThrow('no class map four');
  });
});

it('a class map acts on distributions: what is most probable of the mapped shares is compared', () => {
  const soft = { distribution: { happiness: 0.4, fear: 0.3, anger: 0.3 }, emotion: 'happiness' };
  const tied = { distribution: { fear: 0.5, anger: 0.5 }, emotion: null };
  const catalog = project({ A: [soft, tied], B: emotions('fear', 'anger') });
  const { schemes } = catalog.write;
  schemes.add(MEGC_SCHEME, MEGC_CLASSES);
  for (const emotion of ['fear', 'anger', 'happiness']) catalog.write.emotions.add(emotion);
  schemes.putClassMap({ name: 'three', from: 'emotions', to: MEGC_SCHEME, entries: { ...MEGC_ENTRIES } });
  const together = report(catalog, { kind: 'emotion', classMap: 'three' });
  expect([together.clips, valuesOf(together.figures)['Agreement of pairs']]).toEqual([2, 1]);
  // Without it: happiness is not fear, and a tie is no emotion, though one of the classes.
  const apart = report(catalog, { kind: 'emotion' });
  expect([apart.clips, valuesOf(apart.figures)['Agreement of pairs'], apart.notes]).toEqual([1, 0, []]);
});

it('agreement in percent is told as the mean over pairs where raters are more than two', () => {
  const reading = (said: Parameters<typeof project>[0]) =>
    report(project(said), { kind: 'emotion' }).figures.find(({ name }) => name === 'Agreement of pairs')
      ?.reading;
  const two = { A: emotions('fear', 'fear'), B: emotions('fear', 'anger') };
  expect(reading(two)).toMatch(/^In 50.0 % of the comparisons both/);
  // A and B 1 of 2, A and C 1 of 1, B and C 1 of 1: of 4 comparisons 3 agree, the mean of the pairs is more.
  expect(reading({ ...two, C: emotions('fear') })).toMatch(
    /^On average over the pairs of raters, 83.3 % of the/,
  );
});

it('marks, in frames and in time', () => {
  const at = (...frames: (number | null)[]) => frames.map((apex) => (apex === null ? null : { apex }));
  const catalog = project({ A: at(2, 5, 9, 3), B: at(4, 5, 6, null) });
  const found = report(catalog, { kind: 'apex' });
  const figures = valuesOf(found.figures);
  // 2, 0 and 3 apart, at 100 frames a second, in clips of 20 frames.
  expect(found.clips).toBe(3);
  expect(figures['Mean absolute difference']).toBeCloseTo(5 / 3, 12);
  expect(figures['Median absolute difference']).toBe(2);
  expect(figures['Mean absolute difference in time']).toBeCloseTo(50 / 3, 12);
  expect(figures['Within 2 frames']).toBeCloseTo(2 / 3, 12);
  expect(figures['Within 10 % of the clip']).toBeCloseTo(2 / 3, 12);
  // A minus B: -2, 0, 3.
  expect(found.raters[0]?.bias).toMatchObject({ unit: 'frames', value: expect.closeTo(1 / 3, 12) });
  expect(found.pairs[0]?.headline).toMatchObject({ value: expect.closeTo(5 / 3, 12), unit: 'frames' });
  expect(found.pairs[0]?.headline.reading).toContain('1.67 frames');
  const pair = pairOf(catalog, 'apex');
  expect(pair.clips.map(({ clipName, a, b, difference }) => [clipName, a, b, difference])).toEqual([
    ['c3', 9, 6, 3],
    ['c1', 2, 4, -2],
    ['c2', 5, 5, 0],
  ]);
  // Deviations from 1/3: -7/3, -1/3, 8/3; their squares 114/9, over 2.
  expect(pair.blandAltman?.sd).toBeCloseTo(Math.sqrt(114 / 18), 12);
});

it('what was decided comes last among the clips that differ as much, and only where this was decided', () => {
  const catalog = project({
    A: emotions('fear', 'fear', 'anger', 'anger'),
    B: emotions('anger', 'fear', 'fear', 'fear'),
  });
  const adjudicated = catalog.write.raters.enterAdjudicated();
  const decide = (clip: string, values: Partial<LabelValues>) => {
    const key = { clipId: clipIdOf(catalog, clip), raterId: adjudicated, round: 1 };
    catalog.write.labels.put(key, { ...EMPTY_LABEL, ...values }, '2026-01-01T00:00:00.000Z');
  };
  decide('c1', { emotion: 'anger' });
  decide('c3', { apex: 4 });
  const { clips } = pairOf(catalog, 'emotion');
  expect(clips.map(({ clipName, adjudicated: isDecided }) => [clipName, isDecided])).toEqual([
    ['c3', false],
    ['c4', false],
    ['c1', true],
    ['c2', false],
  ]);
});

it('action units: twice the shared ones by all that were scored', () => {
  const coded = (...codes: string[]) => codes.map((actionUnits) => ({ actionUnits }));
  const catalog = project({ A: coded('6+12', '4', 'ref(7B)+1', '17+?'), B: coded('L12', '4B', '1', '17') });
  const found = report(catalog, { kind: 'action-units' });
  // Shared 1, 1, 1, 1 of 3, 2, 2, 2 scored.
  expect(found.pairs[0]?.headline.value).toBeCloseTo(8 / 9, 12);
  const figures = valuesOf(found.figures);
  // AU6: seen once of 8, never by both: 2 of 8 values meet another, of 56 pairs 14 differ.
  expect(figures["AU6: Krippendorff's alpha (seen or not)"]).toBeCloseTo(1 - 2 / 8 / (14 / 56), 12);
  expect(figures["AU12: Krippendorff's alpha (seen or not)"]).toBe(1);
  expect(figures).not.toHaveProperty("AU7: Krippendorff's alpha (seen or not)");
  expect(found.notes.join()).toContain('17+?');
});

it('a blind project tells a rater only of what they have submitted or skipped', () => {
  const catalog = project({
    A: emotions('fear', 'fear', 'anger', 'anger'),
    B: emotions('fear', 'anger', 'anger', 'anger'),
  });
  const ada = catalog.write.raters.enterPerson('Ada');
  const say = (clip: string, values: Partial<LabelValues>) => {
    const key = { clipId: clipIdOf(catalog, clip), raterId: ada, round: 1 };
    catalog.write.labels.put(key, { ...EMPTY_LABEL, ...values }, '2026-01-01T00:00:00.000Z');
  };
  say('c1', { emotion: 'fear' });
  say('c2', { status: 'skipped' });
  say('c3', { status: 'draft', emotion: 'anger' });
  expect(report(catalog, { kind: 'emotion', raterId: ada }).clips).toBe(4);
  catalog.write.project.setBlind(true);
  const seen = report(catalog, { kind: 'emotion', raterId: ada });
  expect(seen.clips).toBe(2);
  expect(seen.notes.join()).toContain('only the 2 clips');
  expect(report(catalog, { kind: 'emotion', raterId: idOf(catalog, 'B') }).clips).toBe(4);
});

it('nothing to compare gives figures that are undefined, and says why', () => {
  for (const kind of ['intensity', 'emotion', 'apex', 'action-units'] as const) {
    const found = report(project({ A: [{ intensity: 0.5, apex: 3 }] }), { kind });
    expect(found.notes.join()).toContain('no two raters');
    expect(found.pairs).toEqual([]);
    for (const { value, reading } of found.figures) {
      expect(value).toBeNull();
      expect(reading).toMatch(/^Undefined/);
    }
  }
});
