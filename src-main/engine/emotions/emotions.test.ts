import { expect, it } from 'vitest';
import { sampleProject, temporaryEngine } from '../test-support.ts';

it('are the scheme of the project in its order, each with a key of its own and its clips', async () => {
  const { engine } = temporaryEngine();
  await engine.call('projects.open', { dir: await sampleProject() });
  expect(await engine.call('emotions.list', {})).toEqual([
    { name: 'fear', key: 'f', clipCount: 1 },
    { name: 'anger', key: 'a', clipCount: 1 },
  ]);
  const added = await engine.call('emotions.add', { name: ' Amusement ' });
  expect(added[2]).toEqual({ name: 'amusement', key: 'm', clipCount: 0 });
  expect(await engine.call('emotions.add', { name: 'amusement' })).toEqual(added);
});
