import { Table, UnstyledButton } from '@mantine/core';
import { EmotionBadge } from './emotion-badge.tsx';
import classes from './figures.module.css';
import { emotionColour } from './palette.ts';

export interface ClassFigures {
  readonly name: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** Precision, recall, F1 and support of each class; the F1 bar is a button that picks the class. */
export function ClassTable({
  rows,
  onSelect,
}: {
  readonly rows: readonly ClassFigures[];
  readonly onSelect: (name: string) => void;
}) {
  return (
    <Table className={classes['classTable'] ?? ''} verticalSpacing={4} withRowBorders={false}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>class</Table.Th>
          <Table.Th>precision</Table.Th>
          <Table.Th>recall</Table.Th>
          <Table.Th>F1</Table.Th>
          <Table.Th w="30%">F1 as a bar</Table.Th>
          <Table.Th>clips</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.name}>
            <Table.Td>
              <EmotionBadge name={row.name} />
            </Table.Td>
            <Table.Td>{row.precision.toFixed(3)}</Table.Td>
            <Table.Td>{row.recall.toFixed(3)}</Table.Td>
            <Table.Td>{row.f1.toFixed(3)}</Table.Td>
            <Table.Td>
              <UnstyledButton
                className={classes['bar']}
                aria-label={`List the clips of ${row.name}, F1 ${row.f1.toFixed(3)}`}
                onClick={() => onSelect(row.name)}
              >
                <span
                  className={classes['barFill']}
                  style={{ width: `${row.f1 * 100}%`, background: emotionColour(row.name) }}
                />
              </UnstyledButton>
            </Table.Td>
            <Table.Td>{row.support}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
