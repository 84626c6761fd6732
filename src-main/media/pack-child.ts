import { rm } from 'node:fs/promises';
import { temporaryOf } from '#main/framestore/temporary.ts';
import { askChild, type ChildAnswer } from '#main/jobs/ask-child.ts';
import { childEntry, endAsError } from '#main/jobs/child.ts';
import { OnsetError } from '#shared/base/errors.ts';
import {
  type DecoderEvent,
  type DecoderRequest,
  decoderEvent,
  type PackClip,
  type PackContent,
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
  readonly content: PackContent;
  readonly clips: readonly PackClip[];
}

const REQUEST_ID = 1;

/**
 * Packs in a decoder child of its own, so that frames can be looked at meanwhile; once more if the child
 * crashed. Gives back the clips it left out. Throws OnsetError: `cancelled` soon after the signal, else in words.
 */
export async function runPackChild(request: PackRequest, task: PackTask): Promise<readonly UnreadableClip[]> {
  const first = await tryOnce(request, task);
  const { answer, end } = isCrash(first) ? await tryOnce(request, task) : first;
  if (answer !== null) return answer;
  if (task.signal.aborted) throw new OnsetError('cancelled', 'Packing the frames was cancelled.');
  throw endAsError(end, 'the decoder');
}

type Outcome = ChildAnswer<readonly UnreadableClip[]>;

function isCrash({ end }: Outcome): boolean {
  return end.kind === 'crashed' || end.kind === 'out-of-memory';
}

async function tryOnce({ clips, ...rest }: PackRequest, task: PackTask): Promise<Outcome> {
  const outcome = await askChild<DecoderRequest, DecoderEvent, readonly UnreadableClip[]>({
    entry: childEntry('decoder'),
    who: 'the decoder',
    events: decoderEvent,
    failureOf: (event) => (event.type === 'failed' ? event.failure : null),
    request: { type: 'pack', id: REQUEST_ID, ...rest, clips: [...clips] },
    signal: task.signal,
    cancel: { type: 'cancel', id: REQUEST_ID },
    answerOf: (event) => {
      if (event.type === 'packed') return event.unreadable;
      if (event.type !== 'progress') return null;
      task.report(event.done, event.total);
      return undefined;
    },
  });
  if (outcome.answer === null && outcome.pid !== undefined)
    await rm(temporaryOf(rest.packFile, outcome.pid), { force: true }).catch(() => {});
  return outcome;
}
