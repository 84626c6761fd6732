import { Alert, Button, Group, List, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { exportBundle, mergeBundle, previewBundle } from '#renderer/state/exchange.ts';
import { browseFor, joinPath } from '#renderer/state/paths.ts';
import { useProject } from '#renderer/state/queries.ts';
import { useSession } from '#renderer/state/session.ts';
import { failureInWords, useFormTask } from '#renderer/state/tasks.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { TaskProgressLine } from '#renderer/widgets/task-progress-line.tsx';
import { type BundleKeep, type BundleReport, bundleKeep } from '#shared/domain/bundle.ts';
import { BundleReportView } from './bundle-report.tsx';

/** Raters on separate machines: what one said goes out as a bundle and is merged here, conflicts shown before. */
export function BundleForm() {
  return (
    <Stack gap="lg">
      <ExportBundle />
      <MergeBundle />
    </Stack>
  );
}

function ExportBundle() {
  const dir = useProject().data?.dir ?? '';
  const rater = useSession((state) => state.rater?.name ?? null);
  const [typed, setTyped] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<{ readonly isDone: boolean; readonly text: string } | null>(null);
  const file = typed ?? joinPath(joinPath(dir, 'exports'), `${rater ?? 'rater'}.onset-labels.json`);
  const submit = async () => {
    try {
      const done = await exportBundle(file);
      setOutcome({ isDone: true, text: `${done.labels.toLocaleString('en')} labels are in ${done.file}.` });
    } catch (error) {
      setOutcome({ isDone: false, text: failureInWords(error) ?? '' });
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="xs">
        <Title order={5}>Take your labels to another machine</Title>
        <Text size="sm">All that {rater ?? 'the present rater'} said, with its history, in one file.</Text>
        <PathField label="File" value={file} onBrowse={null} onChange={setTyped} />
        {outcome !== null && (
          <Alert color={outcome.isDone ? 'teal' : 'red'} variant="light" p="xs" role="status">
            {outcome.text}
          </Alert>
        )}
        <Group>
          <Button type="submit" disabled={rater === null}>
            Write the bundle
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const KEEP_WORDS: Readonly<Record<BundleKeep, string>> = {
  newer: 'what was said last',
  mine: 'what is here',
  theirs: 'what the bundle says',
};

function MergeBundle() {
  const task = useFormTask();
  const [file, setFile] = useState('');
  const [keep, setKeep] = useState<BundleKeep>('newer');
  const [shown, setShown] = useState<{ readonly report: BundleReport; readonly isDone: boolean } | null>(
    null,
  );
  const run = async (isDone: boolean) => {
    const work = isDone ? mergeBundle : previewBundle;
    const report = await task.start((id) => work(file, keep, id));
    if (report !== null) setShown({ report, isDone });
  };
  const isPreviewed = shown !== null && !shown.isDone;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void run(isPreviewed);
      }}
    >
      <Stack gap="xs">
        <Title order={5}>Merge a bundle</Title>
        <PathField
          label="Bundle"
          value={file}
          onBrowse={browseFor('file')}
          onChange={(path) => {
            setFile(path);
            setShown(null);
          }}
        />
        <Radio.Group
          label="Where both sides changed a label, keep"
          value={keep}
          onChange={(value) => {
            setKeep(bundleKeep.parse(value));
            setShown(null);
          }}
        >
          <Group gap="md">
            {bundleKeep.options.map((value) => (
              <Radio key={value} value={value} label={KEEP_WORDS[value]} />
            ))}
          </Group>
        </Radio.Group>
        {task.isRunning && <TaskProgressLine task={task} title="Reading the bundle" />}
        {task.failure !== null && (
          <Alert color="red" variant="light" p="xs" role="alert">
            {task.failure}
          </Alert>
        )}
        {shown !== null && <BundleReportView report={shown.report} isDone={shown.isDone} />}
        <Group>
          <Button type="submit" disabled={file.trim() === '' || task.isRunning || shown?.isDone === true}>
            {isPreviewed ? 'Merge' : 'Compare'}
          </Button>
          {!isPreviewed && shown === null && (
            <List size="sm" listStyleType="none">
              <List.Item>Nothing is written before you have seen what differs.</List.Item>
            </List>
          )}
        </Group>
      </Stack>
    </form>
  );
}
