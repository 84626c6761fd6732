import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL, type LabelChange, type LabelValues, mostProbable } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** What is changed at once: fields of the label, or its trace of the intensity (null takes it away). */
export interface OwnChange extends LabelChange {
  readonly intensityTrace?: TraceValues | null;
}

/** One change on its way to the disk. It is shown from the moment it is made, and kept until it is acknowledged. */
export interface PendingChange {
  readonly id: number;
  readonly clipId: ClipId;
  readonly raterId: RaterId;
  readonly round: number;
  readonly change: OwnChange;
  readonly mergeKey: string | null;
  readonly status: 'waiting' | 'saving' | 'failed';
  /** Why it is not saved; null unless failed. */
  readonly reason: string | null;
}

export type NewChange = Pick<PendingChange, 'clipId' | 'raterId' | 'round' | 'change' | 'mergeKey'>;

export interface LabelQueue {
  add(change: NewChange): void;
  /** Sends what failed once more. */
  retry(): void;
  /** Gives up the latest change that failed; false if none did. */
  discardFailed(): boolean;
  /** Resolves once nothing waits or is being saved. */
  settled(): Promise<void>;
}

/**
 * Saves changes one after the other, in the order they were made. A drag's changes (same mergeKey) that still
 * wait become one. A failed change stays, with its reason; it is tried again after the next success on its clip,
 * since what was wrong (an onset after the apex) may be right by then.
 */
export function createLabelQueue(options: {
  readonly save: (change: NewChange) => Promise<void>;
  readonly onPending: (pending: readonly PendingChange[]) => void;
}): LabelQueue {
  let pending: readonly PendingChange[] = [];
  let nextId = 1;
  let isWorking = false;
  let onSettled: (() => void)[] = [];

  const update = (next: readonly PendingChange[]) => {
    pending = next;
    options.onPending(pending);
  };
  const patch = (id: number, fields: Partial<PendingChange>) =>
    update(pending.map((one) => (one.id === id ? { ...one, ...fields } : one)));

  const work = async () => {
    if (isWorking) return;
    isWorking = true;
    for (;;) {
      const next = pending.find((one) => one.status === 'waiting');
      if (next === undefined) break;
      patch(next.id, { status: 'saving', reason: null });
      try {
        await options.save(next);
        update(
          againOnClip(
            pending.filter((one) => one.id !== next.id),
            next.clipId,
          ),
        );
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        patch(next.id, { status: 'failed', reason });
      }
    }
    isWorking = false;
    const listeners = onSettled;
    onSettled = [];
    for (const listener of listeners) listener();
  };

  return {
    add: (change) => {
      update(withChange(pending, { ...change, id: nextId, status: 'waiting', reason: null }));
      nextId += 1;
      void work();
    },
    retry: () => {
      update(pending.map((one) => (one.status === 'failed' ? { ...one, status: 'waiting' } : one)));
      void work();
    },
    discardFailed: () => {
      const last = pending.filter((one) => one.status === 'failed').at(-1);
      if (last !== undefined) update(pending.filter((one) => one.id !== last.id));
      return last !== undefined;
    },
    settled: () => (isWorking ? new Promise((resolve) => onSettled.push(resolve)) : Promise.resolve()),
  };
}

/** After a success on this clip its failed changes get one more try. */
function againOnClip(pending: readonly PendingChange[], clipId: ClipId): readonly PendingChange[] {
  return pending.map((one) =>
    one.clipId === clipId && one.status === 'failed' ? { ...one, status: 'waiting' as const } : one,
  );
}

function withChange(pending: readonly PendingChange[], added: PendingChange): readonly PendingChange[] {
  const last = pending.at(-1);
  const merges =
    last?.status === 'waiting' &&
    isSameLabel(last, added) &&
    added.mergeKey !== null &&
    last.mergeKey === added.mergeKey;
  if (merges) return [...pending.slice(0, -1), { ...last, change: { ...last.change, ...added.change } }];
  return [...withoutReplaced(pending, added), added];
}

/** Which label: of one rater, of one clip, in one round. */
export interface LabelPlace {
  readonly clipId: ClipId;
  readonly raterId: RaterId | null;
  readonly round: number;
}

const isSameLabel = (a: LabelPlace, b: LabelPlace): boolean =>
  a.clipId === b.clipId && a.raterId === b.raterId && a.round === b.round;

/** A failed change is dropped where a newer one sets the same fields. */
function withoutReplaced(pending: readonly PendingChange[], added: PendingChange): readonly PendingChange[] {
  return pending.flatMap((one) => {
    if (one.status !== 'failed' || !isSameLabel(one, added)) return [one];
    const left = Object.entries(one.change).filter(([field]) => !(field in added.change));
    return left.length === 0 ? [] : [{ ...one, change: Object.fromEntries(left) }];
  });
}

/** The label as it will be once all of `pending` is saved. */
export function withPending(
  values: LabelValues,
  pending: readonly PendingChange[],
  label: LabelPlace,
): LabelValues {
  return pending
    .filter((one) => isSameLabel(one, label))
    .reduce<LabelValues>((said, one) => applyChange(said, one.change), values);
}

/** The trace as it will be once all of `pending` is saved. */
export function traceWithPending(
  values: TraceValues | null,
  pending: readonly PendingChange[],
  label: LabelPlace,
): TraceValues | null {
  return pending
    .filter((one) => isSameLabel(one, label))
    .reduce<TraceValues | null>(
      (trace, { change }) => (change.intensityTrace === undefined ? trace : change.intensityTrace),
      values,
    );
}

/** As the engine does it: a mark set by hand is no estimate, shares name their leader, another emotion drops them. */
function applyChange(values: LabelValues, { intensityTrace, ...change }: OwnChange): LabelValues {
  if (Object.keys(change).length === 0) return values;
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const { distribution, emotion, status } = change;
  const wasSkipped = values.status === 'skipped' && status === undefined;
  return {
    ...values,
    ...(wasSkipped ? { status: 'submitted', skipReason: null } : {}),
    ...(change.onset === undefined ? {} : { onsetEstimated: false }),
    ...(change.apex === undefined ? {} : { apexEstimated: false }),
    ...(change.offset === undefined ? {} : { offsetEstimated: false }),
    ...(emotion !== undefined && emotion !== values.emotion ? { distribution: null } : {}),
    ...given,
    ...(distribution == null ? {} : { emotion: mostProbable(distribution) }),
  };
}

/** Whether a label says anything at all; its status alone is nothing. */
export function saysSomething({ status, ...said }: LabelValues): boolean {
  const { status: _, ...nothing } = EMPTY_LABEL;
  return status === 'skipped' || JSON.stringify(said) !== JSON.stringify({ ...said, ...nothing });
}
