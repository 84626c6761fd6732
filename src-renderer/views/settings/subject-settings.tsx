import { Button, Group, Select, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { setAttribute, settingsQueries } from '#renderer/state/settings.ts';
import { Section } from './section.tsx';
import { useAttempt } from './use-attempt.ts';

/** Who is seen in the clips, with what is known of them. */
export function SubjectSettings() {
  const subjects = useQuery(settingsQueries.subjects()).data ?? [];
  const names = [...new Set(subjects.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  const [failure, attempt] = useAttempt();
  const [subject, setSubject] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  return (
    <Section
      title="Subjects"
      about="What is known of the people seen in clips, such as age, gender, ethnicity. Sheets with such columns bring it along; an empty value takes an attribute away."
      failure={failure}
    >
      {subjects.length === 0 ? (
        <Text size="sm">No subjects yet.</Text>
      ) : (
        <Table.ScrollContainer minWidth={300} mah={260}>
          <Table aria-label="Subjects" verticalSpacing={2} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Subject</Table.Th>
                <Table.Th>Clips</Table.Th>
                {names.map((attribute) => (
                  <Table.Th key={attribute}>{attribute}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {subjects.map((one) => (
                <Table.Tr key={one.name}>
                  <Table.Td>{one.name}</Table.Td>
                  <Table.Td>{one.clipCount}</Table.Td>
                  {names.map((attribute) => (
                    <Table.Td key={attribute}>{one.attributes[attribute] ?? '–'}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (subject === null) return;
          const given = value.trim();
          attempt(() => setAttribute({ subject, name, value: given === '' ? null : given }));
        }}
      >
        <Group gap="xs" align="flex-end">
          <Select
            label="Subject"
            size="xs"
            searchable
            value={subject}
            data={subjects.map((one) => one.name)}
            onChange={setSubject}
          />
          <TextInput
            label="Attribute"
            size="xs"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            label="Value"
            size="xs"
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" variant="default" disabled={subject === null || name.trim() === ''}>
            Set
          </Button>
        </Group>
      </form>
    </Section>
  );
}
