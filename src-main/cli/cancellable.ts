import type { TaskId } from '#shared/domain/ids.ts';
import { newTaskId, type Session } from './session.ts';

/** Runs work under a task's id; an interrupt (ctrl-C) cancels the task, wherever it runs. */
export async function cancellable<T>(session: Session, work: (taskId: TaskId) => Promise<T>): Promise<T> {
  const taskId = newTaskId();
  const cancel = () => void session.call('tasks.cancel', { taskId }).catch(() => {});
  process.once('SIGINT', cancel);
  try {
    return await work(taskId);
  } finally {
    process.off('SIGINT', cancel);
  }
}
