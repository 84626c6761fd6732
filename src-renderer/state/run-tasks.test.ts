import { expect, test, vi } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { runId } from '#shared/domain/ids.ts';
import { createRunTasks } from './run-tasks.ts';

// It looks for its window as it is loaded.
vi.mock('#renderer/client/index.ts', () => ({}));

const RUN = runId.parse('run-1');
const OTHER = runId.parse('run-2');

function deferred() {
  let resolve: (value: string) => void = () => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('what a task came to is kept, for its run alone', async () => {
  const tasks = createRunTasks<string>();
  const under = deferred();
  const ended = tasks.start(RUN, () => under.promise);
  expect(tasks.of(RUN).taskId).not.toBeNull();
  under.resolve('written');
  await ended;
  expect(tasks.of(RUN)).toEqual({ taskId: null, failure: null, result: 'written' });
  expect(tasks.of(OTHER).result).toBeNull();
});

test('a failure is kept in words, a cancelled task leaves none', async () => {
  const tasks = createRunTasks<string>();
  await tasks.start(RUN, () => Promise.reject(new OnsetError('conflict', 'The folder is there.')));
  expect(tasks.of(RUN)).toEqual({ taskId: null, failure: 'The folder is there.', result: null });
  await tasks.start(RUN, () => Promise.reject(new OnsetError('cancelled', 'Cancelled.')));
  expect(tasks.of(RUN)).toEqual({ taskId: null, failure: null, result: null });
});

test('what ends after another project was opened is not told there', async () => {
  const tasks = createRunTasks<string>();
  const under = deferred();
  const ended = tasks.start(RUN, () => under.promise);
  tasks.forget();
  under.resolve('written');
  await ended;
  expect(tasks.of(RUN).result).toBeNull();
});
