import { expect, it } from 'vitest';
import type { Catalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryCatalog, temporaryFolder } from '#main/catalog/test-support.ts';
import { emptyMedia } from '#main/engine/test-support.ts';
import { DEFAULT_RECIPE, type GoldRecipe } from '#shared/domain/gold.ts';
import { runId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import { defaultRunSpec, type RunSpec } from '#shared/domain/run-spec.ts';
import { MEGC_CLASSES, MEGC_ENTRIES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import { setLabel } from '../labels/ledger.ts';
import { freezeRun } from './freeze.ts';
import { predictRun } from './predict-run.ts';
import { staleClips } from './staleness.ts';

const AT = '2026-01-01T00:00:00.000Z';
const SHOWN = ['surprise', 'fear', 'anger', 'happiness', 'others', 'sadness'];

/** A clip of each emotion, of a subject each; the class map `three` of MEGC. */
function project(): Catalog {
  const catalog = temporaryCatalog();
  addSamples(
    catalog,
    SHOWN.map((emotion) => ({ name: emotion, subject: emotion })),
    SHOWN.map((emotion) => ({ clip: emotion, rater: 'A', emotion, onset: 2, offset: 5 })),
  );
  const main = catalog.read.schemes.list().find(({ isMain }) => isMain)?.name ?? '';
  catalog.write.schemes.add(MEGC_SCHEME, MEGC_CLASSES);
  catalog.write.schemes.putClassMap({
    name: 'three',
    from: main,
    to: MEGC_SCHEME,
    entries: { ...MEGC_ENTRIES },
  });
  return catalog;
}

function goldSpec(recipe: Partial<GoldRecipe>, changes: Partial<RunSpec> = {}): RunSpec {
  return {
    ...defaultRunSpec('emotion'),
    target: { from: 'gold', name: 'mine', recipe: { ...DEFAULT_RECIPE, ...recipe } },
    split: { kind: 'kfold', folds: 2 },
    ...changes,
  };
}

it('a class map makes the classes, in the order of their scheme; what it drops is left out and listed', () => {
  const catalog = project();
  const { frozen, problems } = freezeRun(catalog, goldSpec({ classMap: 'three' }));
  expect(problems).toEqual([]);
  expect(frozen.classes).toEqual([...MEGC_CLASSES]);
  expect(frozen.clips.map(({ target }) => target)).toEqual([
    ...['surprise', 'negative', 'negative', 'positive', 'negative'],
  ]);
  expect(frozen.leftOut).toEqual([
    { clipId: clipIdOf(catalog, 'others'), clipName: 'others', reason: expect.stringContaining('class map') },
  ]);
});

it('distributions are learned as the recipe makes them, over the classes', () => {
  const catalog = project();
  addSamples(catalog, [], [{ clip: 'fear', rater: 'B', emotion: 'surprise' }]);
  addSamples(catalog, [], [{ clip: 'fear', rater: 'C', distribution: { sadness: 0.5, happiness: 0.5 } }]);
  const recipe = { classMap: 'three', emotion: 'mean-distribution' } as const;
  const { frozen } = freezeRun(catalog, goldSpec(recipe, { loss: { kind: 'kl' } }));
  const clip = frozen.clips.find(({ clipName }) => clipName === 'fear');
  // negative (1 + 0 + 1/2) / 3, positive 1/6, surprise 1/3.
  expect(clip?.target).toBe('negative');
  expect(clip?.distribution?.map((share) => Math.round(share * 6))).toEqual([3, 1, 2]);
});

it('the frames are those of the recipe', () => {
  const catalog = project();
  addSamples(catalog, [], [{ clip: 'fear', rater: 'B', onset: 4, offset: 9 }]);
  const base = defaultRunSpec('emotion');
  const windowOf = (marks: GoldRecipe['marks']) => {
    const spec = goldSpec({ marks }, { input: { ...base.input, window: 'coded' } });
    const clip = freezeRun(catalog, spec).frozen.clips.find(({ clipName }) => clipName === 'fear');
    return [clip?.firstFrame, clip?.lastFrame];
  };
  expect(windowOf('first-source')).toEqual([2, 5]);
  // Of two the earlier.
  expect(windowOf('median')).toEqual([2, 5]);
  addSamples(catalog, [], [{ clip: 'fear', rater: 'C', onset: 5, offset: 9 }]);
  expect(windowOf('median')).toEqual([4, 9]);
});

it('a run pins the version of the labels it learned, and is stale where its recipe makes another label', () => {
  const catalog = project();
  const person = catalog.write.raters.enterPerson('Ada');
  const say = (clip: string, emotion: string) =>
    setLabel(catalog, {
      ...{ clipId: clipIdOf(catalog, clip), raterId: person, round: 1, mergeKey: null },
      as: 'adjudicated',
      change: { emotion },
    });
  const save = (name: string, recipe: Partial<GoldRecipe>) => {
    const { frozen } = freezeRun(catalog, goldSpec(recipe));
    const id = runId.parse(name);
    catalog.write.runs.create({ ...frozen, id, createdAt: AT });
    catalog.write.runs.finish(id, 1, null);
    return id;
  };
  const before = catalog.read.history.version();
  const together = save('together', {});
  const voted = save('voted', { adjudicated: false });
  expect(catalog.read.runs.frozen(together)?.labelVersion).toBe(before);
  say('fear', 'anger');
  expect(catalog.read.history.version()).toBeGreaterThan(before);
  const later = save('later', {});
  expect(catalog.read.runs.frozen(later)?.labelVersion).toBe(catalog.read.history.version());
  expect(catalog.read.runs.frozen(together)?.labelVersion).toBe(before);
  const staleOf = (name: typeof together) => {
    const run = catalog.read.runs.get(name);
    return run === null ? null : [...staleClips(catalog, run)];
  };
  expect([together, voted, later].map(staleOf)).toEqual([[clipIdOf(catalog, 'fear')], [], []]);
});

it('a recipe that names nobody keeps a run from starting, in words', () => {
  const catalog = project();
  expect(freezeRun(catalog, goldSpec({ raters: ['Zoe'] })).problems.join()).toContain('no rater named Zoe');
  expect(freezeRun(catalog, goldSpec({ classMap: 'four' })).problems.join()).toContain('no class map four');
});

it('drafts are no labels', () => {
  const catalog = project();
  const ada = catalog.write.raters.enterPerson('Ada');
  const key = { clipId: clipIdOf(catalog, 'fear'), raterId: ada, round: 1 };
  catalog.write.labels.put(key, { ...EMPTY_LABEL, emotion: 'anger', status: 'draft', onset: 4 }, AT);
  const base = defaultRunSpec('emotion');
  const { frozen } = freezeRun(catalog, {
    ...goldSpec({}, { input: { ...base.input, window: 'coded' } }),
    target: { from: 'rater-then-raters', rater: 'Ada' },
  });
  expect(frozen.clips.find(({ clipName }) => clipName === 'fear')).toMatchObject({
    target: 'fear',
    firstFrame: 2,
  });
});

it('a run that learned the classes of a map does not label clips with them', async () => {
  const catalog = project();
  const { frozen } = freezeRun(catalog, goldSpec({ classMap: 'three' }));
  const id = runId.parse('mapped');
  catalog.write.runs.create({ ...frozen, id, createdAt: AT });
  catalog.write.runs.finish(id, 1, null);
  const open = {
    ...{ dir: temporaryFolder(), readOnly: false, catalog },
    media: emptyMedia(),
    whenClosing: () => {},
  };
  const task = { signal: AbortSignal.timeout(10_000), report: () => {} };
  await expect(predictRun(open, id, null, task)).rejects.toThrow('(negative, positive)');
  expect(catalog.read.raters.find(`Model ${id}`)).toBeNull();
});
