import { Table, Text } from '@mantine/core';
import type { AgreementFigure } from '#shared/domain/agreement.ts';
import classes from './agreement.module.css';
import { figureInWords, intervalInWords } from './figure-words.ts';

/** Figures with their intervals, each with a sentence on how to read it. */
export function FiguresTable({
  title,
  figures,
}: {
  readonly title: string;
  readonly figures: readonly AgreementFigure[];
}) {
  return (
    <Table aria-label={title} verticalSpacing={4} className={classes['table'] ?? ''}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th>Value</Table.Th>
          <Table.Th>95 % interval</Table.Th>
          <Table.Th>How to read it</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {figures.map((figure) => (
          <Table.Tr key={figure.name}>
            <Table.Td>
              {figure.name}
              <Text size="xs" c="dimmed">
                {figure.clips} {figure.clips === 1 ? 'clip' : 'clips'}
              </Text>
            </Table.Td>
            <Table.Td className={classes['number'] ?? ''}>{figureInWords(figure)}</Table.Td>
            <Table.Td className={classes['number'] ?? ''}>
              {intervalInWords(figure) || '–'}
              {figure.intervalBy !== null && (
                <Text size="xs" c="dimmed">
                  {figure.intervalBy}
                </Text>
              )}
            </Table.Td>
            <Table.Td>
              <Text size="xs">{figure.reading}</Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
