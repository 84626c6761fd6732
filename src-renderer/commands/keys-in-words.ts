import type { KeyChanges } from '#renderer/state/keymap.ts';
import { keysOf } from './bindings.ts';
import { chordInWords } from './chords.ts';
import type { Command } from './command.ts';

/** The first key of a command as people read it, such as `Shift F`; null where it has none. */
export function keyInWords(command: Pick<Command, 'id' | 'keys'>, changes: KeyChanges): string | null {
  const [first] = keysOf(command, changes);
  return first === undefined ? null : chordInWords(first).join(' ');
}

/** The keys of commands that belong together: `usual` where all have their own, else each that has one by name. */
export function keysInWords(usual: string, commands: readonly Command[], changes: KeyChanges): string {
  if (commands.every(({ id }) => changes[id] === undefined)) return usual;
  const named = commands.flatMap((command) => {
    const key = keyInWords(command, changes);
    return key === null ? [] : [`${key}: ${command.label}`];
  });
  return named.join(', ');
}
