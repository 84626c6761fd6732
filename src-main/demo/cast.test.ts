import { describe, expect, it } from 'vitest';
import { planClips, subjectCode } from './cast.ts';
import type { ClipPlan } from './clip.ts';

const clips = planClips(1);

function subjectsOf(emotion: string): Set<number> {
  return new Set(clips.filter((clip) => clip.emotion === emotion).map((clip) => clip.subject));
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('the demo data set', () => {
  it('has 320 clips of 24 subjects, each under a name of its own', () => {
    expect(clips).toHaveLength(320);
    expect(new Set(clips.map(({ subject }) => subject))).toEqual(
      new Set(Array.from({ length: 24 }, (_, i) => i + 1)),
    );
    expect(new Set(clips.map(({ name }) => name)).size).toBe(320);
  });

  it('has seven emotions, the commonest with 120 clips, the rarest with 8 over 6 subjects', () => {
    const counts = countBy(clips.map(({ emotion }) => emotion));
    expect(Object.keys(counts)).toHaveLength(7);
    expect(Math.max(...Object.values(counts))).toBe(120);
    expect(Math.min(...Object.values(counts))).toBe(8);
    expect(counts['fear']).toBe(8);
    expect(subjectsOf('fear').size).toBe(6);
    expect(counts['disgust']).toBeLessThan(counts['contempt'] ?? 0);
  });

  it('has clips of 24 to 60 frames, both ends of it used', () => {
    const frames = clips.map((clip) => clip.frames);
    expect(Math.min(...frames)).toBe(24);
    expect(Math.max(...frames)).toBe(60);
  });

  it.each([1, 2, 3, 40])(
    'seed %i: marks lie in order within the clip, which starts and ends neutral',
    (seed) => {
      for (const { name, onset, apex, offset, frames, intensity } of planClips(seed)) {
        const marks = [0, onset, apex, offset, frames - 1];
        expect(
          marks.toSorted((a, b) => a - b),
          name,
        ).toEqual(marks);
        expect(new Set(marks).size, name).toBe(5);
        expect(intensity).toBeGreaterThanOrEqual(0.1);
        expect(intensity).toBeLessThanOrEqual(1);
      }
    },
  );

  it('numbers frames as a source does: from somewhere in each clip, seldom from the same place', () => {
    const starts = clips.map(({ firstNumber }) => firstNumber);
    expect(Math.min(...starts)).toBeGreaterThan(0);
    expect(new Set(starts).size).toBeGreaterThan(100);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(planClips(1)).toEqual(clips);
    const others = planClips(2);
    const drawn = (plans: readonly ClipPlan[]) =>
      plans.map((clip) => [clip.intensity, clip.emotion, clip.noiseSeed]);
    expect(drawn(others)).not.toEqual(drawn(clips));
    expect(countBy(others.map(({ emotion }) => emotion))).toEqual(
      countBy(clips.map(({ emotion }) => emotion)),
    );
  });

  it('intensity tells nothing of how restless, noisy or flickering a clip is', () => {
    const intensity = clips.map((clip) => clip.intensity);
    // Of 320 unrelated pairs, r exceeds 0.2 once in 3,000.
    for (const measure of [
      (clip: ClipPlan) => clip.disturbance.noise,
      (clip: ClipPlan) => clip.disturbance.flicker,
      (clip: ClipPlan) => clip.disturbance.poseDrift.dx.waves[0]?.height ?? 0,
    ])
      expect(Math.abs(correlation(intensity, clips.map(measure)))).toBeLessThan(0.2);
  });

  it('writes subjects with two digits', () => {
    expect([1, 24].map(subjectCode)).toEqual(['01', '24']);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = mean(a.map((v, i) => (v - ma) * ((b[i] ?? 0) - mb)));
  return product / Math.sqrt(mean(a.map((v) => (v - ma) ** 2)) * mean(b.map((v) => (v - mb) ** 2)));
}
