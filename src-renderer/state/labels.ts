import { create } from 'zustand';
import { type CallOutput, callEngine, isDesktop } from '#renderer/client/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { Label } from '#shared/domain/label.ts';
import type { Trace, TraceValues } from '#shared/domain/trace.ts';
import {
  createLabelQueue,
  type LabelPlace,
  type NewChange,
  type OwnChange,
  type PendingChange,
  saysSomething,
} from './label-queue.ts';
import { currentVisit, openClip, useNavigation } from './navigation.ts';
import { queries, queryClient } from './queries.ts';
import { useSession } from './session.ts';
import { showClip } from './walk.ts';

interface Saving {
  /** Changes not yet acknowledged, oldest first. */
  readonly pending: readonly PendingChange[];
  /** What undo or redo last met, in words; null if it went well. */
  readonly undoFailure: string | null;
  /** Said when the window was to close with a change not saved. */
  readonly closingFailure: string | null;
}

export const useSaving = create<Saving>()(() => ({ pending: [], undoFailure: null, closingFailure: null }));

let wasWarned = false;

const queue = createLabelQueue({
  onPending: (pending) => {
    if (pending.length === 0) wasWarned = false;
    useSaving.setState(pending.length === 0 ? { pending, closingFailure: null } : { pending });
  },
  save: async (edit: NewChange) => {
    const { clipId, raterId, round, mergeKey } = edit;
    const { intensityTrace, ...change } = edit.change;
    if (intensityTrace !== undefined) await saveTrace(edit, intensityTrace);
    if (Object.keys(change).length === 0) return;
    const { label, undo } = await callEngine('labels.set', { clipId, raterId, round, change, mergeKey });
    await adoptLabel(edit, label);
    useSession.getState().setUndo(undo);
  },
});

/** Changes the present rater's label: shown at once, saved at once. Changes in a row with one `mergeKey` are one undo step. */
export function setLabel(clipId: ClipId, change: OwnChange, mergeKey: string | null = null): void {
  const { rater, round } = useSession.getState();
  if (rater === null) return;
  useSaving.setState({ undoFailure: null });
  const place = { clipId, raterId: rater.id, round };
  const status = isFirstWordAgain(place, change) ? { status: 'draft' as const } : {};
  queue.add({ ...place, change: { ...change, ...status }, mergeKey });
}

/**
 * Rating again, the first thing said of a clip is a draft: what was said in earlier rounds is shown once it is
 * submitted. Also where it is not known yet whether it is the first: a draft shows nothing too soon.
 */
function isFirstWordAgain({ clipId, raterId, round }: LabelPlace, change: OwnChange): boolean {
  const saysNothing = Object.keys(change).every((field) => field === 'intensityTrace');
  if (round === 1 || saysNothing || change.status !== undefined) return false;
  const { pending } = useSaving.getState();
  const isOnItsWay = pending.some((one) => one.clipId === clipId && one.round === round && one.change.status);
  const detail = queryClient.getQueryData(queries.clipDetail(clipId, raterId, round).queryKey);
  const isSaid = detail?.labels.some((label) => label.raterId === raterId && label.round === round) ?? false;
  return !isOnItsWay && !isSaid;
}

/**
 * Submits what was said of a clip that was left before the engine told of it: keys are faster at times. Whether there
 * is something to submit, the engine knows once all is saved.
 */
export async function submitOnceKnown(clipId: ClipId): Promise<void> {
  const { rater, round } = useSession.getState();
  if (rater === null) return;
  const place = { clipId, raterId: rater.id, round };
  try {
    await queue.settled();
    const { labels } = await callEngine('clips.detail', place);
    const own = labels.find((label) => label.raterId === rater.id && label.round === round);
    if (own?.status === 'draft' && saysSomething(own))
      queue.add({ ...place, change: { status: 'submitted' }, mergeKey: null });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    useSaving.setState({ undoFailure: `A clip could not be submitted, and stays a draft: ${reason}` });
  }
}

export const retrySaving = (): void => queue.retry();
export const discardFailed = (): void => {
  queue.discardFailed();
};

export const undo = (): Promise<void> => stepBack('labels.undo');
export const redo = (): Promise<void> => stepBack('labels.redo');

