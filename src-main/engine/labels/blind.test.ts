import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openCatalog } from '#main/catalog/index.ts';
import { addSamples, temporaryFolder } from '#main/catalog/test-support.ts';
import { agreementKind } from '#shared/domain/agreement.ts';
import { DEFAULT_RECIPE } from '#shared/domain/gold.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelChange, LabelStatus } from '#shared/domain/label.ts';
import { queueKind } from '#shared/domain/queue.ts';
import { createEngine, type Engine } from '../engine.ts';

const CLIPS = ['a', 'b', 'c', 'd'];
const OTHERS = ['Bob', 'Cem'];
const SORTS = ['name', 'emotion', 'intensity', 'intensitySpread', 'emotionAgreement'] as const;

/** What others say of a clip. */
interface Saying {
  readonly emotion: string;
  readonly intensity: number;
  readonly apex: number;
}
interface Plan {
  /** Ada's status of each clip; null: she has not looked at it. */
  readonly own: readonly (LabelStatus | null)[];
  /** What a sheet, Bob and Cem say of each clip. */
  readonly others: readonly (readonly Saying[])[];
  /** The same otherwise. */
  readonly otherwise: readonly (readonly Saying[])[];
  readonly drafts: readonly boolean[];
}

const saying = fc.record({
  emotion: fc.constantFrom('fear', 'anger'),
  intensity: fc.constantFrom(0.25, 0.5, 1),
  apex: fc.constantFrom(1, 4, 7),
});
const ofEachClip = <T>(of: fc.Arbitrary<T>) =>
  fc.array(of, { minLength: CLIPS.length, maxLength: CLIPS.length });
const ofThree = fc.array(saying, { minLength: 3, maxLength: 3 });
const plan: fc.Arbitrary<Plan> = fc.record({
  own: ofEachClip(fc.constantFrom(null, null, 'draft' as const, 'submitted' as const, 'skipped' as const)),
  others: ofEachClip(ofThree),
  otherwise: ofEachClip(ofThree),
  drafts: ofEachClip(fc.boolean()),
});

/** A blind project in which everybody but Ada has said what `sayings` says; she said the same of every clip she looked at. */
async function project(dir: string, { own, drafts }: Plan, sayings: Plan['others']): Promise<Engine> {
  const engine = createEngine({ host: 'in-process', configDir: temporaryFolder() });
  await engine.call('projects.create', { dir });
  await engine.call('projects.close', {});
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'write' });
  for (const emotion of ['fear', 'anger']) catalog.write.emotions.add(emotion);
  const ofSheet = CLIPS.map((clip, i) => ({ clip, rater: 'sheet', ...sayings[i]?.[0] }));
  addSamples(
    catalog,
    CLIPS.map((name) => ({ name, subject: 'S1' })),
    ofSheet,
  );
  catalog.close();
  await engine.call('projects.open', { dir });
  await engine.call('projects.setBlind', { blind: true });
  const set = (clipId: ClipId, raterId: RaterId, change: LabelChange) =>
    engine.call('labels.set', { clipId, raterId, change, mergeKey: null });
  const { id: ada } = await engine.call('raters.enter', { name: 'Ada' });
  const ids = await clipIds(engine);
  for (const [o, name] of OTHERS.entries()) {
    const { id } = await engine.call('raters.enter', { name });
    for (const [c, clipId] of ids.entries()) {
      const { emotion, intensity, apex } = sayings[c]?.[o + 1] ?? {};
      await set(clipId, id, { emotion, intensity, apex });
      await engine.call('traces.set', {
        ...{ clipId, raterId: id, name: 'intensity', mergeKey: null },
        values: { interpolation: 'linear', points: [[0, intensity ?? 0]] },
      });
      if (drafts[c] !== true) await set(clipId, id, { status: 'submitted' });
    }
  }
  for (const [c, clipId] of ids.entries()) {
    const status = own[c] ?? null;
    if (status === null) continue;
    await set(clipId, ada, { emotion: 'fear', confidence: 0.5 });
    if (status !== 'draft') await set(clipId, ada, { status });
  }
  return engine;
}

