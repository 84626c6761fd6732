import type { Catalog, UndoStep } from '#main/catalog/index.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import type { LabelCause } from '#shared/domain/label.ts';

/**
 * Writes a change that was just made into the actor's undo ledger and the history: as a step of its own, or as the
 * further course of the last one. States are compared as JSON: they are written in one spelling. Gives the step that
 * undo would now take back; null where the change took a step back itself.
 */
export function recordStep(
  { read, write }: Catalog,
  actorId: RaterId,
  step: Omit<UndoStep, 'id'>,
  cause: LabelCause,
  at: string,
): Omit<UndoStep, 'id'> | null {
  const { clipId, raterId, round, item, after: state } = step;
  const entry = { clipId, raterId, round, item, actorId, at, cause, state };
  // Only a gesture goes on.
  const last = step.mergeKey === null ? null : read.undo.last(actorId);
  write.undo.dropRedo(actorId);
  if (last === null || !continues(last, step)) {
    write.undo.push(actorId, step, at);
    write.history.add(entry);
    return step;
  }
  const reached = write.history.retractEdit(entry);
  if (last.before === step.after) write.undo.remove(last.id);
  else write.undo.extend(last.id, step.after, at);
  if (reached !== step.after) write.history.add(entry);
  return last.before === step.after ? null : { ...last, after: step.after };
}

function continues(last: UndoStep, step: Omit<UndoStep, 'id'>): boolean {
  return (
    step.mergeKey !== null &&
    last.mergeKey === step.mergeKey &&
    last.clipId === step.clipId &&
    last.raterId === step.raterId &&
    last.round === step.round &&
    last.item === step.item &&
    last.after === step.before
  );
}
