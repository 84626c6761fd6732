import {
  type Catalog,
  LABEL_ITEM,
  type LabelKey,
  parseLabel,
  parseTrace,
  type RaterIdentity,
  serializeLabel,
  type UndoStep,
} from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest, UndoState } from '#shared/contract/calls.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type Label, type LabelCause, type LabelChange } from '#shared/domain/label.ts';
import { requireClip, requirePerson } from './require.ts';
import { recordStep } from './steps.ts';
import { editTrace, restoreTrace, traceStepInWords } from './traces.ts';
import { applyChange, isSameSaid, restore, type Said, saidBy, stepInWords } from './values.ts';
import { isChangeable, requireChangeable } from './visibility.ts';

/** Changes a label, its history and the rater's undo ledger in one transaction. Throws OnsetError; then nothing has changed. */
export function setLabel(catalog: Catalog, request: CallRequest<'labels.set'>): CallOutput<'labels.set'> {
  const { clipId, raterId, change, mergeKey } = request;
  return catalog.write.transaction(() => {
    const clip = requireClip(catalog, clipId);
    const actor = requirePerson(catalog, raterId);
    const { key, rater } = labelOf(catalog, request, actor);
    requireEmotions(catalog, rater, change);
    requireChangeable(catalog, key, actor.id, clip.name);
    const stored = catalog.read.labels.get(clipId, key.raterId, key.round);
    const before = saidBy(stored);
    const isBlind = catalog.read.project.isBlind();
    const isDraft = rater.kind === 'person' && isBlind;
    const after = applyChange(before, change, clip, isDraft ? 'draft' : 'submitted');
    const edit = isSameSaid(before, after)
      ? null
      : writeEdit(catalog, { actor, key, before, after, mergeKey, cause: 'edit' });
    const updatedAt = edit?.at ?? stored?.updatedAt ?? new Date().toISOString();
    const label = { ...(after ?? EMPTY_LABEL), ...key, raterName: rater.name, updatedAt };
    const step = edit?.step ?? null;
    // In a blind project the change may have closed the clip.
    const undo = step === null || isBlind ? undoState(catalog, raterId) : afterStep(clip.name, step);
    return { label, undo };
  });
}

/** What was said after the given row of the history, a label or a trace, is said again, as a new step. Throws OnsetError. */
export function restoreLabel(
  catalog: Catalog,
  { clipId, raterId, historyId }: CallRequest<'labels.restore'>,
): CallOutput<'labels.restore'> {
  return catalog.write.transaction(() => {
    const clip = requireClip(catalog, clipId);
    const actor = requirePerson(catalog, raterId);
    const entry = catalog.read.history.entry(clipId, historyId);
    if (entry === null)
      throw new OnsetError('not-found', `The history of clip ${clip.name} has no entry ${historyId}.`);
    const { item, state } = entry;
    const rater = catalog.read.raters.identity(entry.raterId);
    if (rater === null || (rater.id !== raterId && rater.kind !== 'adjudicated'))
      throw new OnsetError('bad-input', `The labels of ${entry.raterName} are theirs: restore your own.`);
    const key = { clipId, raterId: rater.id, round: entry.round };
    requireChangeable(catalog, key, actor.id, clip.name);
    const step = { mergeKey: null, cause: 'restore' } as const;
    if (item !== LABEL_ITEM) {
      editTrace(catalog, actor, { key, item, values: parseTrace(state), ...step });
      return { label: null, undo: undoState(catalog, raterId) };
    }
    const before = saidBy(catalog.read.labels.get(clipId, key.raterId, key.round));
    const after = parseLabel(state);
    if (!isSameSaid(before, after)) writeEdit(catalog, { actor, key, before, after, ...step });
    return { label: labelOrEmpty(catalog, key, rater), undo: undoState(catalog, raterId) };
  });
}

interface LabelEdit {
  readonly actor: RaterIdentity;
  readonly key: LabelKey;
  readonly before: Said;
  readonly after: Said;
  readonly mergeKey: string | null;
  readonly cause: LabelCause;
}

/** When it was said, and the step it is in. */
function writeEdit(catalog: Catalog, { actor, key, before, after, mergeKey, cause }: LabelEdit) {
  const at = new Date().toISOString();
  catalog.write.labels.put(key, after, at);
  const states = { before: serializeLabel(before), after: serializeLabel(after) };
  const step = recordStep(catalog, actor.id, { ...key, item: LABEL_ITEM, mergeKey, ...states }, cause, at);
  return { at, step };
}

/** What undo and redo do right after a step was made: nothing is asked that is known. */
function afterStep(clipName: string, { before, after }: Pick<UndoStep, 'before' | 'after'>): UndoState {
  return { undo: stepInWords(clipName, parseLabel(before), parseLabel(after)), redo: null };
}

