import { TextInput, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useKeyHint } from '#renderer/commands/use-key-hint.ts';
import { pause, seekTo, usePlayer } from '#renderer/state/player.ts';
import { askedFrame } from './asked-frame.ts';
import classes from './labelling.module.css';
import { usePart } from './use-part.ts';

/** A frame by its index, or by # and its source number. Enter goes there, Escape leaves the field. */
export function GoToFrame({ sourceNumbers }: { readonly sourceNumbers: readonly number[] }) {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const frameCount = usePlayer((state) => state.clip?.frameCount ?? 0);
  const field = usePart<HTMLInputElement>('frame');
  const hint = useKeyHint();
  const forget = () => {
    setText('');
    setFailure(null);
  };
  const go = () => {
    const asked = askedFrame(text, frameCount, sourceNumbers);
    setFailure(asked.failure);
    if (asked.index === null) return;
    pause();
    seekTo(asked.index);
    field.current?.blur();
  };
  return (
    <Tooltip
      label={failure ?? `${hint('Go to a frame', 'frame.go-to')}: 12, or #46 for the source's number`}
      {...(failure === null ? {} : { opened: true, color: 'red' })}
    >
      <TextInput
        ref={field}
        className={classes['goTo'] ?? ''}
        size="xs"
        aria-label="Go to frame"
        placeholder="go to"
        disabled={frameCount === 0}
        error={failure !== null}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFailure(null);
        }}
        onBlur={forget}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go();
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
    </Tooltip>
  );
}
