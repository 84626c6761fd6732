import { describe, expect, it } from 'vitest';
import { runId } from '#shared/domain/ids.ts';
import { type RunRow, type RunStatus, runStatus } from '#shared/domain/run.ts';
import { isEnded, nextProgress, progressOfRow, runUnderWay } from './activity.ts';

const RUN = runId.parse('run-1');
const epoch = (fold: number, number: number) => ({
  fold,
  epoch: number,
  loss: 1,
  validationLoss: null,
  heldOutLoss: null,
  seconds: 1,
  peakMemoryMiB: null,
});
const event = (one: ReturnType<typeof epoch> | null, progress = 0.5) => ({
  type: 'run' as const,
  runId: RUN,
  status: 'training' as const,
  progress,
  secondsLeft: 3,
  message: 'Fold 1 of 5',
  epoch: one,
});

describe('nextProgress', () => {
  it('gathers epochs, and counts one heard twice once', () => {
    const events = [
      event(null),
      event(epoch(0, 1)),
      event(epoch(0, 2)),
      event(epoch(0, 2)),
      event(epoch(1, 1)),
    ];
    const last = events.reduce<ReturnType<typeof nextProgress> | undefined>(nextProgress, undefined);
    expect(last?.history.map((one) => [one.fold, one.epoch])).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
    ]);
  });
  it('takes an epoch that is trained again as it was heard last', () => {
    const first = nextProgress(undefined, event(epoch(0, 1)));
    const again = nextProgress(first, event({ ...epoch(0, 1), loss: 0.5 }));
    expect(again.history.map(({ loss }) => loss)).toEqual([0.5]);
  });
  it('forgets what it heard of a run that waits to be resumed', () => {
    const first = nextProgress(undefined, event(epoch(0, 1)));
    const queued = nextProgress(first, { ...event(null), status: 'queued' });
    expect(queued.history).toEqual([]);
    expect(nextProgress(queued, event(epoch(0, 2))).history.map((one) => one.epoch)).toEqual([2]);
  });
  it('says what the latest event said', () => {
    expect(nextProgress(nextProgress(undefined, event(null, 0.2)), event(null, 0.7)).progress).toBe(0.7);
  });
});

describe('isEnded', () => {
  it('is true of what will not change any more', () => {
    expect(runStatus.options.filter((status) => isEnded(status))).toEqual([
      'done',
      'failed',
      'cancelled',
      'interrupted',
    ]);
  });
});

describe('runUnderWay', () => {
  const run = (id: string, status: RunStatus) => ({
    ...nextProgress(undefined, event(null)),
    runId: runId.parse(id),
    status,
  });
  it('is the run that trains, whatever waits or has ended', () => {
    const runs = [run('a', 'done'), run('b', 'queued'), run('c', 'training')];
    expect(runUnderWay(runs)?.runId).toBe('c');
    expect(runUnderWay(runs.slice(0, 2))?.runId).toBe('b');
    expect(runUnderWay(runs.slice(0, 1))).toBeNull();
  });
});

const ROW: RunRow = {
  id: runId.parse('r'),
  task: 'emotion',
  status: 'training',
  createdAt: '2026-01-01T00:00:00.000Z',
  backend: 'wasm',
  seconds: null,
  foldCount: 4,
  foldsDone: 1,
  clipCount: 12,
  split: 'kfold',
  subjectIndependent: true,
  headline: null,
  failure: null,
  staleClipCount: 0,
  log: null,
};

describe('progressOfRow', () => {
  it('takes a run whose events were not heard to be as far as its folds', () => {
    expect(progressOfRow(ROW)).toMatchObject({ progress: 0.25, message: 'Fold 2 of 4', history: [] });
    expect(progressOfRow({ ...ROW, foldsDone: 4 }).message).toBe('Fold 4 of 4');
    expect(progressOfRow({ ...ROW, status: 'queued', foldsDone: 0, foldCount: 0 })).toMatchObject({
      progress: 0,
      message: 'r: queued',
    });
  });
});
