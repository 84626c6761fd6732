import { Alert, Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TaskProgress } from '#shared/domain/task.ts';
import { TaskProgressLine } from './task-progress-line.tsx';

interface TaskFormProps {
  readonly task: {
    readonly isRunning: boolean;
    readonly progress: TaskProgress | null;
    readonly failure: string | null;
    readonly cancel: () => void;
  };
  /** What is done, until the task's first word. */
  readonly title: string;
  /** Title of why it failed. */
  readonly failed: string;
  readonly submit: string;
  readonly canSubmit: boolean;
  readonly onSubmit: () => void;
  /** What came of it; null before. */
  readonly outcome: ReactNode;
  /** Leaves the form; offered once there is an outcome. */
  readonly onDone: () => void;
  /** Its fields. */
  readonly children: ReactNode;
}

/** A dialog's form whose answer takes long: fields, how far it is, why it failed or what came of it. */
export function TaskForm(props: TaskFormProps) {
  const { task, title, failed, submit, canSubmit, onSubmit, outcome, onDone, children } = props;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack gap="sm">
        {children}
        {task.isRunning && <TaskProgressLine task={task} title={title} />}
        {task.failure !== null && (
          <Alert color="red" variant="light" p="xs" role="alert" title={failed}>
            {task.failure}
          </Alert>
        )}
        {outcome}
        <Group gap="xs">
          <Button type="submit" disabled={!canSubmit || task.isRunning}>
            {submit}
          </Button>
          {outcome !== null && (
            <Button variant="default" onClick={onDone}>
              Done
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
