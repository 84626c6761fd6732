import type { TaskProgress } from '#shared/domain/task.ts';
import { ProgressLine } from './progress-line.tsx';

/** How far a dialog's own task is; `title` until its first word. */
export function TaskProgressLine({
  task: { progress, cancel },
  title,
}: {
  readonly task: { readonly progress: TaskProgress | null; readonly cancel: () => void };
  readonly title: string;
}) {
  return (
    <ProgressLine
      title={progress?.title ?? title}
      share={progress === null || progress.total === null ? null : progress.done / progress.total}
      secondsLeft={progress?.secondsLeft ?? null}
      onCancel={cancel}
    />
  );
}
