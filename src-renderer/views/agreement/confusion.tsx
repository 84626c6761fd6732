import { Table } from '@mantine/core';
import { scaleColour, scaleTextColour } from '#renderer/widgets/palette.ts';
import type { AgreementPair } from '#shared/domain/agreement.ts';

/** How often the first rater said what where the second said what; colour is the share of the row. */
export function RaterConfusion({
  confusion: { classes, counts },
  names,
}: {
  readonly confusion: NonNullable<AgreementPair['confusion']>;
  readonly names: { readonly a: string; readonly b: string };
}) {
  return (
    <Table aria-label={`${names.a} against ${names.b}`} verticalSpacing={2} withColumnBorders>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>
            {names.a} ↓ {names.b} →
          </Table.Th>
          {classes.map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {classes.map((name, row) => {
          const total = (counts[row] ?? []).reduce((sum, count) => sum + count, 0);
          return (
            <Table.Tr key={name}>
              <Table.Th>{name}</Table.Th>
              {classes.map((other, column) => {
                const count = counts[row]?.[column] ?? 0;
                const share = total === 0 ? 0 : count / total;
                return (
                  <Table.Td
                    key={other}
                    style={{ background: scaleColour(share), color: scaleTextColour(share) }}
                  >
                    {count}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
