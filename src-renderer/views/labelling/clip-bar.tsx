import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { useNavigation, usePlace } from '#renderer/state/navigation.ts';
import { neighbour, stepClip, useLabelWalk } from '#renderer/state/walk.ts';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';
import { PaceLine } from './pace-line.tsx';

/** Which clip this is, and where in the walk. */
export function ClipBar({ clipId, clip }: { readonly clipId: ClipId; readonly clip: ClipRow | undefined }) {
  const { ids } = useLabelWalk();
  const hint = useKeyHint();
  const at = ids?.indexOf(clipId) ?? -1;
  return (
    <div className={classes['clipBar']}>
      <BackToReview />
      <Text fw={600} truncate component="h1" size="md" className={classes['clipName'] ?? ''}>
        {clip?.name ?? ''}
      </Text>
      <Text size="sm" c="dimmed" truncate>
        {clip === undefined ? '' : clip.subject === null ? 'no subject' : `subject ${clip.subject}`}
        {clip?.split != null && ` · ${clip.split}`}
      </Text>
      <div style={{ flex: 1 }} />
      <PaceLine />
      <Text size="sm" c="dimmed" aria-label="Position in the walk" className={classes['position'] ?? ''}>
        {ids === null || at < 0 ? '' : `${at + 1} of ${ids.length.toLocaleString('en')}`}
        {ids !== null && at === ids.length - 1 && ', the last'}
      </Text>
      <Tooltip label={hint('Previous clip', 'clip.previous')}>
        <ActionIcon
          aria-label="Previous clip"
          disabled={neighbour(-1) === null}
          onMouseDown={keepFocus}
          onClick={() => stepClip(-1)}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={hint('Next clip', 'clip.next')}>
        <ActionIcon
          aria-label="Next clip"
          disabled={neighbour(1) === null}
          onMouseDown={keepFocus}
          onClick={() => stepClip(1)}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

const BACK_TO = {
  review: 'Back to review',
  agreement: 'Back to agreement',
  queue: 'Leave the queue',
} as const;

/** Opened from a review, Label walks through that list; Back returns to the very cell. */
function BackToReview() {
  const place = usePlace();
  const back = useNavigation((state) => state.back);
  if (place.view !== 'label' || place.review === null) return null;
  return (
    <Button
      variant="light"
      size="compact-sm"
      leftSection={<IconArrowLeft size={14} />}
      onMouseDown={keepFocus}
      onClick={back}
    >
      {BACK_TO[place.review.from ?? 'review']}: {place.review.title}
    </Button>
  );
}
