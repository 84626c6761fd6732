import { Alert, Badge, Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { isEnded, useActivity } from '#renderer/state/activity.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { queries } from '#renderer/state/queries.ts';
import { cancelRun } from '#renderer/state/runs.ts';
import { useSpecDraft } from '#renderer/state/spec-draft.ts';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';
import { FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunDetail } from '#shared/domain/run.ts';
import { mergeHistory } from './curves.ts';
import { LeftOut } from './left-out.tsx';
import { RunCurves } from './run-curves.tsx';
import { StatusBadge } from './runs-table.tsx';
import classes from './training.module.css';

/** One run: how far it is, its curves, its folds. */
export function RunPanel({ runId }: { readonly runId: RunId }) {
  const run = useQuery(queries.run(runId));
  const live = useActivity((state) => state.runs[runId]);
  if (run.isPending) return <LoadingState what={`Reading ${runId}`} />;
  if (run.isError) return <FailedState title={`${runId} could not be read`} reason={run.error.message} />;
  const status = live !== undefined && !isEnded(run.data.status) ? live.status : run.data.status;
  return (
    <ScrollArea className={classes['runPanel'] ?? ''}>
      <Stack gap="md" p="md">
        <RunHead run={run.data} status={status} />
        {!isEnded(status) && (
          <ProgressLine
            title={live?.message ?? 'Waiting to start'}
            share={live?.progress ?? null}
            secondsLeft={live?.secondsLeft ?? null}
            onCancel={() => void cancelRun(runId)}
          />
        )}
        {run.data.failure !== null && (
          <Alert color="red" title="The run failed">
            {run.data.failure}
          </Alert>
        )}
        <RunCurves
          history={mergeHistory(run.data.history, live?.history ?? [])}
          foldNames={run.data.folds.map((fold) => fold.name)}
        />
        <LeftOut clips={run.data.leftOut} />
        <FoldsTable run={run.data} />
      </Stack>
    </ScrollArea>
  );
}

function RunHead({ run, status }: { readonly run: RunDetail; readonly status: RunDetail['status'] }) {
  const go = useNavigation.getState().go;
  return (
    <Group>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        onClick={() => go({ view: 'train', runId: null })}
      >
        All runs
      </Button>
      <Text fw={600}>{run.id}</Text>
      <StatusBadge status={status} />
      {run.staleClipCount > 0 && <Badge color="yellow">stale</Badge>}
      {run.backend !== null && (
        <Text size="sm" c="dimmed">
          {run.backend}
        </Text>
      )}
      <Group ml="auto">
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            useSpecDraft.getState().replace(run.spec);
            go({ view: 'train', runId: null });
          }}
        >
          Use this spec again
        </Button>
        <Button
          size="compact-sm"
          disabled={status !== 'done'}
          onClick={() => go({ view: 'review', runId: run.id })}
        >
          Review
        </Button>
      </Group>
    </Group>
  );
}

function FoldsTable({ run }: { readonly run: RunDetail }) {
  return (
    <Table verticalSpacing={2} aria-label="Folds">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>fold</Table.Th>
          <Table.Th>training clips</Table.Th>
          <Table.Th>training subjects</Table.Th>
          <Table.Th>test clips</Table.Th>
          <Table.Th>test subjects</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {run.folds.map((fold) => (
          <Table.Tr key={fold.name}>
            <Table.Td>{fold.name}</Table.Td>
            <Table.Td>{fold.trainClips}</Table.Td>
            <Table.Td>{fold.trainSubjects}</Table.Td>
            <Table.Td>{fold.testClips}</Table.Td>
            <Table.Td>{fold.testSubjects}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
