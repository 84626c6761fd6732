import { Button, Loader, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './widgets.module.css';

/** Nothing here yet: why, and the next step as a button. */
export function EmptyState({
  icon,
  title,
  children,
  action,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: { readonly label: string; readonly onClick: () => void };
}) {
  return (
    <div className={classes['state']}>
      {icon}
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text size="sm" c="dimmed" maw={520} ta="center">
          {children}
        </Text>
      )}
      {action !== undefined && <Button onClick={action.onClick}>{action.label}</Button>}
    </div>
  );
}

/** It failed: which thing, why, and what can be done. */
export function FailedState({
  title,
  reason,
  onRetry,
}: {
  readonly title: string;
  readonly reason: string;
  readonly onRetry?: () => void;
}) {
  return (
    <div className={classes['state']} role="alert">
      <IconAlertTriangle size={28} stroke={1.4} color="var(--mantine-color-red-6)" aria-hidden />
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" maw={520} ta="center">
        {reason}
      </Text>
      {onRetry !== undefined && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function LoadingState({ what }: { readonly what: string }) {
  return (
    <output className={classes['state']}>
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        {what}
      </Text>
    </output>
  );
}
