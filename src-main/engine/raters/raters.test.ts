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
