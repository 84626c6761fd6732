import { useKeymap } from '#renderer/state/keymap.ts';
import { KEYMAP, type MappedCommand } from './keymap.ts';
import { keyInWords } from './keys-in-words.ts';

/** What a button does with its key behind it, for a tooltip: `First frame (Home)`. */
export function useKeyHint(): (label: string, id: MappedCommand) => string {
  const changes = useKeymap((state) => state.changes);
  return (label, id) => {
    const key = keyInWords({ id, keys: KEYMAP[id] }, changes);
    return key === null ? label : `${label} (${key})`;
  };
}
