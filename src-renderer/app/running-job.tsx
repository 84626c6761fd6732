import { useRunningRun, useRunningTask } from '#renderer/state/activity.ts';
import { cancelRun } from '#renderer/state/runs.ts';
import { cancelTask } from '#renderer/state/tasks.ts';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';
import classes from './workbench.module.css';

/** The run that trains, else the task under way; an empty place of the same size where all is quiet. */
export function RunningJob() {
  const run = useRunningRun();
  const task = useRunningTask();
  return (
    <div className={classes['job']}>
      {run !== null ? (
        <ProgressLine
          title={run.message}
          share={run.progress}
          secondsLeft={run.secondsLeft}
          onCancel={() => void cancelRun(run.runId)}
        />
      ) : (
        task !== null && (
          <ProgressLine
            title={task.title}
            share={task.total === null ? null : task.done / task.total}
            secondsLeft={task.secondsLeft}
            onCancel={() => void cancelTask(task.id)}
          />
        )
      )}
    </div>
  );
}
