import { create } from 'zustand';
import type { UndoState } from '#renderer/client/index.ts';
import type { Rater } from '#shared/domain/rater.ts';

/** Who sits here, and what undo and redo would do for them. The project itself is asked of the engine (useProject). */
interface Session {
  /** Null until the person gave a name in the open project. */
  readonly rater: Rater | null;
  readonly undo: UndoState;
  /** Which time the rater goes over the clips; 1 is the first. */
  readonly round: number;
  setRater(rater: Rater | null): void;
  setUndo(undo: UndoState): void;
  setRound(round: number): void;
}

const NOTHING: UndoState = { undo: null, redo: null };

export const useSession = create<Session>()((set) => ({
  rater: null,
  undo: NOTHING,
  round: 1,
  setRater: (rater) => set({ rater, undo: NOTHING, round: 1 }),
  setUndo: (undo) => set({ undo }),
  setRound: (round) => set({ round }),
}));

export const useRaterId = () => useSession((state) => state.rater?.id ?? null);
export const useRound = () => useSession((state) => state.round);
