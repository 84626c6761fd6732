import { describe, expect, it } from 'vitest';
import type { TraceValues } from '#shared/domain/trace.ts';
import { movedPoint, pointAt, traceValueAt, withoutPoint, withPoint, withRecorded } from './trace-edit.ts';

const ramp: TraceValues = {
  interpolation: 'linear',
  points: [
    [10, 0],
    [20, 1],
    [30, 0.5],
  ],
};

describe('traceValueAt', () => {
  it('goes straight between points and stays beyond them', () => {
    expect([0, 10, 15, 20, 25, 99].map((frame) => traceValueAt(ramp, frame))).toEqual([
      0, 0, 0.5, 1, 0.75, 0.5,
    ]);
  });
  it('stays at the point before where it is held', () => {
    expect(traceValueAt({ ...ramp, interpolation: 'hold' }, 19)).toBe(0);
    expect(traceValueAt(null, 3)).toBeNull();
  });
});

describe('points', () => {
  it('are set in order, one a frame, within 0 and 1', () => {
    expect(withPoint(null, 4, 1.2)).toEqual({ interpolation: 'linear', points: [[4, 1]] });
    expect(withPoint(ramp, 15, 0.12345).points[1]).toEqual([15, 0.123]);
    expect(withPoint(ramp, 20, 0.3).points).toHaveLength(3);
    expect(pointAt(withPoint(ramp, 20, 0.3), 20)).toBe(0.3);
    expect(pointAt(ramp, 21)).toBeNull();
  });
  it('are taken away; the last one takes the trace with it', () => {
    expect(withoutPoint(ramp, 20)?.points).toEqual([
      [10, 0],
      [30, 0.5],
    ]);
    expect(withoutPoint({ ...ramp, points: [[3, 1]] }, 3)).toBeNull();
  });
  it('are moved between their neighbours, never past them or the clip', () => {
    expect(movedPoint(ramp, 20, [25, 0.4], 40).points[1]).toEqual([25, 0.4]);
    expect(movedPoint(ramp, 20, [35, 2], 40).points[1]).toEqual([29, 1]);
    expect(movedPoint(ramp, 30, [99, 0.5], 40).points[2]).toEqual([39, 0.5]);
    expect(movedPoint(ramp, 11, [12, 0.5], 40)).toBe(ramp);
  });
});

describe('withRecorded', () => {
  const recorded: TraceValues['points'] = [
    [14, 0.9],
    [15, 0.8],
    [16, 0.7],
  ];
  it('leaves every frame outside as it was said', () => {
    const after = withRecorded(ramp, recorded);
    for (const frame of [0, 10, 11, 12, 13, 17, 18, 20, 25, 30, 39])
      expect(traceValueAt(after, frame)).toBeCloseTo(traceValueAt(ramp, frame) ?? Number.NaN, 9);
    expect([14, 15, 16].map((frame) => traceValueAt(after, frame))).toEqual([0.9, 0.8, 0.7]);
  });
  it('is the recorded alone where nothing was said, and nothing where nothing was recorded', () => {
    expect(withRecorded(null, recorded)?.points).toEqual(recorded);
    expect(withRecorded(ramp, [])).toBe(ramp);
  });
});
