import { useRunningTask } from '#renderer/state/activity.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { cancelRun, useRunUnderWay } from '#renderer/state/runs.ts';
import { cancelTask } from '#renderer/state/tasks.ts';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';
import classes from './workbench.module.css';

/** The run that trains, else the task under way; an empty place of the same size where all is quiet. */
export function RunningJob() {
  const run = useRunUnderWay();
  const task = useRunningTask();
  return (
    <div className={classes['job']}>
      {run !== null ? (
        <ProgressLine
          title={run.message}
          share={run.progress}
          secondsLeft={run.secondsLeft}
          onCancel={() => void cancelRun(run.runId)}
          onOpen={() => useNavigation.getState().go({ view: 'train', runId: run.runId })}
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
