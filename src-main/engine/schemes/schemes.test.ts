import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { taskId } from '#shared/domain/ids.ts';
import type { Engine } from '../engine.ts';
import { sampleProject, temporaryEngine } from '../test-support.ts';

async function openSample(): Promise<Engine> {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  return engine;
}

const NO_NAMES = { name: 'three', from: 'emotions', to: 'MEGC' };

/** Emotions the raters together give the clips S1_1 (fear) and S1_2 (anger). */
async function together(engine: Engine): Promise<(string | null)[]> {
  const { ids } = await engine.call('clips.query', {
    filter: {},
    sort: { by: 'name', direction: 'ascending' },
    raterId: null,
  });
  return (await engine.call('clips.rows', { ids, raterId: null })).map(({ emotion }) => emotion);
}

it('what raters say is read in the main scheme, by the map that leads there', async () => {
  const engine = await openSample();
  const added = await engine.call('schemes.add', { name: 'MEGC', emotions: ['negative', 'positive'] });
  expect(added.schemes).toEqual([
    { name: 'emotions', emotions: ['fear', 'anger'], isMain: true },
    { name: 'MEGC', emotions: ['negative', 'positive'], isMain: false },
  ]);
  await engine.call('schemes.setMain', { name: 'megc' });
  expect(await together(engine)).toEqual([null, null]);
  const entries = { fear: 'negative', anger: null };
  const { classMaps } = await engine.call('schemes.putClassMap', { ...NO_NAMES, entries });
  expect(classMaps).toEqual([{ ...NO_NAMES, entries: { fear: 'negative', anger: null } }]);
  expect(await together(engine)).toEqual(['negative', null]);
  await engine.call('schemes.putClassMap', { ...NO_NAMES, entries: { fear: 'positive', anger: 'negative' } });
  expect(await together(engine)).toEqual(['positive', 'negative']);
  await engine.call('schemes.setMain', { name: 'emotions' });
  expect(await together(engine)).toEqual(['fear', 'anger']);
  expect((await engine.call('emotions.list', {})).map(({ name }) => name)).toEqual(['fear', 'anger']);
});

it('refuses schemes that are not there and maps that lead nowhere, and changes nothing', async () => {
  const engine = await openSample();
  const before = await engine.call('schemes.list', {});
  const entries = { fear: 'negative' };
  await expect(engine.call('schemes.setMain', { name: 'mine' })).rejects.toThrow('no scheme mine');
  await expect(engine.call('schemes.putClassMap', { ...NO_NAMES, entries })).rejects.toThrow(
    'no scheme MEGC',
  );
  const itself = { name: 'round', from: 'emotions', to: 'Emotions', entries: {} };
  await expect(engine.call('schemes.putClassMap', itself)).rejects.toThrow('to itself');
  expect(await engine.call('schemes.list', {})).toEqual(before);
});

it("the project's own spellings hold for what is imported, unless the import says otherwise", async () => {
  const engine = await openSample();
  expect(await engine.call('emotions.aliases', {})).toEqual({});
  expect(await engine.call('emotions.putAlias', { alias: 'Afraid', emotion: 'Anger' })).toEqual({
    afraid: 'anger',
  });
  const source = join(temporaryFolder(), 'set.csv');
  writeFileSync(source, 'clip,rater,intensity,emotion\nS1_1,Bo,0.5,afraid\nS1_2,Bo,0.5,mad\n');
  const request = { source, kind: 'intensities' as const, aliases: { mad: 'fear' } };
  const { planId } = await engine.call('imports.preview', { request, taskId: taskId.parse('preview') });
  await engine.call('imports.run', { planId, taskId: taskId.parse('run') });
  const { id } = (await engine.call('raters.list', {})).find(({ name }) => name === 'Bo') ?? {};
  const rows = await engine.call('clips.query', {
    filter: {},
    sort: { by: 'name', direction: 'ascending' },
    raterId: null,
  });
  const said: unknown[] = [];
  for (const clipId of rows.ids) {
    const { labels } = await engine.call('clips.detail', { clipId, raterId: null });
    said.push(labels.find(({ raterId }) => raterId === id)?.emotion);
  }
  expect(said).toEqual(['anger', 'fear']);
});

it('what is known of subjects is kept and taken away', async () => {
  const engine = await openSample();
  const set = (value: string | null, subject = 'S1') =>
    engine.call('subjects.setAttribute', { subject, name: 'age', value });
  expect(await set('22')).toEqual([{ name: 'S1', clipCount: 2, attributes: { age: '22' } }]);
  expect((await set('23'))[0]?.attributes).toEqual({ age: '23' });
  await expect(set('1', 'S9')).rejects.toThrow('no subject S9');
  expect(await set(null)).toEqual([{ name: 'S1', clipCount: 2, attributes: {} }]);
  expect(await engine.call('subjects.list', {})).toEqual([{ name: 'S1', clipCount: 2, attributes: {} }]);
});

it('a project is blind when it is told to be, and every client hears of it', async () => {
  const { engine, events } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  expect(await engine.call('projects.settings', {})).toEqual({ blind: false });
  events.length = 0;
  expect(await engine.call('projects.setBlind', { blind: true })).toEqual({ blind: true });
  expect(await engine.call('projects.settings', {})).toEqual({ blind: true });
  expect(events).toContainEqual({ type: 'catalog' });
});

it('nobody is called like what is decided by hand', async () => {
  const engine = await openSample();
  await expect(engine.call('raters.enter', { name: 'adjudicated' })).rejects.toThrow('decided by hand');
});
