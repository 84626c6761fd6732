import { Anchor, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useNavigation } from '#renderer/state/navigation.ts';
import { LINE_COLOURS } from '#renderer/widgets/palette.ts';
import { formatDuration } from '#shared/base/units.ts';
import type { RunDetail } from '#shared/domain/run.ts';
import { figureName } from '../figure-name.ts';
import { StatusBadge } from '../status-badge.tsx';
import classes from '../training.module.css';
import { specDifferences } from './compared.ts';

/** A column a run, named by its line's colour: what it came to, and what its spec has of its own. */
export function CompareTable({ runs }: { readonly runs: readonly RunDetail[] }) {
  const differences = specDifferences(runs.map(({ spec }) => spec));
  return (
    <Table
      className={classes['figuresTable'] ?? ''}
      verticalSpacing={3}
      layout="fixed"
      aria-label="Compared runs"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={190}>run</Table.Th>
          {runs.map((run, index) => (
            <Table.Th key={run.id}>
              <RunName run={run} colour={LINE_COLOURS[index] ?? 'gray'} />
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Line name="figure" runs={runs}>
          {(run) => (run.headline === null ? '–' : `${figureName(run.task)} ${run.headline.toFixed(3)}`)}
        </Line>
        <Line name="status" runs={runs}>
          {(run) => <StatusBadge status={run.status} />}
        </Line>
        <Line name="time" runs={runs}>
          {(run) => (run.seconds === null ? '–' : formatDuration(run.seconds))}
        </Line>
        <Line name="backend" runs={runs}>
          {(run) => run.backend ?? '–'}
        </Line>
        {differences.map(({ path, values }) => (
          <Line key={path} name={path} runs={runs}>
            {(_, index) => values[index] ?? '–'}
          </Line>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function RunName({ run, colour }: { readonly run: RunDetail; readonly colour: string }) {
  return (
    <>
      <span className={classes['swatch']} style={{ background: colour }} />{' '}
      <Anchor
        component="button"
        fz={12}
        onClick={() => useNavigation.getState().go({ view: 'train', runId: run.id })}
      >
        {run.id}
      </Anchor>
    </>
  );
}

function Line({
  name,
  runs,
  children,
}: {
  readonly name: string;
  readonly runs: readonly RunDetail[];
  readonly children: (run: RunDetail, index: number) => ReactNode;
}) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400} c="dimmed">
        {name}
      </Table.Th>
      {runs.map((run, index) => (
        <Table.Td key={run.id}>{children(run, index)}</Table.Td>
      ))}
    </Table.Tr>
  );
}
