import { listBackends, NeedsAnotherProcess, passOver } from '#main/learning/backends/index.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import {
  type PassedOver,
  type PredictionJob,
  type TrainerEvent,
  type TrainerRequest,
  trainerRequest,
} from '#shared/contract/children.ts';
import type { BackendName } from '#shared/domain/backend.ts';
import type { FaceFound } from '#shared/domain/frames.ts';
import type { Picture } from './face-picture.ts';
import { createFaceFinder, type FaceFinder } from './faces.ts';
import { failureInWords } from './failure.ts';
import { readJob } from './job.ts';
import { predictRun } from './predict-run.ts';
import { trainRun } from './train-run.ts';

/**
 * The trainer's process: one request and its answers over Node's IPC, then it leaves; but for faces, after which it waits
 * for more. What it prints is the run's log.
 * An `OnsetError` is the user's to read; of anything else the log keeps the stack.
 */
const cancelling = new AbortController();
const parentPid = process.ppid;
let runDir = '';

process.on('message', (message) => {
  answer(message).then(
    (last) => last !== null && leave(last),
    (error: unknown) => {
      console.error(error);
      leave(
        error instanceof NeedsAnotherProcess
          ? { type: 'unusable', backend: error.backend, whyNot: error.whyNot }
          : { type: 'failed', failure: failureInWords(error, runDir) },
      );
    },
  );
});
// The engine ended or died: nobody is left to train for.
process.on('disconnect', () => process.exit(0));

/** Node may not have heard yet that the engine died; the system has. */
function leaveIfAlone(): void {
  if (process.ppid !== parentPid) process.exit(0);
}

/** Gives the last event, or null for a request that has none. */
async function answer(message: unknown): Promise<TrainerEvent | null> {
  const request: TrainerRequest = trainerRequest.parse(message);
  switch (request.type) {
    case 'backends':
      passOverAll(request.without);
      return { type: 'backends', reports: await listBackends(onTry) };
    case 'train':
      passOverAll(request.without);
      return train(request.jobFile);
    case 'predict':
      passOverAll(request.without);
      return predict(request.job);
    case 'face':
      emit({ type: 'face', id: request.id, face: await findFace(request) });
      return null;
    case 'cancel':
      cancelling.abort();
      return null;
    default:
      return assertNever(request);
  }
}

let faceFinder: Promise<FaceFinder> | null = null;

function findFace(picture: Picture): Promise<FaceFound | null> {
  // Kept for the next picture.
  faceFinder ??= createFaceFinder();
  return faceFinder.then((finder) => finder.find(picture));
}

async function train(jobFile: string): Promise<TrainerEvent> {
  const job = readJob(jobFile);
  runDir = job.runDir;
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`);
  try {
    const seconds = await trainRun(job, cancelling.signal, { emit, log, onTry, leaveIfAlone });
    log(`Done in ${seconds.toFixed(1)} s.`);
    return { type: 'done', seconds };
  } catch (error) {
    if (!cancelling.signal.aborted) throw error;
    log('Cancelled.');
    return { type: 'cancelled' };
  }
}

async function predict(job: PredictionJob): Promise<TrainerEvent> {
  runDir = job.runDir;
  try {
    return { type: 'predicted', rows: await predictRun(job, cancelling.signal, { emit, onTry }) };
  } catch (error) {
    if (!cancelling.signal.aborted) throw error;
    return { type: 'cancelled' };
  }
}

function passOverAll(without: readonly PassedOver[]): void {
  for (const { name, whyNot } of without) passOver(name, whyNot);
}

/** The word is out before the backend may crash us. */
function onTry(backend: BackendName): Promise<void> {
  const event: TrainerEvent = { type: 'trying', backend };
  return new Promise((resolve) => process.send?.(event, () => resolve()));
}

function emit(event: TrainerEvent): void {
  process.send?.(event);
}

/** Not before the event is on its way. */
function leave(last: TrainerEvent): void {
  process.send?.(last, () => process.exit(0));
}
