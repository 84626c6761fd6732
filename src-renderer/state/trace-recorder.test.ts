import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traceValues } from '#shared/domain/trace.ts';
import { createTraceRecorder } from './trace-recorder.ts';

describe('createTraceRecorder', () => {
  it('fills frames that playback passed over with the value held till then', () => {
    const recorder = createTraceRecorder(10, 0.2);
    recorder.frame(10);
    recorder.value(0.5);
    recorder.frame(13);
    recorder.value(0.8);
    recorder.frame(14);
    expect(recorder.points()).toEqual([
      [10, 0.5],
      [11, 0.5],
      [12, 0.5],
      [13, 0.8],
      [14, 0.8],
    ]);
  });

  it('says a frame anew that comes again, and keeps what lay beyond', () => {
    const recorder = createTraceRecorder(0, 0);
    for (const index of [0, 1, 2]) recorder.frame(index);
    recorder.value(1);
    recorder.frame(1);
    expect(recorder.points()).toEqual([
      [0, 0],
      [1, 1],
      [2, 1],
    ]);
  });

  it('takes no value that is no number, and holds what lies beyond 0 and 1', () => {
    const recorder = createTraceRecorder(0, Number.NaN);
    recorder.frame(0);
    recorder.value(Number.NaN);
    recorder.frame(1);
    recorder.value(Number.POSITIVE_INFINITY);
    expect(recorder.points()).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it('has no sample missing whatever the timing', () => {
    const event = fc.oneof(
      fc.record({ frame: fc.integer({ min: -5, max: 400 }) }),
      fc.record({ value: fc.oneof(fc.double(), fc.double({ min: 0, max: 1 })) }),
    );
    fc.assert(
      fc.property(fc.nat(50), fc.double(), fc.array(event, { maxLength: 60 }), (first, start, events) => {
        const recorder = createTraceRecorder(first, start);
        let furthest = -1;
        for (const one of events) {
          if ('value' in one) recorder.value(one.value);
          else recorder.frame(one.frame);
          if ('frame' in one && one.frame >= first) furthest = Math.max(furthest, one.frame);
        }
        const points = recorder.points();
        const count = furthest < 0 ? 0 : furthest - first + 1;
        expect(points.map(([frame]) => frame)).toEqual(
          Array.from({ length: count }, (_, step) => first + step),
        );
        expect(traceValues.safeParse({ interpolation: 'linear', points }).success).toBe(count > 0);
      }),
    );
  });
});
