import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import { addFiles, folderWith, png, request } from '#main/exchange/importers/test-support.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { taskId } from '#shared/domain/ids.ts';
import { createEngine, type Engine } from '../engine.ts';

const task = { taskId: taskId.parse('import-1') };
let engine: Engine;
let source: string;
const events: EngineEvent[] = [];

beforeEach(async () => {
  engine = createEngine({ host: 'in-process', configDir: temporaryFolder() });
  onTestFinished(() => engine.close());
  events.length = 0;
  engine.onEvent((event) => events.push(event));
  source = folderWith({ 'happy/1.png': png(1), 'fear/2.png': png(2) });
  await engine.call('projects.create', { dir: join(temporaryFolder(), 'project') });
});

const preview = () =>
  engine.call('imports.preview', { request: request({ kind: 'folder-per-class', source }), ...task });

test('runs exactly what was previewed, even if the source has changed since', async () => {
  const { planId, report } = await preview();
  addFiles(source, { 'fear/3.png': png(3) });
  expect(await engine.call('imports.run', { planId, ...task })).toEqual(report);
  expect((await engine.call('projects.current', {}))?.clipCount).toBe(2);
});

test('tells every client how far it is and what changed', async () => {
  const { planId } = await preview();
  const types = () => events.map((event) => (event.type === 'task' ? event.task.state : event.type));
  expect(types()).toEqual(expect.arrayContaining(['running', 'done']));
  expect(types()).not.toContain('catalog');
  await engine.call('imports.run', { planId, ...task });
  expect(types()).toEqual(expect.arrayContaining(['catalog', 'project']));
  expect(events.findLast((event) => event.type === 'project')?.project?.clipCount).toBe(2);
});

test('a preview belongs to its project and only the newest are kept', async () => {
  const { planId } = await preview();
  const gone = { code: 'not-found', message: expect.stringContaining('Preview the import again') };
  await expect(engine.call('imports.run', { planId: 'none', ...task })).rejects.toMatchObject(gone);
  for (let i = 0; i < 4; i++) await preview();
  await expect(engine.call('imports.run', { planId, ...task })).rejects.toMatchObject(gone);
  const newest = await preview();
  await engine.call('projects.create', { dir: join(temporaryFolder(), 'other') });
  await expect(engine.call('imports.run', { planId: newest.planId, ...task })).rejects.toMatchObject(gone);
});

test('a cancelled preview answers so and leaves the engine at work', async () => {
  addFiles(source, Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`happy/n${i}.png`, png(i)])));
  const answer = preview();
  await engine.call('tasks.cancel', task);
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  expect((await preview()).report.clips).toBe(402);
});
