import { create } from 'zustand';
import type { UndoState } from '#renderer/client/index.ts';
import type { Rater } from '#shared/domain/rater.ts';

/** Who sits here, and what undo and redo would do for them. The project itself is asked of the engine (useProject). */
interface Session {
  /** Null until the person gave a name in the open project. */
  readonly rater: Rater | null;
  readonly undo: UndoState;
  setRater(rater: Rater | null): void;
  setUndo(undo: UndoState): void;
}

const NOTHING: UndoState = { undo: null, redo: null };

export const useSession = create<Session>()((set) => ({
  rater: null,
  undo: NOTHING,
  setRater: (rater) => set({ rater, undo: NOTHING }),
  setUndo: (undo) => set({ undo }),
}));

export const useRaterId = () => useSession((state) => state.rater?.id ?? null);
