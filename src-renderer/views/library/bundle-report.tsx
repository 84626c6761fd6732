import { Alert, ScrollArea, Table, Text } from '@mantine/core';
import type { BundleReport } from '#shared/domain/bundle.ts';
import type { LabelValues } from '#shared/domain/label.ts';

/** What a merge does or did: numbers, each conflict with both sides, and what was left out. */
export function BundleReportView({
  report: { rater, labels, added, changed, same, conflicts, skipped },
  isDone,
}: {
  readonly report: BundleReport;
  readonly isDone: boolean;
}) {
  return (
    <>
      <Alert color={isDone ? 'teal' : 'blue'} variant="light" p="xs" role="status">
        {labels} labels of {rater}: {added} new, {changed} changed, {same} the same.{' '}
        {isDone ? 'Merged.' : 'Nothing is written yet.'}
      </Alert>
      {conflicts.length > 0 && (
        <ScrollArea.Autosize mah={220}>
          <Table aria-label="Conflicts" verticalSpacing={2} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Changed on both sides</Table.Th>
                <Table.Th>Here</Table.Th>
                <Table.Th>In the bundle</Table.Th>
                <Table.Th>Kept</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {conflicts.map((conflict) => (
                <Table.Tr key={`${conflict.clip} ${conflict.round}`}>
                  <Table.Td>
                    {conflict.clip}
                    {conflict.round > 1 && `, round ${conflict.round}`}
                  </Table.Td>
                  <Table.Td>
                    <Side values={conflict.mine} at={conflict.mineAt} />
                  </Table.Td>
                  <Table.Td>
                    <Side values={conflict.theirs} at={conflict.theirsAt} />
                  </Table.Td>
                  <Table.Td>{conflict.taken === 'mine' ? 'here' : 'the bundle'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
      {skipped.map(({ item, reason }) => (
        <Text key={`${item} ${reason}`} size="sm">
          {item}: {reason}
        </Text>
      ))}
    </>
  );
}

function Side({ values, at }: { readonly values: LabelValues | null; readonly at: string }) {
  return (
    <>
      <Text size="sm">{values === null ? 'no label' : saidInWords(values)}</Text>
      <Text size="xs" c="dimmed">
        {new Date(at).toLocaleString()}
      </Text>
    </>
  );
}

/** The values that are most often disputed; the whole label is in its history. */
function saidInWords({ emotion, intensity, onset, apex, offset, status }: LabelValues): string {
  const marks = [onset, apex, offset];
  const parts = [
    ...(status === 'submitted' ? [] : [status]),
    ...(emotion === null ? [] : [emotion]),
    ...(intensity === null ? [] : [intensity.toFixed(2)]),
    ...(marks.every((mark) => mark === null)
      ? []
      : [`frames ${marks.map((mark) => mark ?? '–').join(' / ')}`]),
  ];
  return parts.join(', ') || 'something else';
}
