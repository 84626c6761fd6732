import { Button, Text } from '@mantine/core';
import { discardFailed, retrySaving, useSaving } from '#renderer/state/labels.ts';
import classes from './workbench.module.css';

/** Whether labels are on disk. Says "Saved" only when every change has been acknowledged. */
export function SaveStatus() {
  const { pending, undoFailure, closingFailure } = useSaving();
  const failed = pending.filter((one) => one.status === 'failed');
  const reason = failed.at(-1)?.reason ?? undoFailure;
  if (reason != null)
    return <NotSaved count={failed.length} reason={[reason, closingFailure].filter(Boolean).join(' ')} />;
  return (
    <output aria-label="Saving" className={classes['saveStatus']}>
      {pending.length > 0 ? 'Saving…' : 'Saved'}
    </output>
  );
}

function NotSaved({ count, reason }: { readonly count: number; readonly reason: string }) {
  const title = count === 0 ? 'Not undone' : count === 1 ? 'Not saved' : `${count} changes not saved`;
  return (
    <div role="alert" aria-label="Not saved" className={classes['notSaved']}>
      <Text size="xs" lineClamp={2} title={reason} lh={1.25}>
        <b>{title}:</b> {reason}
      </Text>
      {count > 0 && (
        <>
          <Button size="compact-xs" onClick={retrySaving}>
            Try again
          </Button>
          <Button size="compact-xs" variant="default" onClick={discardFailed}>
            Give up
          </Button>
        </>
      )}
    </div>
  );
}