async function clipIds(engine: Engine): Promise<ClipId[]> {
  const sort = { by: 'name', direction: 'ascending' } as const;
  return (await engine.call('clips.query', { filter: {}, sort, raterId: null })).ids;
}

/** Every answer there is for who asks, and for nobody. */
async function answers(engine: Engine, ada: RaterId): Promise<unknown> {
  const all: unknown[] = [await engine.call('emotions.list', {}), await engine.call('raters.list', {})];
  const ids = await clipIds(engine);
  for (const raterId of [ada, null]) {
    all.push(await engine.call('clips.rows', { ids, raterId }));
    for (const by of SORTS) {
      const asked = { filter: {}, sort: { by, direction: 'descending' as const }, raterId };
      all.push(await engine.call('clips.query', asked));
      all.push(await engine.call('clips.page', { ...asked, offset: 0, limit: 100 }));
    }
    for (const filter of [{}, { emotions: ['fear'] }, { emotions: [null] }, { labelledByMe: true }])
      all.push(await engine.call('clips.facets', { filter, raterId }));
    for (const clipId of ids)
      for (const round of [1, 2]) {
        all.push(await engine.call('clips.detail', { clipId, raterId, round }));
        all.push(await engine.call('labels.history', { clipId, raterId, round }));
        all.push(await engine.call('traces.ofClip', { clipId, raterId, round }));
      }
  }
  all.push(await engine.call('labels.undoState', { raterId: ada }));
  const [bob, cem] = (await engine.call('raters.list', {})).filter(({ name }) => OTHERS.includes(name));
  if (bob === undefined || cem === undefined) throw new Error('They have entered.');
  for (const kind of agreementKind.options) {
    const request = { kind, raters: null, clipIds: null, round: null, classMap: null, raterId: ada };
    all.push(await engine.call('agreement.report', { request }));
    all.push(await engine.call('agreement.pair', { request, a: bob.id, b: cem.id }));
  }
  all.push(await exported(engine, ada, bob.id));
  for (const round of [1, 2]) {
    all.push(await engine.call('queues.counts', { raterId: ada, round }));
    all.push(await engine.call('queues.pace', { raterId: ada, round }));
    for (const queue of queueKind.options)
      all.push([queue, await engine.call('queues.clips', { queue, raterId: ada, round, seed: 1 })]);
  }
  return all;
}

/** All that leaves the program with who asks. */
async function exported(engine: Engine, raterId: RaterId, bob: RaterId): Promise<unknown> {
  const folder = temporaryFolder();
  const all: unknown[] = [];
  for (const format of ['csv', 'json', 'coding-sheet', 'megc-manifest'] as const)
    for (const raters of [null, [bob]]) {
      const file = join(folder, `${format} of ${raters?.length ?? 'all'}`);
      const asked = { format, raters, raterId };
      all.push(await engine.call('labels.exportPlan', asked));
      const { labels } = await engine.call('labels.export', { ...asked, file });
      all.push(labels, readFileSync(file, 'utf8'));
    }
  for (const intensity of ['mean', 'ewe'] as const)
    for (const round of [null, 1, 2]) {
      const recipe = { ...DEFAULT_RECIPE, intensity, round };
      all.push(await engine.call('gold.labels', { recipe, clipIds: null, raterId }));
      const file = join(folder, `gold ${intensity} ${round}.json`);
      await engine.call('gold.export', { recipe, format: 'json', file, raterId });
      all.push(readFileSync(file, 'utf8'));
    }
  const file = join(folder, 'bundle.json');
  await engine.call('bundles.export', { raterId: bob, file, askedBy: raterId });
  all.push(readFileSync(file, 'utf8'));
  return all;
}

