import { ActionIcon, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconBackspace, IconRestore } from '@tabler/icons-react';
import { useEffect } from 'react';
import { chordToBind, conflictsOf, keysOf } from '#renderer/commands/bindings.ts';
import type { Command, CommandGroup } from '#renderer/commands/command.ts';
import { changeKeys, useKeymap } from '#renderer/state/keymap.ts';
import { Chord } from './chord.tsx';
import classes from './keys.module.css';

/** A command with its key. Pressing the key's button waits for another one; what shares a key is named. */
export function KeyRow({
  command,
  groups,
  isBinding,
  onBind,
}: {
  readonly command: Command;
  readonly groups: readonly CommandGroup[];
  readonly isBinding: boolean;
  readonly onBind: (commandId: string | null) => void;
}) {
  const changes = useKeymap((state) => state.changes);
  const [first, ...others] = keysOf(command, changes);
  const conflicts = conflictsOf(command, groups, changes);
  useNextKey(isBinding, (chord) => {
    if (chord !== null) void changeKeys(command.id, [chord, ...others.filter((key) => key !== chord)]);
    onBind(null);
  });
  return (
    <div className={classes['keyRow']}>
      <span className={classes['keyLabel']}>
        {command.label}
        {conflicts.length > 0 && (
          <Text size="xs" c="red" role="alert">
            also {conflicts.join(', ')}
          </Text>
        )}
      </span>
      <UnstyledButton
        className={classes['keyButton']}
        aria-label={`Key of ${command.label}`}
        aria-pressed={isBinding}
        onClick={() => onBind(isBinding ? null : command.id)}
      >
        {isBinding ? 'press a key' : first === undefined ? '–' : <Chord chord={first} />}
      </UnstyledButton>
      {changes[command.id] !== undefined && (
        <Tooltip label="The usual key">
          <ActionIcon
            size="xs"
            aria-label={`Usual key of ${command.label}`}
            onClick={() => void changeKeys(command.id, null)}
          >
            <IconRestore size={12} />
          </ActionIcon>
        </Tooltip>
      )}
      {first !== undefined && (
        <Tooltip label="No key">
          <ActionIcon
            size="xs"
            aria-label={`No key for ${command.label}`}
            onClick={() => void changeKeys(command.id, others)}
          >
            <IconBackspace size={12} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

/** Hears the next chord before anything else does; null for Escape. */
function useNextKey(isWaiting: boolean, onChord: (chord: string | null) => void): void {
  useEffect(() => {
    if (!isWaiting) return;
    const hear = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event;
      const altGraph = event.getModifierState('AltGraph');
      const chord = chordToBind({ key, code, shiftKey, ctrlKey, metaKey, altKey, altGraph });
      if (chord !== null) onChord(chord === 'esc' ? null : chord);
    };
    window.addEventListener('keydown', hear, true);
    return () => window.removeEventListener('keydown', hear, true);
  });
}
