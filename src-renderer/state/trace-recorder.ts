import { clamp } from '#shared/base/units.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** What the rater says, frame by frame, while a clip plays. */
export interface TraceRecorder {
  /** This frame is before the eyes. Frames passed over on the way get the value held till then; an earlier one is said anew. */
  frame(index: number): void;
  /** The value from now on, for the frame before the eyes too. What is no number is not taken. */
  value(value: number): void;
  /** One point a frame, from the first frame to the furthest, none missing; empty until the first frame came. */
  points(): TraceValues['points'];
}

/** Records from `first` on, with `value` until another is said. Frames before `first` are none of it. */
export function createTraceRecorder(first: number, value: number): TraceRecorder {
  const values: number[] = [];
  let held = isNumber(value) ? clamp(value, 0, 1) : 0;
  let at: number | null = null;
  return {
    frame: (index) => {
      if (!Number.isInteger(index) || index < first) return;
      while (values.length <= index - first) values.push(held);
      values[index - first] = held;
      at = index - first;
    },
    value: (next) => {
      if (!isNumber(next)) return;
      held = clamp(next, 0, 1);
      if (at !== null) values[at] = held;
    },
    points: () => values.map((one, step) => [first + step, one]),
  };
}

const isNumber = (value: number) => !Number.isNaN(value);
