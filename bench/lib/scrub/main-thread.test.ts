import { describe, expect, it } from 'vitest';
import { mainThreadWorkMs } from './main-thread.ts';

const main = { pid: 7, tid: 1 };
const input = (ts: number) => ({ name: 'onset-input', ...main, ts });
const task = (ts: number, dur: number, thread: object = main) => ({
  name: 'RunTask',
  ...main,
  ts,
  dur,
  ...thread,
});
const traceOf = (...traceEvents: object[]) => JSON.stringify({ traceEvents });

describe('mainThreadWorkMs', () => {
  it("adds up a step's tasks, from the one that hears its input to the one that hears the next", () => {
    const events = [
      task(0, 900),
      ...[task(1000, 2000), input(1500), task(4000, 3000)],
      ...[task(9000, 1000), input(9100), task(11_000, 500)],
      ...[task(20_000, 4000), input(20_500)],
    ];
    expect(mainThreadWorkMs(traceOf(...events))).toEqual([5, 1.5]);
  });

  it('counts the page alone, by the processor where its time is told', () => {
    const other = { pid: 8 };
    const thread = { tid: 2 };
    const events = [
      ...[task(1000, 2000, { tdur: 700 }), input(1500), task(4000, 3000, other), task(4000, 3000, thread)],
      ...[task(9000, 1000), input(9500)],
    ];
    expect(mainThreadWorkMs(traceOf(...events))).toEqual([0.7]);
  });

  it('knows no step without an input', () => {
    expect(mainThreadWorkMs(traceOf(task(0, 5000)))).toEqual([]);
  });
});
