import { describe, expect, it } from 'vitest';
import { clipId, raterId } from '#shared/domain/ids.ts';
import { EMPTY_LABEL } from '#shared/domain/label.ts';
import {
  createLabelQueue,
  type NewChange,
  type OwnChange,
  type PendingChange,
  traceWithPending,
  withPending,
} from './label-queue.ts';

const CLIP = clipId.parse(1);
const OTHER = clipId.parse(2);
const ME = raterId.parse(7);

const change = (fields: OwnChange, mergeKey: string | null = null, clip = CLIP): NewChange => ({
  clipId: clip,
  raterId: ME,
  round: 1,
  change: fields,
  mergeKey,
});

/** A disk whose answers the test gives one by one. */
function setUp() {
  const saves: NewChange[] = [];
  const answers: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let pending: readonly PendingChange[] = [];
  const queue = createLabelQueue({
    save: (one) => {
      saves.push(one);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    onPending: (next) => {
      pending = next;
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    queue,
    saved: () => saves.map((one) => one.change),
    pending: () => pending,
    acknowledge: async () => {
      answers.shift()?.resolve();
      await settle();
    },
    refuse: async (message: string) => {
      answers.shift()?.reject(new Error(message));
      await settle();
    },
  };
}

describe('createLabelQueue', () => {
  it('saves one after the other, in order, and forgets a change only when it is acknowledged', async () => {
    const { queue, saved, pending, acknowledge } = setUp();
    queue.add(change({ intensity: 0.3 }));
    queue.add(change({ emotion: 'fear' }));
    expect(saved()).toEqual([{ intensity: 0.3 }]);
    expect(pending().map((one) => one.status)).toEqual(['saving', 'waiting']);
    await acknowledge();
    expect(saved()).toEqual([{ intensity: 0.3 }, { emotion: 'fear' }]);
    expect(pending()).toHaveLength(1);
    await acknowledge();
    expect(pending()).toEqual([]);
  });

  it('makes the waiting steps of a drag one, but leaves the one under way', async () => {
    const { queue, saved, acknowledge } = setUp();
    for (const intensity of [0.1, 0.2, 0.3, 0.4]) queue.add(change({ intensity }, 'drag-1'));
    await acknowledge();
    await acknowledge();
    expect(saved()).toEqual([{ intensity: 0.1 }, { intensity: 0.4 }]);
  });

  it('never merges changes of different clips or drags', () => {
    const { queue, pending } = setUp();
    queue.add(change({ intensity: 0.1 }, 'a'));
    queue.add(change({ intensity: 0.2 }, 'b'));
    queue.add(change({ intensity: 0.25 }, 'c'));
    queue.add(change({ intensity: 0.3 }, 'c', OTHER));
    queue.add(change({ intensity: 0.4 }));
    queue.add(change({ intensity: 0.5 }));
    expect(pending()).toHaveLength(6);
  });

  it('keeps what failed with its reason, and saves it on retry', async () => {
    const { queue, saved, pending, refuse, acknowledge } = setUp();
    queue.add(change({ intensity: 0.3 }));
    await refuse('The disk is full.');
    expect(pending()).toMatchObject([{ status: 'failed', reason: 'The disk is full.' }]);
    queue.retry();
    await acknowledge();
    expect(saved()).toEqual([{ intensity: 0.3 }, { intensity: 0.3 }]);
    expect(pending()).toEqual([]);
  });

  it('tries a refused mark again once another change of its clip went through', async () => {
    const { queue, saved, pending, refuse, acknowledge } = setUp();
    queue.add(change({ onset: 30 }));
    await refuse('The onset (frame 30) comes after the apex (frame 20).');
    queue.add(change({ apex: 40 }));
    await acknowledge();
    await acknowledge();
    expect(saved()).toEqual([{ onset: 30 }, { apex: 40 }, { onset: 30 }]);
    expect(pending()).toEqual([]);
  });

  it('drops a failed field that a newer change sets', async () => {
    const { queue, pending, refuse } = setUp();
    queue.add(change({ onset: 30, emotion: 'fear' }));
    await refuse('no');
    queue.add(change({ onset: 10 }));
    expect(pending().map((one) => one.change)).toEqual([{ emotion: 'fear' }, { onset: 10 }]);
  });

  it('gives up the latest failed change only', async () => {
    const { queue, pending, refuse } = setUp();
    queue.add(change({ onset: 30 }));
    await refuse('no');
    queue.add(change({ emotion: 'fear' }, null, OTHER));
    await refuse('no');
    expect(queue.discardFailed()).toBe(true);
    expect(pending().map((one) => one.change)).toEqual([{ onset: 30 }]);
    expect(queue.discardFailed()).toBe(true);
    expect(queue.discardFailed()).toBe(false);
  });

  it('is settled when nothing waits any more', async () => {
    const { queue, acknowledge } = setUp();
    queue.add(change({ intensity: 0.3 }));
    let isSettled = false;
    void queue.settled().then(() => {
      isSettled = true;
    });
    await Promise.resolve();
    expect(isSettled).toBe(false);
    await acknowledge();
    expect(isSettled).toBe(true);
  });
});

describe('withPending', () => {
  it('names the leader of shares, drops them for another emotion, and ends a skip', () => {
    const { queue, pending } = setUp();
    queue.add(change({ distribution: { fear: 0.7, anger: 0.3 } }));
    const skipped = { ...EMPTY_LABEL, status: 'skipped' as const, skipReason: 'blurred' };
    const place = { clipId: CLIP, raterId: ME, round: 1 };
    expect(withPending(skipped, pending(), place)).toMatchObject({
      ...{ status: 'submitted', skipReason: null, emotion: 'fear' },
    });
    queue.add(change({ emotion: 'anger' }));
    expect(withPending(skipped, pending(), place)).toMatchObject({ emotion: 'anger', distribution: null });
    expect(withPending(skipped, pending(), { ...place, round: 2 })).toBe(skipped);
  });

  it('keeps a trace on its way apart from the label', () => {
    const { queue, pending } = setUp();
    const place = { clipId: CLIP, raterId: ME, round: 1 };
    const trace = { interpolation: 'linear' as const, points: [[3, 0.5] as [number, number]] };
    queue.add(change({ intensityTrace: trace }, 'drag'));
    expect(withPending(EMPTY_LABEL, pending(), place)).toBe(EMPTY_LABEL);
    expect(traceWithPending(null, pending(), place)).toEqual(trace);
    queue.add(change({ intensityTrace: null }));
    expect(traceWithPending(trace, pending(), place)).toBeNull();
    expect(traceWithPending(trace, pending(), { ...place, round: 2 })).toBe(trace);
  });

  it('lays the pending changes of this clip over the label, an apex by hand being no estimate', async () => {
    const { queue, pending } = setUp();
    queue.add(change({ intensity: 0.3 }));
    queue.add(change({ apex: 9 }));
    queue.add(change({ intensity: 0.9 }, null, OTHER));
    const before = { ...EMPTY_LABEL, apex: 4, apexEstimated: true, note: 'n' };
    expect(withPending(before, pending(), { clipId: CLIP, raterId: ME, round: 1 })).toEqual({
      ...before,
      intensity: 0.3,
      apex: 9,
      apexEstimated: false,
    });
  });
});
