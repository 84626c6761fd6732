import { expect, it } from 'vitest';
import { EMPTY_LABEL, type LabelValues } from '#shared/domain/label.ts';
import { addSamples, clipIdOf, temporaryCatalog } from './test-support.ts';

const AT = '2026-01-01T00:00:00.000Z';

function project() {
  const catalog = temporaryCatalog();
  addSamples(
    catalog,
    ['c1', 'c2', 'c3'].map((name) => ({ name })),
    [
      { clip: 'c1', rater: 'A', intensity: 0.1 },
      { clip: 'c1', rater: 'B', intensity: 0.2, actionUnits: '12' },
      { clip: 'c3', rater: 'B', intensity: 0.3 },
    ],
  );
  const ada = catalog.write.raters.enterPerson('Ada');
  const say = (clip: string, round: number, values: Partial<LabelValues> | null) => {
    const key = { clipId: clipIdOf(catalog, clip), raterId: ada, round };
    const state = values === null ? null : { ...EMPTY_LABEL, ...values };
    catalog.write.labels.put(key, state, AT);
    catalog.write.history.addLabel({ ...key, actorId: ada, at: AT, cause: 'edit', state });
  };
  const intensities = (...asked: Parameters<typeof catalog.read.said.byClip>) =>
    [...catalog.read.said.byClip(...asked)].map(({ clipId, labels }) => [
      catalog.read.clips.get(clipId)?.name,
      ...labels.map(({ intensity }) => intensity),
    ]);
  return { catalog, ada, say, intensities };
}

it('labels come clip by clip, of each rater the latest that is submitted', () => {
  const { catalog, ada, say, intensities } = project();
  say('c1', 1, { intensity: 0.5 });
  say('c1', 2, { intensity: 0.6 });
  say('c1', 3, { intensity: 0.7, status: 'draft' });
  say('c2', 1, { status: 'skipped' });
  expect(intensities(null, null)).toEqual([
    ['c1', 0.1, 0.2, 0.6],
    ['c3', 0.3],
  ]);
  expect(intensities(null, 1)).toEqual([
    ['c1', 0.1, 0.2, 0.5],
    ['c3', 0.3],
  ]);
  expect(intensities([clipIdOf(catalog, 'c3'), clipIdOf(catalog, 'c3')], null)).toEqual([['c3', 0.3]]);
  expect(intensities(null, null, ada)).toEqual([['c1', 0.6]]);
  const seen: unknown[] = [];
  catalog.read.said.forEach('intensity', null, (clipId, raterId, value) => {
    if (raterId === ada) seen.push([clipId, value]);
  });
  expect(seen).toEqual([[clipIdOf(catalog, 'c1'), 0.6]]);
  const units: unknown[] = [];
  catalog.read.said.forEach('actionUnits', null, (_, __, value) => units.push(value));
  expect(units).toEqual(['12']);
});

it('what a rater has answered: not what is a draft in their latest round', () => {
  const { catalog, ada, say } = project();
  say('c1', 1, { intensity: 0.5 });
  say('c1', 2, { intensity: 0.6, status: 'draft' });
  say('c2', 1, { status: 'skipped' });
  expect(catalog.read.said.answeredBy(ada)).toEqual(new Map([[clipIdOf(catalog, 'c2'), 1]]));
  say('c1', 2, { intensity: 0.6 });
  expect(catalog.read.said.answeredBy(ada)).toEqual(
    new Map([
      [clipIdOf(catalog, 'c1'), 2],
      [clipIdOf(catalog, 'c2'), 1],
    ]),
  );
});

it('whoever asks is told of no clip they have not answered, and of no later round', () => {
  const { catalog, say } = project();
  say('c1', 1, { intensity: 0.5 });
  say('c1', 2, { intensity: 0.6 });
  say('c2', 1, { intensity: 0.7 });
  const { said } = catalog.read;
  const told = (round: number | null, answered: Record<string, number>) => {
    const map = new Map(Object.entries(answered).map(([name, last]) => [clipIdOf(catalog, name), last]));
    const [visited, listed]: [unknown[], unknown[]] = [[], []];
    said.forEach('intensity', round, (_, __, value) => visited.push(value), map);
    for (const { labels } of said.byClip(null, round, null, map))
      listed.push(...labels.map(({ intensity }) => intensity));
    expect(listed).toEqual(visited);
    return visited;
  };
  expect(told(null, { c1: 1 })).toEqual([0.1, 0.2, 0.5]);
  expect(told(null, { c1: 2, c2: 1 })).toEqual([0.1, 0.2, 0.6, 0.7]);
  expect(told(2, { c1: 1, c2: 1 })).toEqual([]);
  expect(told(1, { c1: 2 })).toEqual([0.1, 0.2, 0.5]);
  expect(told(null, {})).toEqual([]);
});

it('the version is another one after any change of labels, raters, schemes and maps, and after no other', () => {
  const { catalog, ada, say } = project();
  const { said } = catalog.read;
  const versions = [said.version()];
  const after = (change: () => void) => {
    change();
    versions.push(said.version());
  };
  after(() => say('c1', 1, { intensity: 0.5 }));
  after(() => say('c1', 1, { intensity: 0.6 }));
  // A drag that ends where it began takes its row back.
  const item = {
    clipId: clipIdOf(catalog, 'c1'),
    raterId: ada,
    round: 1,
    item: 'label',
    actorId: ada,
  } as const;
  after(() => catalog.write.history.retractEdit(item));
  after(() => catalog.write.schemes.add('mine', ['joy']));
  after(() => catalog.write.raters.setScheme(ada, 'mine'));
  after(() =>
    catalog.write.schemes.putClassMap({ name: 'm', from: 'mine', to: 'emotions', entries: { joy: null } }),
  );
  after(() => catalog.write.schemes.setMain('mine'));
  expect(new Set(versions).size).toBe(versions.length);
  const last = said.version();
  catalog.write.project.setDemoSeed(3);
  expect(said.version()).toBe(last);
});
