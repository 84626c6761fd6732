import type { EngineEvent } from '#renderer/client/index.ts';
import type { RunStatus } from '#shared/domain/run.ts';
import { isEnded } from './activity.ts';

type RunEvent = Extract<EngineEvent, { type: 'run' }>;

/** The questions (first words of their keys) whose answers a run's event makes stale; `before`: its status as last heard. */
export function staleAfter({ status, epoch }: RunEvent, before: RunStatus | undefined): readonly string[] {
  // How long a run takes is told by those that are done.
  if (isEnded(status)) return ['runs', 'run', 'review', 'log', 'plan'];
  // A run may wait or train on another's word: of this window, of another, of the command line.
  if (status !== before) return ['runs', 'run'];
  // As it begins it says what it has learned already, which may be less than was known.
  if (status === 'training' && epoch === null) return ['runs', 'run'];
  // With the first epoch of a fold the one before it has its figure.
  return epoch?.epoch === 1 ? ['runs', 'run'] : [];
}
