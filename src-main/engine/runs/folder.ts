import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { errorCode } from '#shared/base/errors.ts';
import type { TrainingJob } from '#shared/contract/children.ts';
import { type RunId, runId } from '#shared/domain/ids.ts';
import type { TaskKind } from '#shared/domain/run-spec.ts';
import { projectPaths } from '../projects/folder.ts';
import { writeFileAtomically } from '../write-file.ts';
import type { FrozenRun } from './freeze.ts';

/** Where things are in a run's folder. history.csv, predictions.csv and the weights are the trainer's. */
export function runPaths(projectDir: string, id: RunId) {
  const dir = join(projectPaths(projectDir).runs, id);
  return {
    dir,
    spec: join(dir, 'spec.json'),
    /** {folds}: by clip id. */
    split: join(dir, 'split.json'),
    /** The clips as trained on: target, subject, window. */
    labels: join(dir, 'labels.json'),
    job: join(dir, 'job.json'),
    log: join(dir, 'log.txt'),
    /** Of a published log that was kept: the file as it was. */
    keptLog: join(dir, 'megc-log.txt'),
    /** What the trainer goes on from, while the run is not done. */
    checkpoint: join(dir, 'checkpoint'),
  };
}

/** Makes a folder for a new run, named by the time (UTC) and the task, and saves what was frozen. Throws OnsetError if it cannot be written. */
export function saveNewRun(projectDir: string, frozen: FrozenRun, now: Date): RunId {
  const id = inWords(projectDir, () => makeFolder(projectDir, frozen.spec.task, now));
  const paths = runPaths(projectDir, id);
  try {
    inWords(projectDir, () => writeJson(paths.spec, frozen.spec));
    writeData(projectDir, id, frozen);
    return id;
  } catch (error) {
    removeRun(projectDir, id);
    throw error;
  }
}

/** Makes a folder for a published log that is kept, with the file as it is. Throws OnsetError if it cannot be written. */
export function saveKeptLog(projectDir: string, log: Uint8Array, now: Date): RunId {
  const id = inWords(projectDir, () => makeFolder(projectDir, 'log', now));
  try {
    inWords(projectDir, () => writeFileAtomically(runPaths(projectDir, id).keptLog, log));
    return id;
  } catch (error) {
    removeRun(projectDir, id);
    throw error;
  }
}

/** What is trained on, and how it is split: written again where clips turned out unreadable. Throws OnsetError if it cannot be. */
export function writeData(projectDir: string, id: RunId, { clips, folds }: FrozenRun): void {
  const { labels, split } = runPaths(projectDir, id);
  inWords(projectDir, () => {
    writeJson(labels, clips);
    writeJson(split, { folds });
  });
}

/** Throws OnsetError if it cannot be written. */
export function writeJob(projectDir: string, id: RunId, job: TrainingJob): string {
  const { job: file } = runPaths(projectDir, id);
  inWords(projectDir, () => writeJson(file, job));
  return file;
}

/** Of a run that is done. What will not go (a file still open, on Windows) stays, and harms nobody. */
export function removeCheckpoint(projectDir: string, id: RunId): void {
  try {
    rmSync(runPaths(projectDir, id).checkpoint, { recursive: true, force: true });
  } catch (error) {
    console.error(`Cannot remove the checkpoint of the run ${id}:`, error);
  }
}

export function removeRun(projectDir: string, id: RunId): void {
  rmSync(runPaths(projectDir, id).dir, { recursive: true, force: true });
}

/** Names sort by time; a second run within the same second gets a number. */
function makeFolder(projectDir: string, kind: TaskKind | 'log', now: Date): RunId {
  const { runs } = projectPaths(projectDir);
  mkdirSync(runs, { recursive: true });
  const time = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  for (let number = 1; ; number++) {
    const id = runId.parse(`${time}-${kind}${number === 1 ? '' : `-${number}`}`);
    try {
      mkdirSync(join(runs, id));
      return id;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    }
  }
}

function writeJson(file: string, value: unknown): void {
  writeFileAtomically(file, `${JSON.stringify(value, null, 1)}\n`);
}

function inWords<T>(projectDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw diskErrorInWords(error, `Cannot save the run in ${projectPaths(projectDir).runs}`) ?? error;
  }
}