it('in a blind project no answer depends on what others say of a clip the asker has not submitted or skipped', async () => {
  vi.useFakeTimers({ now: new Date('2026-05-02T12:00:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const folder = temporaryFolder();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(plan, async (made) => {
      const isHidden = (clip: number) => made.own[clip] === null || made.own[clip] === 'draft';
      const changed = made.others.map((said, clip) =>
        isHidden(clip) ? (made.otherwise[clip] ?? said) : said,
      );
      const worlds: unknown[] = [];
      for (const sayings of [made.others, changed]) {
        const engine = await project(join(folder, `${count++}`), made, sayings);
        const ada = (await engine.call('raters.list', {})).find(({ name }) => name === 'Ada');
        if (ada === undefined) throw new Error('Ada has entered.');
        worlds.push(await answers(engine, ada.id));
        await engine.close();
      }
      expect(worlds[1]).toEqual(worlds[0]);
    }),
    { numRuns: 10, seed: 7, endOnFailure: true },
  );
}, 240_000);

/** Ada rated in these rounds, the last of them as a draft or not; Bob in both. */
interface Rounds {
  readonly ada: readonly LabelStatus[];
  readonly bob: readonly [Saying, Saying];
}

/** A blind project of one clip; answers to all that tells of single labels. */
async function toldOf(dir: string, { ada, bob }: Rounds): Promise<unknown> {
  const engine = await project(
    dir,
    { own: [], others: [], otherwise: [], drafts: CLIPS.map(() => true) },
    [],
  );
  const raters = await engine.call('raters.list', {});
  const idOf = (name: string) => raters.find((rater) => rater.name === name)?.id;
  const [adaId, bobId, cemId] = [idOf('Ada'), idOf('Bob'), idOf('Cem')];
  const [clipId] = await clipIds(engine);
  if (adaId === undefined || bobId === undefined || cemId === undefined || clipId === undefined)
    throw new Error('They have entered, and there are clips.');
  const set = (raterId: RaterId, round: number, change: LabelChange) =>
    engine.call('labels.set', { clipId, raterId, round, change, mergeKey: null });
  for (const [place, said] of bob.entries()) await set(bobId, place + 1, { ...said, status: 'submitted' });
  for (const [place, status] of ada.entries()) {
    await set(adaId, place + 1, { intensity: 0.5 });
    if (status !== 'draft') await set(adaId, place + 1, { status });
  }
  const all: unknown[] = [];
  for (const round of [1, 2]) {
    all.push(await engine.call('clips.detail', { clipId, raterId: adaId, round }));
    all.push(await engine.call('labels.history', { clipId, raterId: adaId, round }));
    all.push(await engine.call('traces.ofClip', { clipId, raterId: adaId, round }));
  }
  for (const kind of agreementKind.options)
    for (const round of [null, 1, 2]) {
      const request = { kind, raters: null, clipIds: null, round, classMap: null, raterId: adaId };
      all.push(await engine.call('agreement.report', { request }));
      all.push(await engine.call('agreement.pair', { request, a: adaId, b: bobId }));
    }
  all.push(await exported(engine, adaId, bobId));
  await engine.close();
  return all;
}

const submitted = 'submitted' as const;
const SAID: Saying = { emotion: 'fear', intensity: 0.25, apex: 1 };
const OTHERWISE: Saying = { emotion: 'anger', intensity: 1, apex: 7 };

it.each<[string, LabelStatus[], Rounds['bob'], boolean]>([
  ['a later round than hers is hidden from her', [submitted], [SAID, OTHERWISE], true],
  ['both rounds are while she rates in the second', [submitted, 'draft'], [OTHERWISE, OTHERWISE], true],
  ['her own round is shown to her', [submitted], [OTHERWISE, SAID], false],
  ['the second is, once she has submitted it', [submitted, submitted], [SAID, OTHERWISE], false],
])('rounds of a blind project: %s', async (_, ada, bob, isHidden) => {
  vi.useFakeTimers({ now: new Date('2026-05-02T12:00:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const folder = temporaryFolder();
  const worlds = [
    await toldOf(join(folder, 'one'), { ada, bob: [SAID, SAID] }),
    await toldOf(join(folder, 'other'), { ada, bob }),
  ];
  if (isHidden) expect(worlds[1]).toEqual(worlds[0]);
  else expect(worlds[1]).not.toEqual(worlds[0]);
});
