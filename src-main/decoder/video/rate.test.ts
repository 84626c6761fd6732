import { describe, expect, it } from 'vitest';
import { constantFps } from './rate.ts';

const times = (fps: number, count: number, round: (ms: number) => number = (ms) => ms) =>
  Array.from({ length: count }, (_, i) => round((i / fps) * 1000));

describe('one rate of all timestamps', () => {
  it.each([25, 30, 200, 15, 30000 / 1001, 24000 / 1001])(
    '%d, as exact times and as whole milliseconds',
    (fps) => {
      expect(constantFps(times(fps, 300), 0.01, [])).toBeCloseTo(fps, 9);
      expect(constantFps(times(fps, 300, Math.round), 1, [fps])).toBeCloseTo(fps, 9);
      expect(constantFps(times(fps, 300, Math.floor), 1, [])).toBeCloseTo(fps, 9);
    },
  );

  it('counts from the first one, wherever that is', () => {
    expect(
      constantFps(
        times(50, 40).map((ms) => ms + 1234.5),
        0.01,
        [],
      ),
    ).toBe(50);
  });

  it('a rate that is none of those made often', () => {
    expect(constantFps(times(61.3, 200), 0.001, [])).toBeCloseTo(61.3, 6);
  });

  it('is none where one frame lasts longer, wherever it is', () => {
    for (const late of [1, 50, 99])
      expect(
        constantFps(
          times(50, 100).map((ms, i) => (i >= late ? ms + 20 : ms)),
          1,
          [50],
        ),
      ).toBeNull();
    const drifting = times(50, 100).map((ms) => ms * (1 + ms / 1e5));
    expect(constantFps(drifting, 1, [50])).toBeNull();
  });

  it('the claim of a container counts only where the timestamps keep it', () => {
    expect(constantFps(times(25, 100), 0.01, [30, 90000])).toBe(25);
    // Three frames in whole milliseconds keep 30 as well as 29.97 a second.
    expect(constantFps([0, 33, 67], 1, [30000 / 1001])).toBeCloseTo(29.97, 2);
  });

  it('is none of fewer than two', () => {
    expect([constantFps([], 1, [25]), constantFps([40], 1, [25])]).toEqual([null, null]);
  });
});
