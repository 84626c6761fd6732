import { Badge } from '@mantine/core';
import type { RunStatus } from '#shared/domain/run.ts';

const COLOURS: Readonly<Record<RunStatus, string>> = {
  queued: 'gray',
  preparing: 'blue',
  training: 'blue',
  done: 'teal',
  failed: 'red',
  cancelled: 'gray',
  interrupted: 'orange',
};

export function StatusBadge({ status }: { readonly status: RunStatus }) {
  return (
    <Badge color={COLOURS[status]} variant="light">
      {status}
    </Badge>
  );
}
