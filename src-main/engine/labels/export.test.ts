import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
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
  const common = { subject: 'S1', action_units: null, apex_estimated: false, updated_at: expect.any(String) };
  const nothing = { emotion: null, intensity: null, onset: null, apex: null, offset: null };
  const noSource = { onset_source: null, apex_source: null, offset_source: null };
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual([
    {
      ...common,
      clip: 'S1_1',
      rater: 'sheet',
      rater_kind: 'source',
      emotion: 'fear',
      intensity: null,
      onset: 1,
      apex: 4,
      offset: 8,
      onset_source: 101,
      apex_source: 104,
      offset_source: 108,
      note: '',
    },
    {
      ...common,
      ...nothing,
      ...noSource,
      clip: 'S1_1',
      rater: 'Ada',
      rater_kind: 'person',
      intensity: 0.7,
      apex: 5,
      apex_source: 105,
      note: 'brow, "raised"',
    },
    {
      ...common,
      ...nothing,
      ...noSource,
      clip: 'S1_2',
      rater: 'sheet',
      rater_kind: 'source',
      emotion: 'anger',
      note: '',
    },
  ]);
});

it('writes a table, in place of an older one', async () => {
  const engine = await labelledProject();
  const file = join(temporaryFolder(), 'labels.csv');
  writeFileSync(file, 'older');
  await engine.call('labels.export', { format: 'csv', file });
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toContain('Ada,person,,0.7,,5,,,105,,false,,"brow, ""raised""",');
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
