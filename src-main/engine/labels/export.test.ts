import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCatalog } from '#main/catalog/index.ts';
import { addSamples, temporaryFolder } from '#main/catalog/test-support.ts';
import { MEGC_CLASSES, MEGC_SCHEME } from '#shared/domain/scheme.ts';
import type { Engine } from '../engine.ts';
import { sampleProject, temporaryEngine } from '../test-support.ts';

/** Ada has said something of the first clip, whose frames have the source's numbers 100 to 109. */
async function labelledProject(): Promise<Engine> {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  const { id: raterId } = await engine.call('raters.enter', { name: 'Ada' });
  const { ids } = await engine.call('clips.query', {
    filter: { text: 'S1_1' },
    sort: { by: 'name', direction: 'ascending' },
    raterId,
  });
  const [clipId] = ids;
  if (clipId === undefined) throw new Error('There is a clip.');
  const change = { intensity: 0.7, apex: 5, note: 'brow, "raised"' };
  await engine.call('labels.set', { clipId, raterId, change, mergeKey: null });
  return engine;
}

it("writes every rater's labels, marks as indices and as the source's numbers", async () => {
  const engine = await labelledProject();
  const file = join(temporaryFolder(), 'labels.json');
  expect(await engine.call('labels.export', { format: 'json', file })).toEqual({ file, labels: 3 });
  const records = JSON.parse(readFileSync(file, 'utf8'));
  const told = ['clip_key', 'clip', 'subject', 'rater', 'rater_kind', 'rater_scheme', 'status', 'emotion'];
  const marks = ['onset', 'apex', 'offset', 'onset_source', 'apex_source', 'offset_source'];
  const said = (columns: readonly string[]) =>
    records.map((record: Record<string, unknown>) => columns.map((column) => record[column]));
  expect(said(told)).toEqual([
    ['S1_1', 'S1_1', 'S1', 'sheet', 'source', 'emotions', 'submitted', 'fear'],
    ['S1_1', 'S1_1', 'S1', 'Ada', 'person', 'emotions', 'submitted', null],
    ['S1_2', 'S1_2', 'S1', 'sheet', 'source', 'emotions', 'submitted', 'anger'],
  ]);
  expect(said(marks)).toEqual([
    [1, 4, 8, 101, 104, 108],
    [null, 5, null, null, 105, null],
    [null, null, null, null, null, null],
  ]);
  expect(records[1]).toMatchObject({ intensity: 0.7, note: 'brow, "raised"', traces: null });
});

it('writes the labels of some raters, and says before what a format cannot keep', async () => {
  const engine = await labelledProject();
  const raters = (await engine.call('raters.list', {})).filter(({ name }) => name === 'Ada');
  const asked = { format: 'coding-sheet', raters: raters.map(({ id }) => id) } as const;
  expect(await engine.call('labels.exportPlan', asked)).toEqual({
    labels: 1,
    writes: 'file',
    losses: [
      '1 label with an intensity: it is left out.',
      '1 label with a note: it is left out.',
      'Who said it is not written.',
    ],
  });
  const file = join(temporaryFolder(), 'sheet.csv');
  expect(await engine.call('labels.export', { ...asked, file })).toEqual({ file, labels: 1 });
  expect(readFileSync(file, 'utf8').split('\r\n')[1]).toBe('S1,S1_1,/,105,/,,');
  const whole = await engine.call('labels.exportPlan', { format: 'csv' });
  expect(whole).toEqual({ labels: 3, writes: 'file', losses: [] });
});

it("takes emotions to MEGC's classes by the project's own class map", async () => {
  const dir = await sampleProject();
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'write' });
  const clips = ['a', 'b', 'c'].map((name) => ({ name, subject: 'S1', dataset: 'own' }));
  const emotions = { a: 'fear', b: 'anger', c: 'tense' };
  const labels = Object.entries(emotions).map(([clip, emotion]) => ({ clip, rater: 'sheet', emotion }));
  addSamples(catalog, clips, labels);
  catalog.close();
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir });
  await engine.call('schemes.add', { name: MEGC_SCHEME, emotions: [...MEGC_CLASSES] });
  const entries = { tense: 'negative', fear: 'surprise', anger: null };
  await engine.call('schemes.putClassMap', { name: 'own', from: 'emotions', to: MEGC_SCHEME, entries });
  const file = join(temporaryFolder(), 'megc.csv');
  await engine.call('labels.export', { format: 'megc-manifest', file });
  expect(readFileSync(file, 'utf8')).toBe('own,S1,a,2\r\nown,S1,c,0\r\n');
});

it('writes a table, in place of an older one', async () => {
  const engine = await labelledProject();
  const file = join(temporaryFolder(), 'labels.csv');
  writeFileSync(file, 'older');
  await engine.call('labels.export', { format: 'csv', file });
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toContain(
    'Ada,person,emotions,1,submitted,,,0.7,,5,,,105,,false,false,false,,,"brow, ""raised""",',
  );
});

it('says where it cannot write, and leaves what is there', async () => {
  const engine = await labelledProject();
  const dir = temporaryFolder();
  const write = (file: string) => engine.call('labels.export', { format: 'csv', file });
  await expect(write('labels.csv')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(write(join(dir, 'none', 'labels.csv'))).rejects.toMatchObject({
    code: 'not-found',
    message: `There is no folder ${join(dir, 'none')}.`,
  });
  mkdirSync(join(dir, 'labels.csv'));
  await expect(write(join(dir, 'labels.csv'))).rejects.toMatchObject({ code: 'bad-input' });
  expect(readdirSync(dir)).toEqual(['labels.csv']);
});
