import type { TraceValues } from '#shared/domain/trace.ts';

/** The value of a trace at each of the first `frameCount` frames of its clip. */
export function sampleTrace({ interpolation, points }: TraceValues, frameCount: number): number[] {
  const samples: number[] = [];
  let next = 0;
  for (let frame = 0; frame < frameCount; frame++) {
    while (next < points.length && (points[next]?.[0] ?? 0) <= frame) next++;
    const before = points[next - 1] ?? points[0];
    const after = points[next] ?? before;
    if (before === undefined || after === undefined) break;
    const length = after[0] - before[0];
    const share = interpolation === 'linear' && length > 0 ? (frame - before[0]) / length : 0;
    // Before the first point as at it.
    samples.push(frame < before[0] ? before[1] : before[1] + share * (after[1] - before[1]));
  }
  return samples;
}
