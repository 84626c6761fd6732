import { Table } from '@mantine/core';
import { formatDuration } from '#shared/base/units.ts';
import type { EpochRecord, RunDetail } from '#shared/domain/run.ts';
import { figureName } from '../figure-name.ts';
import classes from '../training.module.css';
import { foldRows } from './fold-rows.ts';

/** One row a fold: its clips, how far it is, its figure. */
export function FoldsTable({
  run,
  history,
}: {
  readonly run: RunDetail;
  readonly history: readonly EpochRecord[];
}) {
  return (
    <Table className={classes['figuresTable'] ?? ''} verticalSpacing={2} stickyHeader aria-label="Folds">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>fold</Table.Th>
          <Table.Th title="Clips (subjects) on the training side; with early stopping, its validation part is among them">
            train
          </Table.Th>
          <Table.Th title="Clips (subjects) held out">test</Table.Th>
          <Table.Th>epochs</Table.Th>
          <Table.Th>time</Table.Th>
          <Table.Th title="Of this fold's held-out clips alone">{figureName(run.task)}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {foldRows(run, history).map((fold) => (
          <Table.Tr key={fold.name}>
            <Table.Td>{fold.name}</Table.Td>
            <Table.Td>
              {fold.trainClips} ({fold.trainSubjects})
            </Table.Td>
            <Table.Td>
              {fold.testClips} ({fold.testSubjects})
            </Table.Td>
            <Table.Td>{fold.epochsInWords}</Table.Td>
            <Table.Td>{fold.seconds === null ? '–' : formatDuration(fold.seconds)}</Table.Td>
            <Table.Td>{fold.headline === null ? '–' : fold.headline.toFixed(3)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
