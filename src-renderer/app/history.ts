import { currentVisit, useNavigation } from '#renderer/state/navigation.ts';

/** Keeps the browser's own Back and Forward in step with the trail of visits. */
export function followHistory(): void {
  const visitId = () => currentVisit(useNavigation.getState().trail).id;
  let shownId = visitId();
  window.history.replaceState({ visitId: shownId }, '');

  useNavigation.subscribe((state, before) => {
    const id = currentVisit(state.trail).id;
    if (id === shownId) return;
    const isBack = state.trail.visits === before.trail.visits;
    shownId = id;
    if (isBack) window.history.go(state.trail.index - before.trail.index);
    else window.history.pushState({ visitId: id }, '');
  });

  window.addEventListener('popstate', (event) => {
    const state: unknown = event.state;
    if (typeof state !== 'object' || state === null || !('visitId' in state)) return;
    if (typeof state.visitId !== 'number' || state.visitId === shownId) return;
    shownId = state.visitId;
    useNavigation.getState().goToVisit(state.visitId);
  });
}
