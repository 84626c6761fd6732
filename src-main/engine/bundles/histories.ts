import {
  type Catalog,
  type HistoryItem,
  LABEL_ITEM,
  serializeLabel,
  serializeTrace,
} from '#main/catalog/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelCause } from '#shared/domain/label.ts';
import { type HistoryState, latestEntry } from '#shared/kernels/merge-histories.ts';
import { saidBy } from '../labels/values.ts';
import { withFrames } from './portable.ts';

/** One state of a label or trace; its frames are the source's own numbers. */
export interface PortableEntry extends HistoryState {
  readonly cause: LabelCause;
  readonly actor: string | null;
}

/** What a label or a trace of one rater came through. */
export interface ItemHistory {
  readonly clipId: ClipId;
  readonly round: number;
  readonly item: HistoryItem;
  readonly entries: readonly PortableEntry[];
}

interface Growing extends ItemHistory {
  readonly entries: PortableEntry[];
}

export const itemKey = ({ clipId, round, item }: Pick<ItemHistory, 'clipId' | 'round' | 'item'>) =>
  JSON.stringify([clipId, round, item]);

/** All a rater said, by {@link itemKey}, with how it came about; what is there now is always the last state. */
export function historiesOf({ read }: Catalog, raterId: RaterId): Map<string, ItemHistory> {
  const numbersOf = createFrameNumbers(read);
  const names = new Map(read.raters.list().map(({ id, name }) => [id, name]));
  const histories = new Map<string, Growing>();
  const of = (place: Pick<ItemHistory, 'clipId' | 'round' | 'item'>): PortableEntry[] => {
    const key = itemKey(place);
    const found = histories.get(key) ?? { ...place, entries: [] };
    histories.set(key, found);
    return found.entries;
  };
  const portable = (clipId: ClipId, item: HistoryItem, state: string | null) => {
    const numbers = numbersOf(clipId);
    // A frame the source gave no number is named by its index.
    return withFrames(item, state, (frame) => numbers[frame] ?? frame) ?? null;
  };
  for (const { clipId, round, item, at, cause, actorId, state } of read.history.ofRater(raterId)) {
    const actor = actorId === null ? null : (names.get(actorId) ?? null);
    of({ clipId, round, item }).push({ at, cause, actor, state: portable(clipId, item, state) });
  }
  for (const label of read.labels.list(null)) {
    if (label.raterId !== raterId) continue;
    const { clipId, round, updatedAt } = label;
    const state = portable(clipId, LABEL_ITEM, serializeLabel(saidBy(label)));
    endIn(of({ clipId, round, item: LABEL_ITEM }), state, updatedAt);
  }
  for (const trace of read.traces.all()) {
    if (trace.raterId !== raterId) continue;
    const item: HistoryItem = `trace:${trace.name}`;
    const { clipId, round, updatedAt } = trace;
    endIn(of({ clipId, round, item }), portable(clipId, item, serializeTrace(trace)), updatedAt);
  }
  return histories;
}

/** What is there now is the last state, also where a former version of the program wrote no history of it. */
function endIn(entries: PortableEntry[], state: string | null, updatedAt: string): void {
  const last = latestEntry(entries);
  if (last?.state === state) return;
  entries.push({ at: timeAfter(last?.at ?? null, updatedAt), cause: 'import', actor: null, state });
}

/** `at`, or as soon as possible after `last`. */
export function timeAfter(last: string | null, at: string): string {
  if (last === null || last < at) return at;
  return new Date(Date.parse(last) + 1).toISOString();
}

/** Asks for the source's own numbers of a clip's frames, once a clip. */
export function createFrameNumbers(read: Catalog['read']): (clipId: ClipId) => readonly number[] {
  const known = new Map<ClipId, readonly number[]>();
  return (clipId) => {
    const numbers = known.get(clipId) ?? read.imports.frames(clipId).map((frame) => frame.sourceNumber);
    known.set(clipId, numbers);
    return numbers;
  };
}
