import { Alert, Button, Code, Text, Title } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lookAgain } from '#renderer/state/backends.ts';
import { queries } from '#renderer/state/queries.ts';
import { FailedState, LoadingState } from '#renderer/widgets/states.tsx';
import { BackendTable } from './backend-table.tsx';
import classes from './doctor.module.css';

/** What this machine can train with: each backend, tried for real. */
export function DoctorView() {
  const backends = useQuery(queries.backends());
  const again = useMutation({ mutationFn: lookAgain });
  if (backends.isPending) return <LoadingState what="Trying every backend: one small training step each" />;
  if (backends.isError)
    return (
      <FailedState
        title="The backends could not be tried"
        reason={backends.error.message}
        onRetry={() => void backends.refetch()}
      />
    );
  const canFix = backends.data.some(({ fix }) => fix !== null);
  return (
    <div className={classes['page']}>
      <div className={classes['head']}>
        <Title order={4}>What this machine trains with</Title>
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          loading={again.isPending}
          onClick={() => again.mutate()}
        >
          Look again
        </Button>
      </div>
      <Text size="sm" c="dimmed" maw={760}>
        Each backend is tried by one small training step whose loss and gradients are known; the best first.
        Runs with the backend “auto” take the first one that is there.
      </Text>
      {again.isError && (
        <Alert color="red" p="xs" title="The backends could not be tried again">
          {again.error.message}
        </Alert>
      )}
      <BackendTable reports={backends.data} />
      {canFix && (
        <Text size="sm">
          Run a command in Onset’s own folder, then look again. On the command line{' '}
          <Code>npm run -s onset -- doctor --fix</Code> runs those that need no other rights, and looks again.
        </Text>
      )}
    </div>
  );
}
