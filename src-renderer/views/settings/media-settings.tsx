import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { dialogs } from '#renderer/state/dialogs.ts';
import { mediaRootsQuery } from '#renderer/state/media.ts';
import { useProject } from '#renderer/state/queries.ts';
import { Section } from './section.tsx';

/** Where the frames of the project's clips lie, and whether they are there. */
export function MediaSettings() {
  const roots = useQuery(mediaRootsQuery());
  const isReadOnly = useProject().data?.readOnly === true;
  return (
    <Section
      title="Media"
      about="Frames stay where they were when they were imported. If their folder was moved or renamed, point at where it is now: clips are found again by what is in their files, and no label changes."
      failure={roots.error?.message ?? null}
    >
      {roots.data !== undefined && roots.data.length > 0 && (
        <Table aria-label="Folders of media" verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Folder</Table.Th>
              <Table.Th>Clips</Table.Th>
              <Table.Th>State</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {roots.data.map(({ path, clips, isThere }) => (
              <Table.Tr key={path}>
                <Table.Td>
                  <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {path}
                  </Text>
                </Table.Td>
                <Table.Td>{clips.toLocaleString('en')}</Table.Td>
                <Table.Td>
                  <Badge variant="light" color={isThere ? 'teal' : 'red'} radius="sm">
                    {isThere ? 'there' : 'not there'}
                  </Badge>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {roots.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          No clip of this project has media.
        </Text>
      )}
      <Group>
        <Button size="xs" variant="default" disabled={isReadOnly} onClick={() => dialogs.open('find-media')}>
          Find media again
        </Button>
      </Group>
    </Section>
  );
}
