import { useEffect } from 'react';
import { create } from 'zustand';
import type { KeyChanges } from '#renderer/state/keymap.ts';
import { keysOf } from './bindings.ts';
import { chordsOf, type KeyPress } from './chords.ts';
import type { Command, CommandGroup } from './command.ts';

interface Registry {
  /** What can be done at present, the page's own groups last. */
  readonly groups: readonly CommandGroup[];
  add(group: CommandGroup): () => void;
}

export const useRegistry = create<Registry>()((set) => ({
  groups: [],
  add: (group) => {
    set((state) => ({ groups: [...state.groups, group] }));
    return () => set((state) => ({ groups: state.groups.filter((one) => one !== group) }));
  },
}));

/** Offers these commands while the calling component is there. `commands` must be stable (a constant or useMemo). */
export function useCommands(name: string, commands: readonly Command[]): void {
  const add = useRegistry((state) => state.add);
  useEffect(() => add({ name, commands }), [add, name, commands]);
}

/** The command these keys perform: the page's before the window's. Null if none is enabled. */
export function commandFor(
  groups: readonly CommandGroup[],
  press: KeyPress,
  changes: KeyChanges,
): Command | null {
  const chords = chordsOf(press);
  for (const group of [...groups].reverse())
    for (const command of group.commands)
      if (keysOf(command, changes).some((key) => chords.includes(key)) && command.isEnabled()) return command;
  return null;
}
