import { clamp } from '#shared/base/units.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** A frame with its value, 0 to 1. */
type Point = TraceValues['points'][number];

/** The value at a frame; before the first point and after the last it stays. Null without a trace. */
export function traceValueAt(trace: TraceValues | null, frame: number): number | null {
  const after = trace?.points.findIndex(([at]) => at > frame) ?? -1;
  const next = trace?.points[after];
  const last = after < 0 ? trace?.points.at(-1) : trace?.points[after - 1];
  if (trace === null || last === undefined || next === undefined) return (last ?? next)?.[1] ?? null;
  if (trace.interpolation === 'hold') return last[1];
  const share = (frame - last[0]) / (next[0] - last[0]);
  return last[1] + (next[1] - last[1]) * share;
}

/** The value of the point that stands at this very frame; null where none does. */
export function pointAt(trace: TraceValues | null, frame: number): number | null {
  return trace?.points.find(([at]) => at === frame)?.[1] ?? null;
}

/** The trace with a point at `frame`; in place of the one there. */
export function withPoint(trace: TraceValues | null, frame: number, value: number): TraceValues {
  const others = (trace?.points ?? []).filter(([at]) => at !== frame);
  const point: Point = [frame, rounded(value)];
  return { interpolation: trace?.interpolation ?? 'linear', points: inOrder([...others, point]) };
}

/** The trace without its point at `frame`; null where no point is left. */
export function withoutPoint(trace: TraceValues, frame: number): TraceValues | null {
  const points = trace.points.filter(([at]) => at !== frame);
  return points.length === 0 ? null : { ...trace, points };
}

/** The point at `from` goes to another frame and value; it never passes its neighbours. */
export function movedPoint(
  trace: TraceValues,
  from: number,
  to: readonly [number, number],
  frameCount: number,
): TraceValues {
  const at = trace.points.findIndex(([frame]) => frame === from);
  if (at < 0) return trace;
  const first = (trace.points[at - 1]?.[0] ?? -1) + 1;
  const last = (trace.points[at + 1]?.[0] ?? frameCount) - 1;
  const moved: Point = [clamp(to[0], first, last), rounded(to[1])];
  return { ...trace, points: trace.points.map((point, index) => (index === at ? moved : point)) };
}

/** What was recorded takes the place of the frames it covers; what was said of the others stays as it was. */
export function withRecorded(trace: TraceValues | null, recorded: readonly Point[]): TraceValues | null {
  const first = recorded[0]?.[0];
  const last = recorded.at(-1)?.[0];
  if (first === undefined || last === undefined) return trace;
  const ends = [first - 1, last + 1].flatMap((frame): Point[] => {
    const reaches = trace?.points.some(([at]) => (frame < first ? at <= frame : at >= frame)) === true;
    const value = traceValueAt(trace, frame);
    return reaches && value !== null ? [[frame, rounded(value)]] : [];
  });
  const outside = (trace?.points ?? []).filter(([at]) => at < first - 1 || at > last + 1);
  const inside = recorded.map(([at, value]): Point => [at, rounded(value)]);
  return {
    interpolation: trace?.interpolation ?? 'linear',
    points: inOrder([...outside, ...ends, ...inside]),
  };
}

const inOrder = (points: readonly Point[]): Point[] => [...points].sort((a, b) => a[0] - b[0]);
/** A thousandth is finer than any hand. */
const rounded = (value: number) => Math.round(clamp(value, 0, 1) * 1000) / 1000;
