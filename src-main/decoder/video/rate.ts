/**
 * The one rate that all timestamps keep, within `tickMs` of rounding; null where they keep none, or are fewer than two.
 * A container's clock is coarse (Matroska: 1 ms), so that many rates fit: whole ones and those of television (n / 1.001)
 * come first, then what the container claims, then what the timestamps come to.
 */
export function constantFps(
  timestampsMs: readonly number[],
  tickMs: number,
  claimedFps: readonly number[],
): number | null {
  const first = timestampsMs[0];
  const last = timestampsMs.at(-1);
  if (first === undefined || last === undefined || last <= first) return null;
  const measured = ((timestampsMs.length - 1) / (last - first)) * 1000;
  const likely = claimedFps.filter((fps) => fps > 0).sort((a, b) => roundness(a) - roundness(b));
  const fits = (fps: number) =>
    timestampsMs.every((ms, i) => Math.abs(ms - first - (i / fps) * 1000) <= tickMs * (1 + 1e-9) + 1e-6);
  for (const fps of [...likely, Math.round(measured), Math.round(measured * 1.001) / 1.001, measured])
    if (fps > 0 && fits(fps)) return fps;
  return null;
}

/** 0 for a whole rate, 1 for one of television, else 2. */
function roundness(fps: number): number {
  if (Number.isInteger(fps)) return 0;
  return Math.abs(fps * 1.001 - Math.round(fps * 1.001)) < 1e-6 ? 1 : 2;
}
