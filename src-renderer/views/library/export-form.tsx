import { Alert, Button, Group, List, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { exportLabels, exportPlanQuery } from '#renderer/state/exchange.ts';
import { joinPath } from '#renderer/state/paths.ts';
import { useProject } from '#renderer/state/queries.ts';
import { useRaterId } from '#renderer/state/session.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { type LabelFormat, labelFormat } from '#shared/domain/label-format.ts';

type Outcome = { readonly isDone: boolean; readonly text: string };

const FORMATS: Readonly<Record<LabelFormat, { readonly label: string; readonly file: string }>> = {
  csv: { label: 'CSV, everything', file: 'labels.csv' },
  json: { label: 'JSON, everything', file: 'labels.json' },
  'coding-sheet': { label: 'Coding sheet as of CASME II (csv)', file: 'coding-sheet.csv' },
  'megc-manifest': { label: 'List of clips as of MEGC 2019 (csv)', file: 'megc.csv' },
  fer2013: { label: 'FER2013 (csv)', file: 'fer2013.csv' },
  elan: { label: 'ELAN (a folder of .eaf)', file: 'elan' },
  nova: { label: 'NOVA (a folder of .annotation)', file: 'nova' },
};

/** Writes the labels of all raters; what the format cannot keep is said before. */
export function ExportForm({ onDone }: { readonly onDone: () => void }) {
  const dir = useProject().data?.dir ?? '';
  const [format, setFormat] = useState<LabelFormat>('csv');
  const [typed, setTyped] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const file = typed ?? joinPath(joinPath(dir, 'exports'), FORMATS[format].file);
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
        <Text size="sm">The labels of all raters, with clip, subject and times.</Text>
        <Select
          label="Format"
          allowDeselect={false}
          value={format}
          data={labelFormat.options.map((value) => ({ value, label: FORMATS[value].label }))}
          onChange={(value) => {
            setFormat(labelFormat.parse(value));
            setOutcome(null);
          }}
        />
        <Losses format={format} />
        <PathField label="To" value={file} onBrowse={null} onChange={setTyped} />
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

function Losses({ format }: { readonly format: LabelFormat }) {
  const plan = useQuery(exportPlanQuery(format, useRaterId()));
  if (plan.isError)
    return (
      <Text size="sm" c="red" role="alert">
        {plan.error.message}
      </Text>
    );
  if (plan.data === undefined) return null;
  const { labels, losses } = plan.data;
  return (
    <div>
      <Text size="sm">
        {labels.toLocaleString('en')} {labels === 1 ? 'label' : 'labels'}.{' '}
        {losses.length === 0 ? 'This format keeps all of it.' : 'This format does not keep:'}
      </Text>
      <List size="sm">
        {losses.map((loss) => (
          <List.Item key={loss}>{loss}</List.Item>
        ))}
      </List>
    </div>
  );
}
