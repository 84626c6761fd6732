import { create } from 'zustand';
import type { RunId } from '#shared/domain/ids.ts';

/** The runs ticked to be compared, in the order they were ticked. They outlive the table; one that is not listed counts for nothing. */
interface ComparedRuns {
  readonly ids: readonly RunId[];
  /** Ticks a run, or no longer. */
  toggle(id: RunId): void;
}

export const useComparedRuns = create<ComparedRuns>()((set) => ({
  ids: [],
  toggle: (id) =>
    set(({ ids }) => ({ ids: ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id] })),
}));
