import { Alert, List, Text } from '@mantine/core';
import { useState } from 'react';
import { type Relinked, relinkMedia } from '#renderer/state/media.ts';
import { browseFor } from '#renderer/state/paths.ts';
import { useFormTask } from '#renderer/state/tasks.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { TaskForm } from '#renderer/widgets/task-form.tsx';
import { inClips, relinkedInWords } from './relinked-words.ts';

/** Asks for the folder that media were moved to, looks there, and tells clip by clip what it found. */
export function FindMediaForm({ onDone }: { readonly onDone: () => void }) {
  const task = useFormTask();
  const [folder, setFolder] = useState('');
  const [report, setReport] = useState<Relinked | null>(null);
  const look = async () => {
    setReport(null);
    const found = await task.start((id) => relinkMedia(folder.trim(), id));
    if (found !== null) setReport(found);
  };
  return (
    <TaskForm
      task={task}
      title="Comparing files"
      failed="Nothing was changed"
      submit="Look there"
      canSubmit={folder.trim() !== ''}
      onSubmit={() => void look()}
      outcome={report === null ? null : <RelinkReport report={report} />}
      onDone={onDone}
    >
      <PathField
        label="Folder"
        description="In it and below, the files of clips whose media are no longer where they were are looked for, by their content. No label changes."
        value={folder}
        disabled={task.isRunning}
        onBrowse={browseFor('folder')}
        onChange={setFolder}
      />
    </TaskForm>
  );
}

function RelinkReport({ report }: { readonly report: Relinked }) {
  const { found, missing, different } = report;
  const color = missing.length === 0 && different.length === 0 ? 'teal' : 'yellow';
  return (
    <Alert color={color} variant="light" p="xs" role="status" title={relinkedInWords(report)}>
      <Names title="Which were found" names={found} />
      <Names title={`In neither place: ${inClips(missing.length)}`} names={missing} />
      <Names title="Of the right name, but not the same files" names={different} />
    </Alert>
  );
}

function Names({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <details>
      <summary>
        <Text size="sm" span>
          {title}
        </Text>
      </summary>
      <List size="xs" mah={140} style={{ overflow: 'auto' }} aria-label={title}>
        {names.map((name) => (
          <List.Item key={name}>{name}</List.Item>
        ))}
      </List>
    </details>
  );
}
