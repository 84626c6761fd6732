import { Badge, Table, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigation } from '#renderer/state/navigation.ts';
import { queries } from '#renderer/state/queries.ts';
import { FailedState } from '#renderer/widgets/states.tsx';
import { formatDuration } from '#shared/base/units.ts';
import type { RunRow, RunStatus } from '#shared/domain/run.ts';
import classes from './training.module.css';

/** The project's runs, the newest first; a click opens one. */
export function RunsTable() {
  const runs = useQuery(queries.runs());
  if (runs.isError) return <FailedState title="The runs could not be read" reason={runs.error.message} />;
  if (!runs.isSuccess) return null;
  if (runs.data.length === 0)
    return (
      <Text size="sm" c="dimmed" p="sm">
        No runs yet. The defaults suit the demo project: start one.
      </Text>
    );
  return (
    <Table className={classes['runs'] ?? ''} highlightOnHover verticalSpacing={4} aria-label="Runs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>run</Table.Th>
          <Table.Th>split</Table.Th>
          <Table.Th>clips</Table.Th>
          <Table.Th>UF1 or CCC</Table.Th>
          <Table.Th>time</Table.Th>
          <Table.Th>status</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {runs.data.map((run) => (
          <RunEntry key={run.id} run={run} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RunEntry({ run }: { readonly run: RunRow }) {
  const open = () => useNavigation.getState().go({ view: 'train', runId: run.id });
  return (
    <Table.Tr onClick={open} className={classes['runRow'] ?? ''}>
      <Table.Td>
        <UnstyledButton fz="sm" onClick={open}>
          {run.id}
        </UnstyledButton>
      </Table.Td>
      <Table.Td>
        {run.split}
        {!run.subjectIndependent && ' ⚠ not subject-independent'}
      </Table.Td>
      <Table.Td>{run.clipCount}</Table.Td>
      <Table.Td>{run.headline === null ? '–' : run.headline.toFixed(3)}</Table.Td>
      <Table.Td>{run.seconds === null ? '–' : formatDuration(run.seconds)}</Table.Td>
      <Table.Td>
        <StatusBadge status={run.status} /> {run.staleClipCount > 0 && <Badge color="yellow">stale</Badge>}
      </Table.Td>
    </Table.Tr>
  );
}

const COLOURS: Readonly<Record<RunStatus, string>> = {
  queued: 'gray',
  preparing: 'blue',
  training: 'blue',
  done: 'teal',
  failed: 'red',
  cancelled: 'gray',
};

export function StatusBadge({ status }: { readonly status: RunStatus }) {
  return (
    <Badge color={COLOURS[status]} variant="light">
      {status}
    </Badge>
  );
}
