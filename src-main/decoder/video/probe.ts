import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { OnsetError } from '#shared/base/errors.ts';
import type { VideoProbe } from '#shared/domain/frames.ts';
import { readErrorInWords, statFile } from '../file.ts';
import { openVideo } from './open-video.ts';
import { constantFps } from './rate.ts';
import { ticksToMs, type VideoSource } from './source.ts';

const BREATH_MS = 15;
/** The last picture may be said to last a little longer than it does. */
const SHORTER_BY_FRAMES = 2;

/**
 * What a video holds, found by decoding all of it. Progress is that of its bytes. Throws OnsetError `not-found`, `bad-input`
 * naming the file, or `cancelled` by the signal.
 */
export async function probeVideo(
  file: string,
  signal: AbortSignal,
  report: (done: number, total: number) => void,
): Promise<VideoProbe> {
  const { sizeBytes } = await statFile(file);
  const fileHash = await hashOf(file, signal, () => report(0, sizeBytes));
  const source = await openVideo(file);
  try {
    const shown = await decodeAll(source, signal, () => report(source.bytesRead(), sizeBytes));
    if (shown.count === 0) throw new OnsetError('bad-input', `${file} holds no frame that can be decoded.`);
    const { timeBase, widthPx, heightPx, codec, claimedFps } = source.facts;
    const timestampsMs =
      timeBase === null || shown.ticks === null
        ? null
        : shown.ticks.map((ticks) => ticksToMs(ticks, timeBase));
    const tickMs = timeBase === null ? 0 : ticksToMs(1, timeBase);
    return {
      widthPx,
      heightPx,
      codec,
      frameCount: shown.count,
      fps: timestampsMs === null ? null : constantFps(timestampsMs, tickMs, claimedFps),
      timestampsMs,
      damage: damageOf(source, shown),
      fileHash,
    };
  } finally {
    source.close();
  }
}

interface Shown {
  count: number;
  /** Null once one is missing or not later than that before it. */
  ticks: number[] | null;
  damaged: number;
  /** When the last frame ends. */
  endTicks: number | null;
  lastDurationTicks: number;
}

async function decodeAll(source: VideoSource, signal: AbortSignal, report: () => void): Promise<Shown> {
  const shown: Shown = { count: 0, ticks: [], damaged: 0, endTicks: null, lastDurationTicks: 0 };
  let breathMs = performance.now();
  for (let frame = await source.next(); frame !== null; frame = await source.next()) {
    const { ticks, durationTicks, isDamaged } = frame;
    shown.count += 1;
    if (isDamaged) shown.damaged += 1;
    const isLater = ticks !== null && ticks > (shown.ticks?.at(-1) ?? Number.NEGATIVE_INFINITY);
    if (isLater) shown.ticks?.push(ticks);
    else shown.ticks = null;
    if (ticks !== null) shown.endTicks = ticks + durationTicks;
    shown.lastDurationTicks = durationTicks;
    if (performance.now() - breathMs < BREATH_MS) continue;
    report();
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new OnsetError('cancelled', 'Reading the video was cancelled.');
    breathMs = performance.now();
  }
  return shown;
}

/** What is not whole, in words; null where all is. */
function damageOf(source: VideoSource, shown: Shown): string | null {
  const { timeBase, claimedTicks } = source.facts;
  const words: string[] = [];
  const trouble = source.trouble();
  if (trouble !== null)
    words.push(`${count(trouble.packets, 'piece')} of it cannot be decoded (${trouble.first})`);
  if (shown.damaged > 0) words.push(`${count(shown.damaged, 'frame')} of it can be seen only in part`);
  const first = shown.ticks?.[0];
  if (timeBase !== null && claimedTicks !== null && first !== undefined && shown.endTicks !== null) {
    const lasts = shown.endTicks - first;
    const frameTicks = Math.max(shown.lastDurationTicks, lasts / shown.count);
    if (lasts + SHORTER_BY_FRAMES * frameTicks + claimedTicks * 0.01 < claimedTicks)
      words.push(
        `it ends after ${seconds(ticksToMs(lasts, timeBase))}, but says that it lasts ${seconds(ticksToMs(claimedTicks, timeBase))}`,
      );
  }
  return words.length === 0 ? null : words.join('; ');
}

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(2))} s`;

async function hashOf(file: string, signal: AbortSignal, report: () => void): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024, signal })) {
      hash.update(piece);
      report();
    }
  } catch (error) {
    if (signal.aborted) throw new OnsetError('cancelled', 'Reading the video was cancelled.');
    throw readErrorInWords(file, error);
  }
  return hash.digest('hex');
}
