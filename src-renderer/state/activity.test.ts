import { describe, expect, it } from 'vitest';
import { runId } from '#shared/domain/ids.ts';
import { isEnded, nextProgress } from './activity.ts';

const RUN = runId.parse('run-1');
const epoch = (fold: number, number: number) => ({
  fold,
  epoch: number,
  loss: 1,
  heldOutLoss: null,
  seconds: 1,
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
  it('says what the latest event said', () => {
    expect(nextProgress(nextProgress(undefined, event(null, 0.2)), event(null, 0.7)).progress).toBe(0.7);
  });
});

describe('isEnded', () => {
  it('is true of what will not change any more', () => {
    expect(
      ['queued', 'preparing', 'training', 'done', 'failed', 'cancelled'].filter((one) =>
        isEnded(one as never),
      ),
    ).toEqual(['done', 'failed', 'cancelled']);
  });
});
