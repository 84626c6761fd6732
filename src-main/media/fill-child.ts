import { constants, setPriority } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { type Child, type ChildEnd, childEntry, startChild } from '#main/jobs/child.ts';
import type { Failure } from '#shared/base/errors.ts';
import { type DecoderEvent, type DecoderRequest, decoderEvent } from '#shared/contract/children.ts';
import type { FramePlace } from '#shared/domain/frames.ts';

export interface FillOrder {
  readonly chunkFile: string;
  readonly clipKey: string;
  readonly first: number;
  readonly places: readonly FramePlace[];
}

/** How filling a chunk ended. `crashed`: the decoder died over it, or hung and was killed; `pid` is that of the dead one. */
export type FillEnd =
  | { readonly kind: 'filled' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'crashed'; readonly pid: number | undefined };

/** A decoder child that fills chunks, one after the other, and stands back behind all that somebody waits for. */
export interface FillChild {
  /** Never rejects. To be called again only once it has ended. */
  fill(order: FillOrder, signal: AbortSignal): Promise<FillEnd>;
  /** What is under way should have been cancelled before. */
  close(): Promise<void>;
}

const STOP_GRACE_MS = 500;
const POLL_MS = 10;
/** A decoder that does nothing for so long hangs. */
const SILENCE_MS = 60_000;
/** It holds memory: without work it is let go. */
const IDLE_MS = 20_000;

interface Fill {
  readonly id: number;
  readonly end: (how: FillEnd) => void;
  silence: NodeJS.Timeout;
}

export function createFillChild(entry: string = childEntry('decoder'), silenceMs = SILENCE_MS): FillChild {
  let child: Child<DecoderRequest> | null = null;
  let underWay: Fill | null = null;
  let idle: NodeJS.Timeout | null = null;
  let lastId = 0;

  const end = (how: FillEnd) => {
    const fill = underWay;
    if (fill === null) return;
    underWay = null;
    clearTimeout(fill.silence);
    idle = setTimeout(letGo, IDLE_MS);
    idle.unref();
    fill.end(how);
  };
  /** Whoever comes next gets a new one, also while this one is still ending. */
  const letGo = async () => {
    const old = child;
    child = null;
    await old?.stop(null, STOP_GRACE_MS);
  };
  const hear = (event: DecoderEvent) => {
    if (underWay === null || event.id !== underWay.id) return;
    if (event.type === 'progress') underWay.silence.refresh();
    else if (event.type === 'filled' || event.type === 'cancelled') end({ kind: event.type });
    else if (event.type === 'failed') end({ kind: 'failed', failure: event.failure });
    else end({ kind: 'crashed', pid: child?.pid });
  };
  const start = (): Child<DecoderRequest> => {
    const started = startChild<DecoderRequest, DecoderEvent>({
      entry,
      who: 'the decoder',
      events: decoderEvent,
      onEvent: hear,
    });
    standBack(started.pid);
    void started.ended.then((how: ChildEnd) => {
      if (child !== started) return;
      child = null;
      end(how.kind === 'failed' ? how : { kind: 'crashed', pid: started.pid });
    });
    return started;
  };

  return {
    fill: (order, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve({ kind: 'cancelled' });
        if (idle !== null) clearTimeout(idle);
        child ??= start();
        const asked = child;
        lastId += 1;
        const id = lastId;
        const cancel = () => asked.send({ type: 'cancel', id });
        signal.addEventListener('abort', cancel, { once: true });
        underWay = {
          id,
          end: (how) => {
            signal.removeEventListener('abort', cancel);
            resolve(how);
          },
          silence: setTimeout(() => void asked.stop(null, 0), silenceMs),
        };
        asked.send({ type: 'fill', id, ...order, places: [...order.places] });
      }),
    close: async () => {
      if (idle !== null) clearTimeout(idle);
      const pid = child?.pid;
      // What was cancelled a moment ago tidies up by itself.
      const lateMs = performance.now() + STOP_GRACE_MS;
      while (underWay !== null && performance.now() < lateMs) await delay(POLL_MS);
      await letGo();
      end({ kind: 'crashed', pid });
    },
  };
}

/** Where the system does not let us, it only competes. */
function standBack(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or may not be asked.
  }
}
