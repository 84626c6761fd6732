import { Alert, Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { exportLabels } from '#renderer/state/labels.ts';
import { joinPath } from '#renderer/state/paths.ts';
import { useProject } from '#renderer/state/queries.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';

type Format = 'csv' | 'json';
type Outcome = { readonly isDone: boolean; readonly text: string };

/** Writes the labels of all raters to a file. */
export function ExportForm({ onDone }: { readonly onDone: () => void }) {
  const dir = useProject().data?.dir ?? '';
  const [format, setFormat] = useState<Format>('csv');
  const [typed, setTyped] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const file = typed ?? joinPath(joinPath(dir, 'exports'), `labels.${format}`);
  const submit = async () => {
    try {
      const done = await exportLabels(format, file);
      setOutcome({ isDone: true, text: `${done.labels.toLocaleString('en')} labels are in ${done.file}.` });
    } catch (error) {
      setOutcome({ isDone: false, text: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        <Text size="sm">All labels of all raters, with clip, subject and times.</Text>
        <SegmentedControl
          aria-label="Format"
          data={[
            { value: 'csv', label: 'CSV' },
            { value: 'json', label: 'JSON' },
          ]}
          value={format}
          onChange={(value) => {
            setFormat(value === 'json' ? 'json' : 'csv');
            setOutcome(null);
          }}
        />
        <PathField label="File" value={file} onBrowse={null} onChange={setTyped} />
        {outcome !== null && (
          <Alert color={outcome.isDone ? 'teal' : 'red'} variant="light" p="xs" role="status">
            {outcome.text}
          </Alert>
        )}
        <Group gap="xs">
          <Button type="submit">Export</Button>
          {outcome?.isDone === true && (
            <Button variant="default" onClick={onDone}>
              Done
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
