import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { taskId } from '#shared/domain/ids.ts';
import type { TaskProgress } from '#shared/domain/task.ts';
import { createTasks } from './tasks.ts';

const ID = taskId.parse('one');

function newTasks() {
  const told: TaskProgress[] = [];
  const tasks = createTasks((event: EngineEvent) => {
    if (event.type === 'task') told.push(event.task);
  });
  return { tasks, told };
}

/** Ends when it is told to stop, as an importer does. */
async function untilStopped(signal: AbortSignal): Promise<never> {
  while (!signal.aborted) await delay(1);
  throw new Error('stopped');
}

it('tell how far they are and how they ended', async () => {
  const { tasks, told } = newTasks();
  const result = await tasks.run(ID, 'Counting', async ({ report }) => {
    report(1, 4);
    for (let i = 0; i < 100; i++) report(2, 4);
    report(3, 4, 'Counting on');
    return 'four';
  });
  expect(result).toBe('four');
  expect(told.map(({ title, done, total, state }) => [title, done, total, state])).toEqual([
    ['Counting', 1, 4, 'running'],
    ['Counting on', 3, 4, 'running'],
    ['Counting on', 3, 4, 'done'],
  ]);
});

it('that are cancelled say so, whatever their work threw', async () => {
  const { tasks, told } = newTasks();
  const running = tasks.run(ID, 'Reading', ({ signal }) => untilStopped(signal));
  tasks.cancel(taskId.parse('another'));
  tasks.cancel(ID);
  await expect(running).rejects.toEqual(new OnsetError('cancelled', 'Reading: cancelled.'));
  expect(told.at(-1)?.state).toBe('cancelled');
});

it('that fail pass their error on, and their id is free again', async () => {
  const { tasks, told } = newTasks();
  const failure = new OnsetError('bad-input', 'No sheet.');
  await expect(tasks.run(ID, 'Reading', async () => Promise.reject(failure))).rejects.toBe(failure);
  expect(told.at(-1)?.state).toBe('failed');
  expect(await tasks.run(ID, 'Reading', async () => 1)).toBe(1);
});

it('have one id each', async () => {
  const { tasks } = newTasks();
  const running = tasks.run(ID, 'Reading', ({ signal }) => untilStopped(signal));
  await expect(tasks.run(ID, 'Reading', async () => 1)).rejects.toMatchObject({ code: 'conflict' });
  await tasks.cancelAll();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
});
