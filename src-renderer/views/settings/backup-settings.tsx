import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { makeBackup, settingsQueries } from '#renderer/state/settings.ts';
import type { BackupKind } from '#shared/domain/backup.ts';
import { Section } from './section.tsx';
import { useAttempt } from './use-attempt.ts';

const KIND_WORDS: Readonly<Record<BackupKind, string>> = {
  regular: 'regular',
  'before-update': 'before an update of the catalog',
  'before-restore': 'before a restore',
  damaged: 'as it was found damaged',
};

/** Copies of the catalog, made by themselves and by hand. */
export function BackupSettings() {
  const known = useQuery(settingsQueries.backups()).data;
  const [failure, attempt] = useAttempt();
  const backups = known?.backups ?? [];
  return (
    <Section
      title="Backups"
      about="Made by themselves while labels change, and thinned out with age. To go back to one: close the project and run onset restore FILE --project DIR."
      failure={failure ?? known?.failure ?? null}
    >
      {backups.length > 0 && (
        <Table aria-label="Backups" verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Made</Table.Th>
              <Table.Th>Why</Table.Th>
              <Table.Th>Size</Table.Th>
              <Table.Th>File</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {backups.map((backup) => (
              <Table.Tr key={backup.file}>
                <Table.Td>{new Date(backup.at).toLocaleString()}</Table.Td>
                <Table.Td>{KIND_WORDS[backup.kind]}</Table.Td>
                <Table.Td>{(backup.bytes / 2 ** 20).toFixed(1)} MiB</Table.Td>
                <Table.Td>
                  <Text size="xs">{backup.file}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Group>
        <Button size="xs" variant="default" onClick={() => attempt(makeBackup)}>
          Make one now
        </Button>
      </Group>
    </Section>
  );
}
