import { Badge, Button, Group, Text, Tooltip } from '@mantine/core';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { saysSomething } from '#renderer/state/label-queue.ts';
import { openPart, useParts } from '#renderer/state/parts.ts';
import { makeDraft, submitAndGoOn } from '#renderer/state/status.ts';
import type { LabelStatus, LabelValues } from '#shared/domain/label.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';
import { SkipReasons } from './skip-reasons.tsx';

const COLOURS: Readonly<Record<LabelStatus, string>> = {
  draft: 'yellow',
  submitted: 'teal',
  skipped: 'gray',
};

/** Whether what is said counts yet, and what can become of it. */
export function StatusLine({ own, disabled }: { readonly own: LabelValues; readonly disabled: boolean }) {
  const isSkipping = useParts((state) => state.open === 'skip');
  const hint = useKeyHint();
  const isSaid = saysSomething(own);
  return (
    <section aria-label="Status">
      <Group gap={6} wrap="nowrap">
        <Badge
          variant={isSaid ? 'light' : 'outline'}
          color={isSaid ? COLOURS[own.status] : 'gray'}
          radius="sm"
          role="status"
          aria-label="Status of my label"
          flex="none"
        >
          {isSaid ? own.status : 'nothing said'}
        </Badge>
        <Text size="xs" c="dimmed" truncate flex={1} title={own.skipReason ?? ''}>
          {own.skipReason}
        </Text>
        {isSaid && own.status !== 'draft' && (
          <Tooltip label={hint('Counts for nobody else until it is submitted', 'label.draft')}>
            <Button {...SMALL} disabled={disabled} onMouseDown={keepFocus} onClick={makeDraft}>
              Draft
            </Button>
          </Tooltip>
        )}
        <Tooltip label={hint('Skip, with a reason', 'label.skip')}>
          <Button
            {...SMALL}
            disabled={disabled}
            aria-expanded={isSkipping}
            onMouseDown={keepFocus}
            onClick={() => openPart('skip')}
          >
            Skip
          </Button>
        </Tooltip>
        <Tooltip label={hint('Submit and go on', 'label.submit')}>
          <Button
            {...SMALL}
            variant={isSaid && own.status === 'draft' ? 'filled' : 'default'}
            onMouseDown={keepFocus}
            onClick={submitAndGoOn}
          >
            {isSaid && own.status === 'draft' ? 'Submit' : 'Next'}
          </Button>
        </Tooltip>
      </Group>
      {isSkipping && !disabled && <SkipReasons className={classes['skipReasons'] ?? ''} />}
    </section>
  );
}

const SMALL = { variant: 'default', size: 'compact-xs' } as const;
