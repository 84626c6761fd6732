import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { browseFor } from '#renderer/state/paths.ts';
import { openDemo } from '#renderer/state/projects.ts';
import { useLongTask } from '#renderer/state/tasks.ts';
import { PathField } from '#renderer/widgets/path-field.tsx';
import { ProgressLine } from '#renderer/widgets/progress-line.tsx';

const DEMO_SEED = 1;

/** Makes the demo project, or opens it if it is there already. */
export function DemoForm({ initialDir }: { readonly initialDir: string }) {
  const [dir, setDir] = useState(initialDir);
  const task = useLongTask();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void task.start((id) => openDemo(dir.trim(), DEMO_SEED, id));
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          320 short clips of 24 drawn faces in motion, seven emotions as unevenly spread as in real studies,
          three raters. No real person is in it. Made the first time, opened after that.
        </Text>
        <PathField
          label="Project folder"
          value={dir}
          error={task.failure}
          disabled={task.isRunning}
          onBrowse={browseFor('new-folder')}
          onChange={(path) => {
            setDir(path);
            task.clearFailure();
          }}
        />
        {task.isRunning ? (
          <ProgressLine
            title={task.progress?.title ?? 'Making the demo project'}
            share={task.progress?.total == null ? null : task.progress.done / task.progress.total}
            secondsLeft={task.progress?.secondsLeft ?? null}
            onCancel={task.cancel}
          />
        ) : (
          <Button type="submit" w="fit-content" disabled={dir.trim() === ''}>
            Open the demo
          </Button>
        )}
      </Stack>
    </form>
  );
}
