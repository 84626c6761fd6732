import { useKeymap } from '#renderer/state/keymap.ts';
import { keysOf } from './bindings.ts';
import { chordInWords } from './chords.ts';
import { KEYMAP, type MappedCommand } from './keymap.ts';

/** What a button does with its key behind it, for a tooltip: `First frame (Home)`. */
export function useKeyHint(): (label: string, id: MappedCommand) => string {
  const changes = useKeymap((state) => state.changes);
  return (label, id) => {
    const [first] = keysOf({ id, keys: KEYMAP[id] }, changes);
    return first === undefined ? label : `${label} (${chordInWords(first).join(' ')})`;
  };
}
