import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { filterInWords } from '#renderer/state/filter-words.ts';
import { useLibrary } from '#renderer/state/library.ts';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { type Suggestions, suggestLabels } from '#renderer/state/runs.ts';
import { useLongTask } from '#renderer/state/tasks.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { LeftOut } from '../left-out.tsx';
import { suggestedWords } from './suggested-words.ts';
import { TaskProgressLine } from './task-progress.tsx';

/** Lets a run label clips, as a rater of its own. */
export function SuggestDialog({
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
      title="Suggest labels"
      size="lg"
      closeOnClickOutside={false}
      keepMounted
    >
      <SuggestForm runId={runId} onDone={onClose} />
    </Modal>
  );
}

function SuggestForm({ runId, onDone }: { readonly runId: RunId; readonly onDone: () => void }) {
  const filtered = useFilteredClipIds();
  const filter = useLibrary((state) => state.filter);
  const [clips, setClips] = useState<'all' | 'filter'>(filtered === null ? 'all' : 'filter');
  const [done, setDone] = useState<Suggestions | null>(null);
  const task = useLongTask();
  const submit = async () => {
    setDone(null);
    setDone(await task.start((id) => suggestLabels(runId, clips === 'all' ? null : filtered, id)));
  };
  return (
    <Stack gap="sm">
      <Text size="sm">
        The run labels clips as a rater of its own, “Model {runId}”, beside everyone else's labels; no
        person's label is touched. Clips it held out get the prediction it made then.
      </Text>
      {filtered !== null && (
        <SegmentedControl
          aria-label="Clips to label"
          disabled={task.isRunning}
          data={[
            { value: 'filter', label: `${filterInWords(filter)} (${filtered.length})` },
            { value: 'all', label: 'All clips of the project' },
          ]}
          value={clips}
          onChange={(value) => setClips(value === 'all' ? 'all' : 'filter')}
        />
      )}
      {task.isRunning && <TaskProgressLine task={task} title="Predicting" />}
      {task.failure !== null && (
        <Alert color="red" variant="light" p="xs" role="alert" title="No labels were suggested">
          {task.failure}
        </Alert>
      )}
      {done !== null && (
        <Alert color="teal" variant="light" p="xs" role="status">
          <Stack gap={4}>
            {suggestedWords(done)}
            <LeftOut clips={done.leftOut} />
          </Stack>
        </Alert>
      )}
      <Group gap="xs">
        <Button
          disabled={task.isRunning || (clips === 'filter' && filtered?.length === 0)}
          onClick={() => void submit()}
        >
          Suggest labels
        </Button>
        {done !== null && (
          <Button variant="default" onClick={onDone}>
            Done
          </Button>
        )}
      </Group>
    </Stack>
  );
}
