/** Of the values of one channel: how many, their mean, and the sum of their squared distances from it. */
export interface ChannelMoments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export const NO_MOMENTS: ChannelMoments = { count: 0, mean: 0, squares: 0 };

/** The moments of each channel; `values` has the channel last. */
export function channelMoments(values: Float32Array, channels: number): ChannelMoments[] {
  return Array.from({ length: channels }, (_, channel) => momentsOf(values, channel, channels));
}

function momentsOf(values: Float32Array, first: number, step: number): ChannelMoments {
  const count = values.length / step;
  if (count === 0) return NO_MOMENTS;
  let sum = 0;
  for (let i = first; i < values.length; i += step) sum += values[i] ?? 0;
  const mean = sum / count;
  let squares = 0;
  for (let i = first; i < values.length; i += step) squares += ((values[i] ?? 0) - mean) ** 2;
  return { count, mean, squares };
}

/** The moments of both together: Chan, Golub and LeVeque's update (1979). */
export function mergeMoments(a: ChannelMoments, b: ChannelMoments): ChannelMoments {
  const count = a.count + b.count;
  if (count === 0) return NO_MOMENTS;
  const distance = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (distance * b.count) / count,
    squares: a.squares + b.squares + (distance ** 2 * a.count * b.count) / count,
  };
}
