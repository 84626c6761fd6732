import { rm } from 'node:fs/promises';
import { temporaryOf } from '#main/framestore/pack-writer.ts';
import { type ChildEnd, childEntry, endAsError, startChild } from '#main/jobs/child.ts';
import { fromFailure, OnsetError } from '#shared/base/errors.ts';
import {
  type DecoderEvent,
  type DecoderRequest,
  decoderEvent,
  type PackClip,
  type UnreadableClip,
} from '#shared/contract/children.ts';

/** What long work is given: a signal to stop by, and a place to say how far it is. */
export interface PackTask {
  readonly signal: AbortSignal;
  /** In frames. */
  report(done: number, total: number): void;
}

export interface PackRequest {
  readonly packFile: string;
  readonly imageSize: number;
  readonly clips: readonly PackClip[];
}

const REQUEST_ID = 1;
const STOP_GRACE_MS = 1000;

/**
 * Packs in a decoder child of its own, so that frames can be looked at meanwhile; once more if the child
 * crashed. Gives back the clips it left out. Throws OnsetError: `cancelled` soon after the signal, else in words.
 */
export async function runPackChild(request: PackRequest, task: PackTask): Promise<readonly UnreadableClip[]> {
  const first = await tryOnce(request, task);
  const outcome = isCrash(first) ? await tryOnce(request, task) : first;
  if (outcome.unreadable !== null) return outcome.unreadable;
  if (task.signal.aborted) throw new OnsetError('cancelled', 'Packing the frames was cancelled.');
  throw outcome.failure ?? endAsError(outcome.end, 'the decoder');
}

interface Outcome {
  readonly unreadable: readonly UnreadableClip[] | null;
  readonly failure: OnsetError | null;
  readonly end: ChildEnd;
}

function isCrash({ end }: Outcome): boolean {
  return end.kind === 'crashed' || end.kind === 'out-of-memory';
}

async function tryOnce({ packFile, imageSize, clips }: PackRequest, task: PackTask): Promise<Outcome> {
  const told: Pick<Outcome, 'unreadable' | 'failure'>[] = [];
  const child = startChild<DecoderRequest, DecoderEvent>({
    entry: childEntry('decoder'),
    who: 'the decoder',
    events: decoderEvent,
    onEvent: (event) => {
      if (event.type === 'progress') return task.report(event.done, event.total);
      if (event.type === 'packed') told.push({ unreadable: event.unreadable, failure: null });
      if (event.type === 'failed') told.push({ unreadable: null, failure: fromFailure(event.failure) });
      void child.stop(null, STOP_GRACE_MS);
    },
  });
  const cancel = () => void child.stop({ type: 'cancel', id: REQUEST_ID }, STOP_GRACE_MS);
  task.signal.addEventListener('abort', cancel, { once: true });
  if (task.signal.aborted) cancel();
  else child.send({ type: 'pack', id: REQUEST_ID, packFile, imageSize, clips: [...clips] });

  const end = await child.ended;
  task.signal.removeEventListener('abort', cancel);
  const outcome = told[0] ?? { unreadable: null, failure: null };
  if (outcome.unreadable === null && child.pid !== undefined)
    await rm(temporaryOf(packFile, child.pid), { force: true }).catch(() => {});
  return { ...outcome, end };
}
