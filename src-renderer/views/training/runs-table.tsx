import { Badge, Button, Checkbox, Table, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isEnded, useActivity } from '#renderer/state/activity.ts';
import { useComparedRuns } from '#renderer/state/compared-runs.ts';
import { useNavigation } from '#renderer/state/navigation.ts';
import { queries } from '#renderer/state/queries.ts';
import { LINE_COLOURS } from '#renderer/widgets/palette.ts';
import { FailedState } from '#renderer/widgets/states.tsx';
import { formatDuration } from '#shared/base/units.ts';
import type { RunId } from '#shared/domain/ids.ts';
import type { RunRow } from '#shared/domain/run.ts';
import { StatusBadge } from './status-badge.tsx';
import classes from './training.module.css';

const MOST_COMPARED = LINE_COLOURS.length;

/** The project's runs, the newest first; a click opens one, ticks choose those to compare. */
export function RunsTable() {
  const runs = useQuery(queries.runs());
  const ticked = useComparedRuns();
  if (runs.isError) return <FailedState title="The runs could not be read" reason={runs.error.message} />;
  if (!runs.isSuccess) return null;
  if (runs.data.length === 0)
    return (
      <Text size="sm" c="dimmed" p="sm">
        No runs yet. The defaults suit the demo project: start one.
      </Text>
    );
  const chosen = ticked.ids.filter((id) => runs.data.some((run) => run.id === id));
  return (
    <>
      <CompareBar chosen={chosen} />
      <Table className={classes['figuresTable'] ?? ''} highlightOnHover verticalSpacing={4} aria-label="Runs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th aria-label="compare" />
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
            <RunEntry
              key={run.id}
              run={run}
              isChosen={chosen.includes(run.id)}
              canChoose={chosen.includes(run.id) || chosen.length < MOST_COMPARED}
              onToggle={() => ticked.toggle(run.id)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function CompareBar({ chosen }: { readonly chosen: readonly RunId[] }) {
  return (
    <div className={classes['chosen']}>
      <Text size="sm" fw={600}>
        Runs
      </Text>
      <Text size="xs" c="dimmed" ml="auto">
        {chosen.length < 2
          ? `Tick 2 to ${MOST_COMPARED} to compare their curves`
          : `${chosen.length} of at most ${MOST_COMPARED}`}
      </Text>
      <Button
        size="compact-xs"
        variant="default"
        disabled={chosen.length < 2}
        onClick={() => useNavigation.getState().go({ view: 'train', runId: null, compared: chosen })}
      >
        Compare
      </Button>
    </div>
  );
}

function RunEntry({
  run,
  isChosen,
  canChoose,
  onToggle,
}: {
  readonly run: RunRow;
  readonly isChosen: boolean;
  readonly canChoose: boolean;
  readonly onToggle: () => void;
}) {
  const heard = useActivity((state) => state.runs[run.id]?.status);
  const status = heard !== undefined && !isEnded(run.status) ? heard : run.status;
  // A kept log has figures and clips, but nothing of a training.
  const view = run.log === null ? 'train' : 'review';
  const open = () => useNavigation.getState().go({ view, runId: run.id });
  return (
    <Table.Tr onClick={open} className={classes['runRow'] ?? ''}>
      <Table.Td onClick={(event) => event.stopPropagation()}>
        <Checkbox
          size="xs"
          aria-label={`Compare ${run.id}`}
          checked={isChosen}
          disabled={!canChoose || run.log !== null}
          onChange={onToggle}
        />
      </Table.Td>
      <Table.Td>
        {/* Its click is the row's. */}
        <UnstyledButton fz={12}>{run.id}</UnstyledButton>
      </Table.Td>
      <Table.Td>
        {run.log === null ? run.split : `log ${run.log}`}
        {!run.subjectIndependent && ' ⚠ not subject-independent'}
      </Table.Td>
      <Table.Td>{run.clipCount}</Table.Td>
      <Table.Td>{run.headline === null ? '–' : run.headline.toFixed(3)}</Table.Td>
      <Table.Td>{run.seconds === null ? '–' : formatDuration(run.seconds)}</Table.Td>
      <Table.Td>
        <StatusBadge status={status} /> {run.staleClipCount > 0 && <Badge color="yellow">stale</Badge>}
      </Table.Td>
    </Table.Tr>
  );
}
