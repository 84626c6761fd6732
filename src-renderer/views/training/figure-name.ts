import type { TaskKind } from '#shared/domain/run-spec.ts';

/** The one figure a run is known by. */
export const figureName = (task: TaskKind): string => (task === 'emotion' ? 'UF1' : 'CCC');
