import { z } from 'zod';

/** Name of the mark that the witness leaves at each input. */
const INPUT_MARK = 'onset-input';

const traceEvent = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number().optional(),
  /** Of the clock, and of the processor; microseconds. */
  dur: z.number().optional(),
  tdur: z.number().optional(),
});
const trace = z.object({ traceEvents: z.array(traceEvent) });

/** Categories of Chromium's trace that {@link mainThreadWorkMs} reads. */
export const TRACE_CATEGORIES = [
  'toplevel',
  'blink.user_timing',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
];

/**
 * Work of the page's main thread by step, in ms: the tasks from the one that hears an input to the one that hears the next.
 * The last step, whose end nobody tells, is left out.
 */
export function mainThreadWorkMs(text: string): number[] {
  const { traceEvents } = trace.parse(JSON.parse(text));
  const marks = traceEvents.filter(({ name, ts }) => name === INPUT_MARK && ts !== undefined);
  const first = marks[0];
  if (first === undefined) return [];
  const inputs = marks.map(({ ts }) => ts ?? 0).sort((a, b) => a - b);
  const work = inputs.map(() => 0);
  for (const { name, pid, tid, ts = 0, dur = 0, tdur } of traceEvents) {
    if (name !== 'RunTask' || pid !== first.pid || tid !== first.tid) continue;
    const step = inputs.findLastIndex((input) => input <= ts + dur);
    if (step >= 0) work[step] = (work[step] ?? 0) + (tdur ?? dur) / 1000;
  }
  return work.slice(0, -1);
}