/** A change that could not be saved is the first thing undo takes back. */
async function stepBack(call: 'labels.undo' | 'labels.redo'): Promise<void> {
  const raterId = useSession.getState().rater?.id;
  if (raterId === undefined) return;
  await queue.settled();
  if (call === 'labels.undo' && queue.discardFailed()) return;
  try {
    await adoptStep(raterId, await callEngine(call, { raterId }));
    useSaving.setState({ undoFailure: null });
  } catch (error) {
    useSaving.setState({ undoFailure: error instanceof Error ? error.message : String(error) });
  }
}

/** Shows what undo changed: in Label, its clip comes up. */
async function adoptStep(raterId: RaterId, step: CallOutput<'labels.undo'>): Promise<void> {
  useSession.getState().setUndo(step.undo);
  const { clipId, label } = step;
  if (clipId === null) return;
  const { round } = useSession.getState();
  // Of another round, or adjudicated: it is only asked anew.
  const isOwn = label?.raterId === raterId && label.round === round;
  await adoptLabel({ clipId, raterId, round: label?.round ?? round }, isOwn ? label : undefined);
  const { place } = currentVisit(useNavigation.getState().trail);
  if (place.view !== 'label' || place.clipId === clipId) return;
  if (place.review?.clipIds.includes(clipId) === true) showClip(clipId);
  else openClip(clipId);
}

/** Puts the acknowledged label where views read it, then asks for the rest (effective values) anew. */
async function adoptLabel({ clipId, raterId, round }: LabelPlace, label: Label | undefined): Promise<void> {
  const { queryKey } = queries.clipDetail(clipId, raterId, round);
  await queryClient.cancelQueries({ queryKey });
  if (label !== undefined)
    queryClient.setQueryData(queryKey, (detail) => {
      if (detail === undefined) return undefined;
      const others = detail.labels.filter((one) => one.raterId !== raterId || one.round !== round);
      return { ...detail, labels: [...others, label] };
    });
  void queryClient.invalidateQueries({ queryKey });
}

/** Writes the trace, then puts it where views read it. */
async function saveTrace(change: NewChange, values: TraceValues | null): Promise<void> {
  const { clipId, raterId, round, mergeKey } = change;
  const { trace } = await callEngine('traces.set', {
    clipId,
    raterId,
    round,
    mergeKey,
    name: INTENSITY,
    values,
  });
  const { queryKey } = queries.traces(clipId, raterId, round);
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, (known) => {
    const others = (known ?? []).filter((one) => !isTraceOf(one, change));
    return trace === null ? others : [...others, trace];
  });
  await refreshUndo();
}

const INTENSITY = 'intensity';

/** Whether this is the rater's own trace of the intensity, in this round. */
export function isTraceOf(trace: Trace, { raterId, round }: Pick<LabelPlace, 'raterId' | 'round'>): boolean {
  return trace.name === INTENSITY && trace.raterId === raterId && trace.round === round;
}

/** Asks what undo would do; after a start, or when another window changed a label. */
export async function refreshUndo(): Promise<void> {
  const raterId = useSession.getState().rater?.id;
  if (raterId === undefined) return;
  const undoState = await callEngine('labels.undoState', { raterId });
  if (useSession.getState().rater?.id === raterId) useSession.getState().setUndo(undoState);
}

/** A change that is not on disk keeps the window from closing: always in a browser, which then asks; once in the desktop, which would not. */
window.addEventListener('beforeunload', (event) => {
  if (useSaving.getState().pending.length === 0 || (isDesktop && wasWarned)) return;
  wasWarned = true;
  event.preventDefault();
  if (isDesktop) useSaving.setState({ closingFailure: 'Close the window again to give it up.' });
});

/** Says again what was said after an entry of a clip's history. Rejects with the cause in words. */
export async function restoreLabel(clipId: ClipId, historyId: number): Promise<void> {
  const raterId = useSession.getState().rater?.id;
  if (raterId === undefined) return;
  await queue.settled();
  const { label, undo } = await callEngine('labels.restore', { clipId, raterId, historyId });
  const isShown = label?.raterId === raterId && label.round === useSession.getState().round;
  // A trace is asked for again by who shows it: everybody hears that the clip has changed.
  if (label !== null) await adoptLabel(label, isShown ? label : undefined);
  useSession.getState().setUndo(undo);
}

/** Adds a class to the project's scheme. Rejects with the cause in words. */
export async function addEmotion(name: string): Promise<void> {
  const emotions = await callEngine('emotions.add', { name });
  queryClient.setQueryData(queries.emotions().queryKey, emotions);
}
