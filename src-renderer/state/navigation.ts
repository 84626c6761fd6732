import { create } from 'zustand';
import type { ClipId, RunId } from '#shared/domain/ids.ts';

/** A list of clips that Label walks through instead of the library's filter, and where it came from. */
export interface ReviewContext {
  /** Absent: a review. */
  readonly from?: 'agreement' | 'queue';
  /** The run whose predictions are shown beside the clips; null: none's. */
  readonly runId: RunId | null;
  /** In words, such as "fear predicted as disgust". */
  readonly title: string;
  readonly clipIds: readonly ClipId[];
}

export type FrameMark = 'start' | 'onset' | 'apex' | 'offset';

/** Where the window is. */
export type Place =
  | { readonly view: 'library' }
  | {
      readonly view: 'label';
      /** Null until the first clip of the filter is known. */
      readonly clipId: ClipId | null;
      /** Which frame it starts at. */
      readonly at: FrameMark;
      readonly review: ReviewContext | null;
    }
  | {
      readonly view: 'train';
      readonly runId: RunId | null;
      /** Runs side by side, instead of one. */
      readonly compared?: readonly RunId[];
    }
  | { readonly view: 'review'; readonly runId: RunId | null }
  | { readonly view: 'agreement' }
  | { readonly view: 'settings' }
  | { readonly view: 'doctor' };

export type ViewName = Place['view'];

/** A place with what its view wants to find again on the way back: scroll, an open cell. Plain data only. */
export interface Visit {
  readonly id: number;
  readonly place: Place;
  readonly memory: Readonly<Record<string, unknown>>;
}

export interface Trail {
  readonly visits: readonly Visit[];
  readonly index: number;
}

const MAX_VISITS = 100;

export function startTrail(place: Place): Trail {
  return { visits: [{ id: 0, place, memory: {} }], index: 0 };
}

export function currentVisit(trail: Trail): Visit {
  const visit = trail.visits[trail.index];
  if (visit === undefined) throw new Error('The trail lost its place.');
  return visit;
}

/** Goes on to `place`; what lay ahead is forgotten. */
export function pushPlace(trail: Trail, place: Place): Trail {
  const id = currentVisit(trail).id + 1;
  const kept = trail.visits.slice(0, trail.index + 1);
  const visits = [...kept, { id, place, memory: {} }].slice(-MAX_VISITS);
  return { visits, index: visits.length - 1 };
}

/** The same visit, showing something else: stepping through clips leaves no trail. */
export function replacePlace(trail: Trail, place: Place): Trail {
  return changeCurrent(trail, (visit) => ({ ...visit, place }));
}

export function rememberIn(trail: Trail, key: string, value: unknown): Trail {
  return changeCurrent(trail, (visit) => ({ ...visit, memory: { ...visit.memory, [key]: value } }));
}

/** To the visit with this id; unchanged if it is forgotten. */
export function goToVisit(trail: Trail, id: number): Trail {
  const index = trail.visits.findIndex((visit) => visit.id === id);
  return index < 0 ? trail : { ...trail, index };
}

export function step(trail: Trail, by: number): Trail {
  const index = Math.min(trail.visits.length - 1, Math.max(0, trail.index + by));
  return { ...trail, index };
}

function changeCurrent(trail: Trail, change: (visit: Visit) => Visit): Trail {
  const visits = trail.visits.map((visit, index) => (index === trail.index ? change(visit) : visit));
  return { ...trail, visits };
}

export interface Navigation {
  readonly trail: Trail;
  go(place: Place): void;
  replace(place: Place): void;
  back(): void;
  forward(): void;
  goToVisit(id: number): void;
  /** Keeps `value` with the present visit; {@link Visit.memory} has it after Back. */
  remember(key: string, value: unknown): void;
  reset(): void;
}

export const useNavigation = create<Navigation>()((set) => {
  const change = (next: (trail: Trail) => Trail) => set((state) => ({ trail: next(state.trail) }));
  return {
    trail: startTrail({ view: 'library' }),
    go: (place) => change((trail) => pushPlace(trail, place)),
    replace: (place) => change((trail) => replacePlace(trail, place)),
    back: () => change((trail) => step(trail, -1)),
    forward: () => change((trail) => step(trail, 1)),
    goToVisit: (id) => change((trail) => goToVisit(trail, id)),
    remember: (key, value) => change((trail) => rememberIn(trail, key, value)),
    reset: () => set({ trail: startTrail({ view: 'library' }) }),
  };
});

export const usePlace = (): Place => useNavigation((state) => currentVisit(state.trail).place);
export const useVisit = (): Visit => useNavigation((state) => currentVisit(state.trail));

/** Opens a clip in Label. With `review`, Label walks through its clips and shows the run's prediction. */
export function openClip(
  clipId: ClipId,
  options: { readonly at?: FrameMark; readonly review?: ReviewContext } = {},
): void {
  const { at = 'start', review = null } = options;
  useNavigation.getState().go({ view: 'label', clipId, at, review });
}
