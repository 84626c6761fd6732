import type { Catalog, ClipRecord, UndoStep } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest, UndoState } from '#shared/contract/calls.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type Label } from '#shared/domain/label.ts';
import type { Rater } from '#shared/domain/rater.ts';
import { applyChange, isSameSaid, restore, type Said, saidBy, stepInWords } from './values.ts';

/** Changes a label, its history and the rater's undo ledger in one transaction. Throws OnsetError; then nothing has changed. */
export function setLabel(
  catalog: Catalog,
  { clipId, raterId, change, mergeKey }: CallRequest<'labels.set'>,
): CallOutput<'labels.set'> {
  return catalog.write.transaction(() => {
    const clip = requireClip(catalog, clipId);
    const rater = requirePerson(catalog, raterId);
    requireEmotion(catalog, change.emotion ?? null);
    const before = saidBy(catalog.read.labels.get(clipId, raterId));
    const after = applyChange(before, change, clip);
    if (!isSameSaid(before, after)) record(catalog, { clipId, raterId, before, after, mergeKey });
    const label = catalog.read.labels.get(clipId, raterId) ?? emptyLabel(clipId, rater);
    return { label, undo: undoState(catalog, raterId) };
  });
}

interface LabelEdit {
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly before: Said;
  readonly after: Said;
  readonly mergeKey: string | null;
}

/** Writes the edit as a step of its own, or as the further course of the last one. */
function record({ read, write }: Catalog, edit: LabelEdit): void {
  const { clipId, raterId, before, after, mergeKey } = edit;
  const at = new Date().toISOString();
  const last = read.undo.nextUndo(raterId);
  write.labels.put(clipId, raterId, after, at);
  write.undo.dropRedo(raterId);
  if (last === null || !continues(last, edit)) {
    write.undo.push(raterId, { clipId, mergeKey, before, after }, at);
    write.labels.addHistory({ clipId, raterId, at, cause: 'edit', before, after });
    return;
  }
  write.labels.retractEdit(clipId, raterId);
  if (isSameSaid(last.before, after)) {
    write.undo.remove(last.id);
    return;
  }
  write.undo.extend(last.id, after, at);
  write.labels.addHistory({ clipId, raterId, at, cause: 'edit', before: last.before, after });
}

function continues(last: UndoStep, { clipId, before, mergeKey }: LabelEdit): boolean {
  return (
    mergeKey !== null &&
    last.mergeKey === mergeKey &&
    last.clipId === clipId &&
    isSameSaid(last.after, before)
  );
}

/** Takes the rater's last change back, or makes the one taken back last again; nothing to do is no error. */
export function takeStep(
  catalog: Catalog,
  raterId: RaterId,
  direction: 'undo' | 'redo',
): CallOutput<'labels.undo'> {
  const { read, write } = catalog;
  return write.transaction(() => {
    requirePerson(catalog, raterId);
    const step = direction === 'undo' ? read.undo.nextUndo(raterId) : read.undo.nextRedo(raterId);
    if (step === null) return { label: null, clipId: null, undo: undoState(catalog, raterId) };
    const { clipId } = step;
    const [from, to] = direction === 'undo' ? [step.after, step.before] : [step.before, step.after];
    const present = saidBy(read.labels.get(clipId, raterId));
    const restored = restore(present, from, to, requireClip(catalog, clipId).frameCount);
    if (!isSameSaid(present, restored)) {
      const at = new Date().toISOString();
      write.labels.put(clipId, raterId, restored, at);
      write.labels.addHistory({ clipId, raterId, at, cause: direction, before: present, after: restored });
    }
    write.undo.setUndone(raterId, step.id, direction === 'undo');
    return { label: read.labels.get(clipId, raterId), clipId, undo: undoState(catalog, raterId) };
  });
}

export function undoState({ read }: Catalog, raterId: RaterId): UndoState {
  const inWords = (step: UndoStep | null) =>
    step === null ? null : stepInWords(read.clips.get(step.clipId)?.name ?? '', step.before, step.after);
  return { undo: inWords(read.undo.nextUndo(raterId)), redo: inWords(read.undo.nextRedo(raterId)) };
}

function requireClip({ read }: Catalog, clipId: ClipId): ClipRecord {
  const clip = read.clips.get(clipId);
  if (clip === null) throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
  return clip;
}

/** Labels that came in with a source stay as they came; whoever disagrees says so under their own name. */
function requirePerson({ read }: Catalog, raterId: RaterId): Rater {
  const rater = read.raters.get(raterId);
  if (rater === null) throw new OnsetError('not-found', `There is no rater ${raterId} in this project.`);
  if (rater.kind !== 'person')
    throw new OnsetError(
      'bad-input',
      `The labels of ${rater.name} are not set by hand: give your own name first.`,
    );
  return rater;
}

function requireEmotion({ read }: Catalog, emotion: string | null): void {
  if (emotion !== null && !read.emotions.names().includes(emotion))
    throw new OnsetError('bad-input', `This project has no emotion ${emotion}: add it first.`);
}

/** What the answer to a change says where the rater now says nothing. */
function emptyLabel(clipId: ClipId, rater: Rater): Label {
  return {
    ...EMPTY_LABEL,
    clipId,
    raterId: rater.id,
    raterName: rater.name,
    updatedAt: new Date().toISOString(),
  };
}
