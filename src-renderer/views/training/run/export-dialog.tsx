import { Alert, List, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { browseFor, joinPath } from '#renderer/state/paths.ts';
import { useProject } from '#renderer/state/queries.ts';
import { type Exported, exportRun, exportTasks } from '#renderer/state/runs.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { TaskForm } from '#renderer/widgets/task-form.tsx';
import type { RunId } from '#shared/domain/ids.ts';

/** Asks for a folder and writes the run into it. What was written stands here until the next export of the run. */
export function ExportDialog({
  runId,
  opened,
  onClose,
}: {
  readonly runId: RunId;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Export ${runId}`}
      size="lg"
      closeOnClickOutside={false}
      keepMounted
    >
      <ExportForm runId={runId} onDone={onClose} />
    </Modal>
  );
}

function ExportForm({ runId, onDone }: { readonly runId: RunId; readonly onDone: () => void }) {
  const projectDir = useProject().data?.dir ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const task = exportTasks.useTask(runId);
  const exported = task.result;
  const dir = typed ?? joinPath(joinPath(projectDir, 'exports'), runId);
  return (
    <TaskForm
      task={task}
      title="Writing the models"
      failed="Nothing was exported"
      submit="Export"
      canSubmit={dir.trim() !== ''}
      onSubmit={() => void exportRun(runId, dir)}
      outcome={exported === null ? null : <ExportedFiles exported={exported} />}
      onDone={onDone}
    >
      <Text size="sm">
        Its models as TensorFlow.js and ONNX, with spec, history, predictions and a model card.
      </Text>
      <PathField
        label="New folder"
        value={dir}
        disabled={task.isRunning}
        onBrowse={browseFor('new-folder')}
        onChange={setTyped}
      />
    </TaskForm>
  );
}

function ExportedFiles({ exported }: { readonly exported: Exported }) {
  return (
    <Alert color="teal" variant="light" p="xs" role="status">
      {exported.files.length} files are in {exported.dir}.
      <List size="xs" mt={4} mah={140} style={{ overflow: 'auto' }} aria-label="Files of the export">
        {exported.files.map((file) => (
          <List.Item key={file}>{file}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
