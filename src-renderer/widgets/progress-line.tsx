import { Button, Progress, Text, UnstyledButton } from '@mantine/core';
import { formatDuration } from '#shared/base/units.ts';
import classes from './widgets.module.css';

/**
 * Long work under way: what, how far, seconds left, Cancel. `share` null while the amount is unknown. With `onOpen`
 * what it is leads to its page.
 */
export function ProgressLine({
  title,
  share,
  secondsLeft,
  onCancel,
  onOpen = null,
}: {
  readonly title: string;
  readonly share: number | null;
  readonly secondsLeft: number | null;
  readonly onCancel: (() => void) | null;
  readonly onOpen?: (() => void) | null;
}) {
  return (
    <div className={classes['progressLine']}>
      <Text size="sm" truncate className={classes['progressTitle']}>
        {onOpen === null ? (
          title
        ) : (
          <UnstyledButton fz="sm" onClick={onOpen}>
            {title}
          </UnstyledButton>
        )}
      </Text>
      <Progress
        className={classes['progressBar']}
        value={share === null ? 100 : share * 100}
        animated={share === null}
        aria-label={title}
        transitionDuration={100}
      />
      <Text size="xs" c="dimmed" className={classes['progressLeft']}>
        {share === null ? '' : `${Math.floor(share * 100)} %`}
        {secondsLeft === null ? '' : ` · ${formatDuration(secondsLeft)} left`}
      </Text>
      {onCancel !== null && (
        <Button size="compact-xs" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
