/** How the frames of a batch stand when an LSTM reads them. Rows are counted from 0. */
export interface TimeOrder {
  /** For each row, step after step and in each clip after clip, the row (clip after clip, frame after frame) read there. */
  readonly toSteps: Int32Array;
  /** The way back. */
  readonly toClips: Int32Array;
  /** For each clip the row, among steps, of the state after all its frames were read. */
  readonly last: Int32Array;
}

/**
 * Orders `counts.length` clips of `time` frames each, of which the first `counts[clip]` are real. Backwards the last
 * real frame is read first; the others come after them, in place, and what is read there is nobody's.
 */
export function orderInTime(
  counts: readonly number[],
  time: number,
  direction: 'forward' | 'backward',
): TimeOrder {
  const batch = counts.length;
  const toSteps = new Int32Array(batch * time);
  const toClips = new Int32Array(batch * time);
  const last = new Int32Array(batch);
  for (const [clip, count] of counts.entries()) {
    if (!(Number.isInteger(count) && count >= 1 && count <= time))
      throw new RangeError(`A clip of ${count} frames does not fit into ${time}.`);
    for (let step = 0; step < time; step++) {
      const frame = direction === 'backward' && step < count ? count - 1 - step : step;
      toSteps[step * batch + clip] = clip * time + frame;
      toClips[clip * time + frame] = step * batch + clip;
    }
    last[clip] = (count - 1) * batch + clip;
  }
  return { toSteps, toClips, last };
}
