import { expect, test } from 'vitest';
import { runId } from '#shared/domain/ids.ts';
import type { RunStatus } from '#shared/domain/run.ts';
import { staleAfter } from './stale-after.ts';

const event = (status: RunStatus, epoch: number | null = null) => ({
  type: 'run' as const,
  runId: runId.parse('run-1'),
  status,
  progress: 0,
  secondsLeft: null,
  message: '',
  epoch:
    epoch === null
      ? null
      : {
          ...{ fold: 0, epoch, loss: 1, validationLoss: null, heldOutLoss: null, seconds: 1 },
          peakMemoryMiB: null,
        },
});

test.each([
  ['resumed from elsewhere', event('queued'), 'cancelled'],
  ['started from elsewhere', event('queued'), undefined],
  ['its turn has come', event('preparing'), 'queued'],
  ['says what it has learned already', event('training'), 'training'],
  ['begins another fold', event('training', 1), 'training'],
] as const)('a run that %s is asked for anew', (_, heard, before) => {
  expect(staleAfter(heard, before)).toEqual(['runs', 'run']);
});

test('a run that has ended makes plans stale too: they tell how long it takes', () => {
  expect(staleAfter(event('done'), 'training')).toContain('plan');
  expect(staleAfter(event('done'), 'training')).toContain('run');
});

test('what is told often makes nothing stale', () => {
  expect(staleAfter(event('training', 2), 'training')).toEqual([]);
  expect(staleAfter(event('preparing'), 'preparing')).toEqual([]);
});
