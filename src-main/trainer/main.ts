import { listBackends } from '#main/learning/backends/index.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import { type TrainerEvent, type TrainerRequest, trainerRequest } from '#shared/contract/children.ts';
import { failureInWords } from './failure.ts';
import { readJob } from './job.ts';
import { trainRun } from './train-run.ts';

/**
 * The trainer's process: one request and its answers over Node's IPC, then it leaves. What it prints is the run's log.
 * An `OnsetError` is the user's to read; of anything else the log keeps the stack.
 */
const cancelling = new AbortController();
let runDir = '';

process.on('message', (message) => {
  answer(message).then(
    (last) => last !== null && leave(last),
    (error: unknown) => {
      console.error(error);
      leave({ type: 'failed', failure: failureInWords(error, runDir) });
    },
  );
});
// The engine ended or died: nobody is left to train for.
process.on('disconnect', () => process.exit(0));

/** Gives the last event, or null for a request that has none. */
async function answer(message: unknown): Promise<TrainerEvent | null> {
  const request: TrainerRequest = trainerRequest.parse(message);
  switch (request.type) {
    case 'backends':
      return { type: 'backends', reports: await listBackends() };
    case 'train':
      return train(request.jobFile);
    case 'cancel':
      cancelling.abort();
      return null;
    default:
      return assertNever(request);
  }
}

async function train(jobFile: string): Promise<TrainerEvent> {
  const job = readJob(jobFile);
  runDir = job.runDir;
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  try {
    const seconds = await trainRun(job, cancelling.signal, { emit, log });
    log(`Done in ${seconds.toFixed(1)} s.`);
    return { type: 'done', seconds };
  } catch (error) {
    if (!cancelling.signal.aborted) throw error;
    log('Cancelled.');
    return { type: 'cancelled' };
  }
}

function emit(event: TrainerEvent): void {
  process.send?.(event);
}

/** Not before the event is on its way. */
function leave(last: TrainerEvent): void {
  process.send?.(last, () => process.exit(0));
}
