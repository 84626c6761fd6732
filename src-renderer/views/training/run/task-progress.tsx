import type { RunTask } from '#renderer/state/run-tasks.ts';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';

/** How far a dialog's own task is; `title` until its first word. */
export function TaskProgressLine({
  task,
  title,
}: {
  readonly task: Pick<RunTask<unknown>, 'progress' | 'cancel'>;
  readonly title: string;
}) {
  const { progress } = task;
  return (
    <ProgressLine
      title={progress?.title ?? title}
      share={progress === null || progress.total === null ? null : progress.done / progress.total}
      secondsLeft={progress?.secondsLeft ?? null}
      onCancel={task.cancel}
    />
  );
}
