import { describe, expect, it } from 'vitest';
import { createBatcher } from './batch.ts';

function setUp(maxSize: number, known: readonly number[]) {
  const calls: (readonly number[])[] = [];
  const ask = createBatcher<number, string>({
    maxSize,
    waitMs: 0,
    load: async (keys) => {
      calls.push(keys);
      return new Map(keys.filter((key) => known.includes(key)).map((key) => [key, `row ${key}`]));
    },
  });
  return { ask, calls };
}

describe('createBatcher', () => {
  it('asks together what is asked in the same moment, each thing once', async () => {
    const { ask, calls } = setUp(10, [1, 2]);
    expect(await Promise.all([ask(1), ask(2), ask(1)])).toEqual(['row 1', 'row 2', 'row 1']);
    expect(calls).toEqual([[1, 2]]);
  });
  it('never asks for more at once than allowed', async () => {
    const { ask, calls } = setUp(2, [1, 2, 3]);
    await Promise.all([ask(1), ask(2), ask(3)]);
    expect(calls).toEqual([[1, 2], [3]]);
  });
  it('fails only what was not found', async () => {
    const { ask } = setUp(10, [1]);
    const answers = await Promise.allSettled([ask(1), ask(2)]);
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected']);
  });
  it('fails all of a batch that failed, and goes on after it', async () => {
    let fails = true;
    const ask = createBatcher<number, number>({
      maxSize: 10,
      waitMs: 0,
      load: async (keys) => {
        if (fails) throw new Error('gone');
        return new Map(keys.map((key) => [key, key]));
      },
    });
    await expect(Promise.all([ask(1), ask(2)])).rejects.toThrow('gone');
    fails = false;
    await expect(ask(1)).resolves.toBe(1);
  });
});
