import {
  type Catalog,
  type HistoryItem,
  type LabelKey,
  parseTrace,
  type RaterIdentity,
  serializeTrace,
  type UndoStep,
} from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { LabelCause } from '#shared/domain/label.ts';
import type { Trace, TraceValues } from '#shared/domain/trace.ts';
import { requireClip, requirePerson } from './require.ts';
import { recordStep } from './steps.ts';
import { requireChangeable, visibleTo } from './visibility.ts';

/** The clip's traces the rater may see, by rater, round and name. */
export function tracesOf(
  catalog: Catalog,
  { clipId, raterId, round }: CallRequest<'traces.ofClip'>,
): Trace[] {
  requireClip(catalog, clipId);
  return catalog.read.traces.ofClip(clipId).filter(visibleTo(catalog, raterId, round));
}

/** Writes one trace of a rater, its history and the undo ledger in one transaction. Throws OnsetError; then nothing has changed. */
export function setTrace(catalog: Catalog, request: CallRequest<'traces.set'>): CallOutput<'traces.set'> {
  const { clipId, raterId, round, name, values, mergeKey } = request;
  return catalog.write.transaction(() => {
    const clip = requireClip(catalog, clipId);
    const actor = requirePerson(catalog, raterId);
    const key = { clipId, raterId, round };
    requireChangeable(catalog, key, actor.id, clip.name);
    const last = values?.points.at(-1)?.[0] ?? 0;
    if (last >= clip.frameCount)
      throw new OnsetError(
        'bad-input',
        `Clip ${clip.name}: the trace has a point at frame ${last}, past the clip's last frame (${clip.frameCount - 1}).`,
      );
    editTrace(catalog, actor, { key, item: `trace:${name}`, values, mergeKey, cause: 'edit' });
    return { trace: catalog.read.traces.get(key, name) };
  });
}

interface TraceEdit {
  readonly key: LabelKey;
  readonly item: HistoryItem;
  readonly values: TraceValues | null;
  readonly mergeKey: string | null;
  readonly cause: LabelCause;
}

/** A step of the actor's; none where the trace is so already. */
export function editTrace(
  catalog: Catalog,
  actor: RaterIdentity,
  { key, item, values, mergeKey, cause }: TraceEdit,
): void {
  const name = nameOf(item);
  const before = serializeTrace(catalog.read.traces.get(key, name));
  const after = serializeTrace(values);
  if (before === after) return;
  const at = new Date().toISOString();
  catalog.write.traces.put(key, name, values, at);
  recordStep(catalog, actor.id, { ...key, item, mergeKey, before, after }, cause, at);
}

/** Undo and redo of a trace: it is put back whole. */
export function restoreTrace(
  { read, write }: Catalog,
  actor: RaterIdentity,
  { clipId, raterId, round, item }: UndoStep,
  { to, direction }: { readonly to: string | null; readonly direction: 'undo' | 'redo' },
): void {
  const key = { clipId, raterId, round };
  const name = nameOf(item);
  if (serializeTrace(read.traces.get(key, name)) === to) return;
  const at = new Date().toISOString();
  write.traces.put(key, name, parseTrace(to), at);
  write.history.add({ ...key, item, actorId: actor.id, at, cause: direction, state: to });
}

/** Such as `trace intensity of clip S01_02: 12 points → 14 points`. */
export function traceStepInWords(clipName: string, { item, before, after }: UndoStep): string {
  const words = (state: string | null) => {
    const count = parseTrace(state)?.points.length ?? 0;
    return count === 0 ? 'none' : `${count} point${count === 1 ? '' : 's'}`;
  };
  return `trace ${nameOf(item)} of clip ${clipName}: ${words(before)} → ${words(after)}`;
}

const nameOf = (item: HistoryItem) => item.slice('trace:'.length);
