import type { KeyChanges } from '#renderer/state/keymap.ts';
import { chordsOf, type KeyPress } from './chords.ts';
import type { Command, CommandGroup } from './command.ts';

/** The keys that perform a command: as the person changed them, else its usual ones. */
export function keysOf(command: Pick<Command, 'id' | 'keys'>, changes: KeyChanges): readonly string[] {
  return changes[command.id] ?? command.keys;
}

const MODIFIERS: readonly string[] = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'];

/** The chord to keep for a key that was pressed to be bound; null while only modifiers are held. */
export function chordToBind(press: KeyPress): string | null {
  if (MODIFIERS.includes(press.key)) return null;
  const chords = chordsOf(press);
  const [literal, sign] = chords;
  // A sign that takes shift is named by itself: `?`, not shift+?.
  return literal !== undefined && /shift\+[^a-z0-9]$/.test(literal) ? (sign ?? literal) : (literal ?? null);
}

/** The other commands among `groups` that a command's keys perform too, in words. */
export function conflictsOf(
  command: Command,
  groups: readonly CommandGroup[],
  changes: KeyChanges,
): readonly string[] {
  const own = keysOf(command, changes);
  return groups
    .flatMap((group) => group.commands)
    .filter((other) => other.id !== command.id && keysOf(other, changes).some((key) => own.includes(key)))
    .map((other) => other.label);
}
