import { Kbd, TextInput, UnstyledButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { SKIP_COMMANDS } from '#renderer/commands/labelling.ts';
import { useCommands } from '#renderer/commands/registry.ts';
import { usePlace } from '#renderer/state/navigation.ts';
import { closePart } from '#renderer/state/parts.ts';
import { SKIP_REASONS, skipAndGoOn } from '#renderer/state/status.ts';
import { keepFocus } from './keep-focus.ts';
import classes from './labelling.module.css';

const MAX_LENGTH = 500;

/** Why the clip is skipped: one key each, or in words of one's own. */
export function SkipReasons({ className }: { readonly className: string }) {
  useCommands('Skip because', SKIP_COMMANDS);
  const [typed, setTyped] = useState('');
  const place = usePlace();
  const clipId = place.view === 'label' ? place.clipId : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another clip they close, as when Label is left.
  useEffect(() => closePart, [clipId]);
  const skip = (reason: string) => {
    closePart();
    skipAndGoOn(reason);
  };
  return (
    <ul className={className} aria-label="Reasons to skip">
      {SKIP_REASONS.map((reason, at) => (
        <li key={reason}>
          <UnstyledButton
            className={classes['skipReason']}
            onMouseDown={keepFocus}
            onClick={() => skip(reason)}
          >
            <Kbd size="xs">{at + 1}</Kbd> {reason}
          </UnstyledButton>
        </li>
      ))}
      <li>
        <TextInput
          aria-label="Another reason"
          placeholder="Another reason (Tab, then Enter)"
          maxLength={MAX_LENGTH}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && typed.trim() !== '') skip(typed.trim());
            if (event.key === 'Escape') closePart();
          }}
        />
      </li>
    </ul>
  );
}
