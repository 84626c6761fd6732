import {
  type HistoryItem,
  LABEL_ITEM,
  parseLabel,
  parseTrace,
  serializeLabel,
  serializeTrace,
} from '#main/catalog/index.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** Takes a frame's index to the source's number or back; undefined where there is none. */
export type FrameMap = (frame: number) => number | undefined;

/** A state of a label or trace whose frames are named another way, in one spelling; undefined where one has no such name. */
export function withFrames(item: HistoryItem, state: string | null, to: FrameMap): string | null | undefined {
  return item === LABEL_ITEM ? labelWithFrames(state, to) : traceWithFrames(state, to);
}

function labelWithFrames(state: string | null, to: FrameMap): string | null | undefined {
  const values = parseLabel(state);
  if (values === null) return null;
  const move = (mark: number | null) => (mark === null ? null : to(mark));
  const [onset, apex, offset] = [move(values.onset), move(values.apex), move(values.offset)];
  if (onset === undefined || apex === undefined || offset === undefined) return undefined;
  return serializeLabel({ ...values, onset, apex, offset });
}

function traceWithFrames(state: string | null, to: FrameMap): string | null | undefined {
  const values = parseTrace(state);
  if (values === null) return null;
  const points = values.points.flatMap(([frame, value]): TraceValues['points'] => {
    const moved = to(frame);
    return moved === undefined ? [] : [[moved, value]];
  });
  return points.length < values.points.length ? undefined : serializeTrace({ ...values, points });
}
