import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { temporaryFolder } from '#main/catalog/test-support.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { taskId } from '#shared/domain/ids.ts';
import { startEngine } from '../test-process.ts';
import { sampleProject, temporaryEngine } from '../test-support.ts';

const SEED = 1;
const TASK = taskId.parse('demo');

it('the demo is made after a cancel and a kill, comes in by the importers, and is then opened at once', async () => {
  const dir = join(temporaryFolder(), 'demo');
  const make = { dir, seed: SEED, taskId: TASK };

  const first = temporaryEngine();
  const stopped = first.engine.call('projects.demo', make);
  await taskSays(first.events, 'Making the demo clips');
  await first.engine.call('tasks.cancel', { taskId: TASK });
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(dir)).toEqual([]);
  expect(await first.engine.call('projects.current', {})).toBeNull();

  const second = startEngine();
  const events: EngineEvent[] = [];
  second.engine.onEvent((event) => events.push(event));
  const lost = second.engine.call('projects.demo', make).catch((error: unknown) => error);
  await taskSays(events, 'Making the demo clips');
  await second.kill();
  await lost;

  const third = temporaryEngine();
  const stoppedLate = third.engine.call('projects.demo', make);
  await taskSays(third.events, 'Reading frames');
  await third.engine.call('tasks.cancel', { taskId: TASK });
  await expect(stoppedLate).rejects.toMatchObject({ code: 'cancelled' });
  expect(readdirSync(dir).filter((name) => name !== '.onset-lock')).toEqual(['demo-source']);

  const { engine } = temporaryEngine();
  const made = await engine.call('projects.demo', make);
  expect(made).toMatchObject({ clipCount: 320, subjectCount: 24, missingMediaCount: 0 });
  const raters = await engine.call('raters.list', {});
  expect(raters.map(({ kind, labelCount }) => [kind, labelCount])).toEqual(Array(4).fill(['source', 320]));
  const emotions = await engine.call('emotions.list', {});
  expect(emotions).toHaveLength(7);
  expect(existsSync(join(dir, 'demo-source', 'truth.csv'))).toBe(true);

  await engine.call('emotions.add', { name: 'mine' });
  await engine.call('projects.close', {});
  expect(await engine.call('projects.demo', make)).toEqual(made);
  expect(await engine.call('emotions.list', {})).toHaveLength(8);
  await expect(engine.call('projects.demo', { ...make, seed: 2 })).rejects.toMatchObject({
    code: 'conflict',
    message: `${dir} holds the demo of seed 1: choose another folder for the demo of seed 2.`,
  });
}, 900_000);

it('the demo takes the place of no other project', async () => {
  const { engine } = temporaryEngine();
  const dir = await sampleProject();
  await expect(engine.call('projects.demo', { dir, seed: SEED, taskId: TASK })).rejects.toMatchObject({
    code: 'conflict',
  });
  expect(await engine.call('projects.open', { dir })).toMatchObject({ clipCount: 2 });
});

async function taskSays(events: readonly EngineEvent[], title: string): Promise<void> {
  while (!events.some((event) => event.type === 'task' && event.task.title === title)) await delay(5);
}
