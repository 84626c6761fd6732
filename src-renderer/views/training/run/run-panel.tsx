import { Alert, Group, ScrollArea, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isEnded, progressOfRow, useActivity } from '#renderer/state/activity.ts';
import { queries } from '#renderer/state/queries.ts';
import { cancelRun } from '#renderer/state/runs.ts';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';
import { FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunDetail, RunStatus } from '#shared/domain/run.ts';
import { LeftOut } from '../left-out.tsx';
import classes from '../training.module.css';
import { mergeHistory } from './curves.ts';
import { FoldsTable } from './folds-table.tsx';
import { RunCurves } from './run-curves.tsx';
import { RunFacts } from './run-facts.tsx';
import { ResumeButton, RunHead } from './run-head.tsx';
import { RunLog } from './run-log.tsx';

/** One run: how far it is, its curves, its folds, its log. */
export function RunPanel({ runId }: { readonly runId: RunId }) {
  const run = useQuery(queries.run(runId));
  if (run.isPending) return <LoadingState what={`Reading ${runId}`} />;
  if (run.isError)
    return (
      <FailedState
        title={`${runId} could not be read`}
        reason={run.error.message}
        onRetry={() => void run.refetch()}
      />
    );
  return <RunPage key={runId} run={run.data} />;
}

function RunPage({ run }: { readonly run: RunDetail }) {
  const live = useActivity((state) => state.runs[run.id]);
  const status = live !== undefined && !isEnded(run.status) ? live.status : run.status;
  const history = mergeHistory(run.history, live?.history ?? []);
  const progress = live ?? progressOfRow(run);
  const now = { ...run, status };
  return (
    <ScrollArea className={classes['runPanel'] ?? ''}>
      <Stack gap="md" p="md">
        <RunHead run={run} status={status} />
        {!isEnded(status) && (
          <ProgressLine
            title={status === 'queued' ? 'Waits for its turn: one run trains at a time' : progress.message}
            share={status === 'queued' ? 0 : progress.progress}
            secondsLeft={progress.secondsLeft}
            onCancel={() => void cancelRun(run.id)}
          />
        )}
        <WhyEnded run={run} status={status} />
        <RunFacts run={run} history={history} />
        <div className={classes['runColumns']}>
          <RunCurves run={now} history={history} />
          <ScrollArea.Autosize mah={300} className={classes['folds'] ?? ''}>
            <FoldsTable run={now} history={history} />
          </ScrollArea.Autosize>
        </div>
        <LeftOut clips={run.leftOut} />
        <RunLog runId={run.id} isGoing={!isEnded(status)} />
      </Stack>
    </ScrollArea>
  );
}

const ENDINGS: Partial<Readonly<Record<RunStatus, { readonly colour: string; readonly title: string }>>> = {
  failed: { colour: 'red', title: 'The run failed' },
  cancelled: { colour: 'gray', title: 'The run was cancelled' },
  interrupted: { colour: 'orange', title: 'The run was interrupted' },
};

/** Why a run ended before its end, and the way on. */
function WhyEnded({ run, status }: { readonly run: RunDetail; readonly status: RunStatus }) {
  const ending = ENDINGS[status];
  if (ending === undefined) return null;
  return (
    <Alert color={ending.colour} variant="light" p="xs" title={ending.title}>
      <Group justify="space-between" wrap="nowrap">
        <span>
          {run.failure ?? (status === 'interrupted' ? 'The program ended while it waited or trained.' : '')}{' '}
          Resume goes on after its last saved epoch, with the clips and labels it began with.
        </span>
        <ResumeButton runId={run.id} />
      </Group>
    </Alert>
  );
}
