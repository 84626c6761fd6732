import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { filterInWords } from '#renderer/state/filter-words.ts';
import { useLibrary } from '#renderer/state/library.ts';
import { useFilteredClipIds } from '#renderer/state/library-clips.ts';
import { suggestLabels, suggestTasks } from '#renderer/state/runs.ts';
import { TaskProgressLine } from '#renderer/widgets/task-progress-line.tsx';
import type { RunDetail } from '#shared/domain/run.ts';
import { LeftOut } from '../left-out.tsx';
import { suggestedWords } from './suggested-words.ts';

/** Lets a run label clips, as a rater of its own. */
export function SuggestDialog({
  run,
  opened,
  onClose,
}: {
  readonly run: RunDetail;
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
      <SuggestForm run={run} onDone={onClose} />
    </Modal>
  );
}

function SuggestForm({ run, onDone }: { readonly run: RunDetail; readonly onDone: () => void }) {
  const filtered = useFilteredClipIds();
  const filter = useLibrary((state) => state.filter);
  const [clips, setClips] = useState<'all' | 'filter'>(filtered === null ? 'all' : 'filter');
  const task = suggestTasks.useTask(run.id);
  const done = task.result;
  return (
    <Stack gap="sm">
      <Text size="sm">
        The run labels clips as a rater of its own, “Model {run.id}”, beside everyone else's labels; no
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
            {suggestedWords(done, run.subjectIndependent)}
            <LeftOut clips={done.leftOut} />
          </Stack>
        </Alert>
      )}
      <Group gap="xs">
        <Button
          disabled={task.isRunning || (clips === 'filter' && filtered?.length === 0)}
          onClick={() => void suggestLabels(run.id, clips === 'all' ? null : filtered)}
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