/** The actor's own label, or the one that holds what was adjudicated. */
function labelOf(
  { read, write }: Catalog,
  { clipId, round, as }: CallRequest<'labels.set'>,
  actor: RaterIdentity,
): { key: LabelKey; rater: RaterIdentity } {
  if (as === 'own') return { key: { clipId, raterId: actor.id, round }, rater: actor };
  const rater = read.raters.identity(write.raters.enterAdjudicated());
  if (rater === null) throw new Error('A rater that was just written is not there.');
  return { key: { clipId, raterId: rater.id, round: 1 }, rater };
}

/**
 * Takes the actor's last change back, or makes the one taken back last again; nothing to do is no error. What a blind
 * project keeps as it is is passed over.
 */
export function takeStep(
  catalog: Catalog,
  actorId: RaterId,
  direction: 'undo' | 'redo',
): CallOutput<'labels.undo'> {
  const { read, write } = catalog;
  return write.transaction(() => {
    const actor = requirePerson(catalog, actorId);
    const step = nextStep(catalog, actorId, direction);
    if (step === null) return { label: null, clipId: null, undo: undoState(catalog, actorId) };
    const { clipId, raterId, round } = step;
    const clip = requireClip(catalog, clipId);
    const [from, to] = direction === 'undo' ? [step.after, step.before] : [step.before, step.after];
    if (step.item === LABEL_ITEM)
      stepLabel(catalog, actor, step, { from, to, direction, frameCount: clip.frameCount });
    else restoreTrace(catalog, actor, step, { to, direction });
    write.undo.setUndone(actorId, step.id, direction === 'undo');
    return { label: read.labels.get(clipId, raterId, round), clipId, undo: undoState(catalog, actorId) };
  });
}

function stepLabel(
  { read, write }: Catalog,
  actor: RaterIdentity,
  { clipId, raterId, round }: UndoStep,
  step: { from: string | null; to: string | null; direction: 'undo' | 'redo'; frameCount: number },
): void {
  const key = { clipId, raterId, round };
  const present = saidBy(read.labels.get(clipId, raterId, round));
  const restored = restore(present, parseLabel(step.from), parseLabel(step.to), step.frameCount);
  if (isSameSaid(present, restored)) return;
  const at = new Date().toISOString();
  write.labels.put(key, restored, at);
  write.history.addLabel({ ...key, actorId: actor.id, at, cause: step.direction, state: restored });
}

/** So many steps on labels that a blind project has closed are passed over; what was done further back is not undone. */
const MOST_CLOSED = 100;

/** The step that undo or redo takes. */
function nextStep(catalog: Catalog, actorId: RaterId, direction: 'undo' | 'redo'): UndoStep | null {
  const { undo, project } = catalog.read;
  const most = project.isBlind() ? MOST_CLOSED + 1 : 1;
  const steps = direction === 'undo' ? undo.toUndo(actorId, most) : undo.toRedo(actorId, most);
  return steps.find((step) => isChangeable(catalog, step, actorId)) ?? null;
}

/** What undo and redo will really do. */
export function undoState(catalog: Catalog, actorId: RaterId): UndoState {
  const { read } = catalog;
  const inWords = (direction: 'undo' | 'redo') => {
    const step = nextStep(catalog, actorId, direction);
    if (step === null) return null;
    const { name = '', frameCount = 0 } = read.clips.get(step.clipId) ?? {};
    if (step.item !== LABEL_ITEM) return traceStepInWords(name, step);
    const [before, after] = [parseLabel(step.before), parseLabel(step.after)];
    const words = stepInWords(name, before, after);
    const present = saidBy(read.labels.get(step.clipId, step.raterId, step.round));
    const [from, to] = direction === 'undo' ? [after, before] : [before, after];
    const stays = isSameSaid(present, restore(present, from, to, frameCount));
    return stays ? `${words} (somebody has changed it since: it stays)` : words;
  };
  return { undo: inWords('undo'), redo: inWords('redo') };
}

/** A rater gives the emotions of their scheme; what is adjudicated may be of any: the main one may have been another before. */
function requireEmotions(
  { read }: Catalog,
  rater: RaterIdentity,
  { emotion, distribution }: LabelChange,
): void {
  const named = [emotion ?? null, ...Object.keys(distribution ?? {})].filter((name) => name !== null);
  if (named.length === 0) return;
  const known =
    rater.kind === 'adjudicated'
      ? read.schemes.list().flatMap(({ emotions }) => emotions)
      : read.schemes.emotionsOf(rater.scheme);
  const missing = named.find((name) => !known.includes(name));
  if (missing === undefined) return;
  throw new OnsetError(
    'bad-input',
    read.emotions.names().includes(missing)
      ? `${rater.name} gives the emotions of the scheme ${rater.scheme}, which has no ${missing}: go on under another name.`
      : `This project has no emotion ${missing}: add it first.`,
  );
}

/** The label as it now is; an empty one where the rater says nothing any more. */
function labelOrEmpty({ read }: Catalog, { clipId, round }: LabelKey, rater: RaterIdentity): Label {
  const none = {
    clipId,
    raterId: rater.id,
    raterName: rater.name,
    round,
    updatedAt: new Date().toISOString(),
  };
  return read.labels.get(clipId, rater.id, round) ?? { ...EMPTY_LABEL, ...none };
}
