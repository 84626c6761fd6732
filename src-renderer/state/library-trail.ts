import { type LibraryPlace, libraryPlace, useLibrary } from './library.ts';
import { currentVisit, useNavigation } from './navigation.ts';

const left = new Map<number, LibraryPlace>();

/** Back to a visit of the library finds its filter, order, selection and scroll as they were left. */
export function followLibrary(): void {
  useNavigation.subscribe((state, before) => {
    const now = currentVisit(state.trail);
    const then = currentVisit(before.trail);
    if (now.id === then.id) return;
    if (then.place.view === 'library') left.set(then.id, libraryPlace());
    const isKnown = before.trail.visits.some((visit) => visit.id === now.id);
    const place = isKnown && now.place.view === 'library' ? left.get(now.id) : undefined;
    if (place !== undefined) useLibrary.getState().restore(place);
  });
}
