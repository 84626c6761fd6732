import { expect, it } from 'vitest';
import { sampleProject, temporaryEngine } from '../test-support.ts';

it('are found by name whatever its case, made once, and remembered on this machine', async () => {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  const ada = await engine.call('raters.enter', { name: ' Ada ' });
  expect(ada).toMatchObject({ name: 'Ada', kind: 'person', labelCount: 0 });
  expect(await engine.call('raters.enter', { name: 'ADA' })).toEqual(ada);
  expect((await engine.call('raters.list', {})).map(({ name, kind }) => [name, kind])).toEqual([
    ['Ada', 'person'],
    ['sheet', 'source'],
  ]);
  expect(await engine.call('app.info', {})).toMatchObject({ raterName: 'Ada' });
});

it('whose labels came in with a table go on with them under their name', async () => {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  const entered = await engine.call('raters.enter', { name: 'Sheet' });
  expect(entered).toMatchObject({ name: 'sheet', kind: 'person', labelCount: 2 });
});

it('none bears the name of what is decided by hand, neither before there is any nor after', async () => {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  const enter = () => engine.call('raters.enter', { name: 'ADJUDICATED' });
  const refusal = { code: 'conflict', message: expect.stringMatching(/stands for what was decided by hand/) };
  await expect(enter()).rejects.toMatchObject(refusal);
  const { id: raterId } = await engine.call('raters.enter', { name: 'Ada' });
  const sort = { by: 'name', direction: 'ascending' } as const;
  const [clipId] = (await engine.call('clips.query', { filter: {}, sort, raterId })).ids;
  if (clipId === undefined) throw new Error('There is a clip.');
  const change = { emotion: 'fear' };
  await engine.call('labels.set', { clipId, raterId, as: 'adjudicated', change, mergeKey: null });
  await expect(enter()).rejects.toMatchObject(refusal);
  expect(await engine.call('app.info', {})).toMatchObject({ raterName: 'Ada' });
  const kinds = (await engine.call('raters.list', {})).map(({ name, kind }) => `${name} ${kind}`);
  expect(kinds.sort()).toEqual(['Ada person', 'Adjudicated adjudicated', 'sheet source']);
});
