import { create } from 'zustand';
import { callEngine } from '#renderer/client/index.ts';

/** Keys that are not the usual ones, by the command they perform. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

interface KeymapState {
  readonly changes: KeyChanges;
  /** Why the last change could not be kept; null if it was. */
  readonly failure: string | null;
}

export const useKeymap = create<KeymapState>()(() => ({ changes: {}, failure: null }));

/** Reads what this machine's user changed. Without an answer the usual keys hold. */
export async function loadKeys(): Promise<void> {
  try {
    useKeymap.setState({ changes: await callEngine('app.keys', {}) });
  } catch (error) {
    useKeymap.setState({ failure: inWords(error) });
  }
}

/** These keys perform the command from now on, here at once and after the next start. Null: its usual ones. */
export async function changeKeys(commandId: string, keys: readonly string[] | null): Promise<void> {
  const { [commandId]: _, ...others } = useKeymap.getState().changes;
  await keep(keys === null ? others : { ...others, [commandId]: keys });
}

/** All commands have their usual keys again. */
export const resetKeys = (): Promise<void> => keep({});

async function keep(changes: KeyChanges): Promise<void> {
  useKeymap.setState({ changes, failure: null });
  const keys = Object.fromEntries(Object.entries(changes).map(([id, chords]) => [id, [...chords]]));
  try {
    await callEngine('app.putKeys', { keys });
  } catch (error) {
    useKeymap.setState({ failure: `These keys hold until the window is closed: ${inWords(error)}` });
  }
}

const inWords = (error: unknown) => (error instanceof Error ? error.message : String(error));
