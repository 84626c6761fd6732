import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconHash } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { closePart, openPart, useParts } from '#renderer/state/parts.ts';
import { pause, seekTo, usePlayer } from '#renderer/state/player.ts';
import { askedFrame } from './asked-frame.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';

/** Leads to a frame by its number; the field is there while it is asked for. */
export function GoToFrame({ sourceNumbers }: { readonly sourceNumbers: readonly number[] }) {
  const isAsked = useParts((state) => state.open === 'frame');
  const frameCount = usePlayer((state) => state.clip?.frameCount ?? 0);
  const hint = useKeyHint();
  if (isAsked) return <FrameField frameCount={frameCount} sourceNumbers={sourceNumbers} />;
  return (
    <Tooltip label={hint('Go to a frame by its number', 'frame.go-to')}>
      <ActionIcon
        size={22}
        aria-label="Go to a frame by its number"
        disabled={frameCount === 0}
        onMouseDown={keepFocus}
        onClick={() => openPart('frame')}
      >
        <IconHash size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

/** An index, or # and a source number. Enter goes there, Escape and leaving the field give it up. */
function FrameField({
  frameCount,
  sourceNumbers,
}: {
  readonly frameCount: number;
  readonly sourceNumbers: readonly number[];
}) {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const go = () => {
    const asked = askedFrame(text, frameCount, sourceNumbers);
    setFailure(asked.failure);
    if (asked.index === null) return;
    pause();
    seekTo(asked.index);
    closePart();
  };
  return (
    <Tooltip
      opened
      label={failure ?? "12, or #46 for the source's own number"}
      {...(failure === null ? {} : { color: 'red' })}
    >
      <TextInput
        // It is there because it was asked for, to be typed in at once.
        ref={(field) => field?.focus()}
        className={classes['goTo'] ?? ''}
        size="xs"
        aria-label="Go to frame"
        placeholder="index or #source"
        error={failure !== null}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFailure(null);
        }}
        onBlur={closePart}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          if (event.key === 'Escape') closePart();
        }}
      />
    </Tooltip>
  );
}
