import { beforeEach, describe, expect, it } from 'vitest';
import { OnsetError } from '#shared/base/errors.ts';
import { createFrameFinder, type FrameFinder } from './frame-finder.ts';
import type { VideoSource } from './source.ts';

interface Fake {
  /** In the order they are shown, in ticks of 1 ms. */
  ticks: (number | null)[];
  keyframes: number[];
  /** Frames that cannot be decoded after a seek to this keyframe: they need pictures before it. */
  leading?: Record<number, number[]>;
  /** How frames look that are decoded after a seek to another than their own keyframe. */
  damagedAfterSeek?: number[];
  hasTimes?: boolean;
}

let decoded: number;
let seeks: (number | null)[];
beforeEach(() => {
  decoded = 0;
  seeks = [];
});

/** A video whose frame i is a pixel of value i. */
function fake({ ticks, keyframes, leading = {}, damagedAfterSeek = [], hasTimes = true }: Fake): VideoSource {
  let next = 0;
  let skipped: readonly number[] = [];
  let isAfterSeek = false;
  return {
    facts: {
      ...{ codec: 'fake', widthPx: 1, heightPx: 1, claimedFps: [], claimedTicks: null, sizeBytes: 1 },
      timeBase: hasTimes ? { num: 1, den: 1000 } : null,
    },
    next: async () => {
      while (skipped.includes(next)) next += 1;
      const number = next;
      if (number >= ticks.length) return null;
      next += 1;
      decoded += 1;
      return {
        ticks: ticks[number] ?? null,
        durationTicks: 20,
        isDamaged: isAfterSeek && damagedAfterSeek.includes(number),
        pixels: () => ({ widthPx: 1, heightPx: 1, channels: 1, values: Uint8Array.of(number) }),
      };
    },
    seek: async (wanted) => {
      seeks.push(wanted);
      const before = keyframes.filter((key) => (ticks[key] ?? 0) <= (wanted ?? 0));
      isAfterSeek = wanted !== null;
      const key = wanted === null ? 0 : (before.at(-1) ?? 0);
      skipped = isAfterSeek ? (leading[key] ?? []) : [];
      next = Math.min(key, ...skipped);
    },
    hasRisingTimes: async () =>
      ticks.every((at, i) => at !== null && at > (ticks[i - 1] ?? Number.NEGATIVE_INFINITY)),
    bytesRead: () => 0,
    trouble: () => null,
    close: () => {},
  };
}

const regular = (count: number) => Array.from({ length: count }, (_, i) => i * 20);
const seen = async (finder: FrameFinder, number: number, timestampMs: number | null) =>
  (await finder.find({ file: 'a.mp4', number, timestampMs })).values[0];
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OnsetError) return error.message;
  throw new Error(`Not refused in words: ${error}`);
}

describe('a frame by its timestamp', () => {
  it('is found forwards, backwards and far away', async () => {
    const finder = createFrameFinder(fake({ ticks: regular(200), keyframes: [0, 50, 100, 150] }));
    for (const number of [0, 1, 2, 199, 198, 150, 149, 3, 120, 51, 50, 49])
      expect(await seen(finder, number, number * 20)).toBe(number);
  });

  it('that follows is decoded without a seek, and the same again without decoding', async () => {
    const finder = createFrameFinder(fake({ ticks: regular(200), keyframes: [0, 100] }));
    for (const number of [0, 1, 2, 5, 5, 30]) await seen(finder, number, number * 20);
    expect(seeks).toEqual([]);
    expect(decoded).toBe(31);
  });

  it('is never another one: where none has it, it is refused in words', async () => {
    const finder = createFrameFinder(fake({ ticks: regular(50), keyframes: [0, 20] }));
    expect(await refusal(seen(finder, 12, 250))).toBe(
      'a.mp4 is not the video it was when it was imported, or is damaged: its frame 12 at 0.25 s is missing.',
    );
    expect(await refusal(seen(finder, 50, 1000))).toMatch(/its frame 50 at 1 s is missing/);
    expect(await seen(finder, 12, 240)).toBe(12);
  });

  it('that hangs on pictures before its keyframe is decoded from further back', async () => {
    // After a seek to 100, frames 98 and 99, which are shown before it but stored after it, cannot be decoded.
    const source = fake({ ticks: regular(200), keyframes: [0, 50, 100], leading: { 100: [97, 98, 99] } });
    const seekToLater = {
      ...source,
      seek: (ticks: number | null) => source.seek(ticks === 99 * 20 ? 2000 : ticks),
    };
    const finder = createFrameFinder(seekToLater);
    await seen(finder, 180, 3600);
    expect(await seen(finder, 99, 99 * 20)).toBe(99);
    expect(seeks).not.toContain(null);
  });

  it('that is not whole after a seek is decoded from the first; if it is damaged there too, that is how it is', async () => {
    const source = fake({ ticks: regular(200), keyframes: [0, 100], damagedAfterSeek: [140] });
    const finder = createFrameFinder(source);
    await seen(finder, 190, 3800);
    expect(await seen(finder, 140, 2800)).toBe(140);
    expect(seeks.at(-1)).toBeNull();
  });

  it('after a seek lets the decoder leave out what is before it; never while frames are counted', async () => {
    const source = fake({ ticks: regular(200), keyframes: [0, 100] });
    const from: (number | undefined)[] = [];
    const finder = createFrameFinder({
      ...source,
      next: (fromTicks) => {
        from.push(fromTicks);
        return source.next();
      },
    });
    await seen(finder, 2, 40);
    expect(from).toEqual([undefined, undefined, undefined]);
    await seen(finder, 101, 2020);
    expect(from.slice(3)).toEqual([2020, 2020]);
  });

  it('holds where timestamps do not follow a rate', async () => {
    const ticks = Array.from({ length: 100 }, (_, i) => i * 37 + ((i * i * 7) % 30));
    const finder = createFrameFinder(fake({ ticks, keyframes: [0, 40, 80] }));
    for (const number of [90, 3, 41, 40, 39, 99, 0])
      expect(await seen(finder, number, ticks[number] ?? 0)).toBe(number);
  });
});

describe('a frame without a timestamp', () => {
  it('is counted from the first', async () => {
    const finder = createFrameFinder(
      fake({ ticks: new Array(60).fill(null), keyframes: [0], hasTimes: false }),
    );
    for (const number of [5, 6, 50, 49, 0, 59]) expect(await seen(finder, number, null)).toBe(number);
    expect(await refusal(seen(finder, 60, null))).toMatch(/its frame 60 is missing/);
    // One that was imported with timestamps, of a file that has none now.
    expect(await refusal(seen(finder, 5, 100))).toMatch(/its frame 5 at 0.1 s is missing/);
  });

  it('is counted once: where the container has times, those that were passed are found by them', async () => {
    const finder = createFrameFinder(fake({ ticks: regular(200), keyframes: [0, 100] }));
    expect(await seen(finder, 150, null)).toBe(150);
    decoded = 0;
    expect(await seen(finder, 120, null)).toBe(120);
    expect(decoded).toBe(21);
    expect(await seen(finder, 199, null)).toBe(199);
  });

  it('is never found by a time that comes again later: recordings that were put together', async () => {
    const ticks = [...regular(50), ...regular(100)];
    const finder = createFrameFinder(fake({ ticks, keyframes: [0, 50, 100] }));
    for (const number of [40, 10, 45, 120, 30, 70]) expect(await seen(finder, number, null)).toBe(number);
  });
});

it('a search that is cancelled ends, and the next one is right', async () => {
  const slow = fake({ ticks: regular(5000), keyframes: [0] });
  const source = {
    ...slow,
    next: async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return slow.next();
    },
  };
  const finder = createFrameFinder(source);
  const cancelling = new AbortController();
  const search = refusal(finder.find({ file: 'a.mp4', number: 4000, timestampMs: null }, cancelling.signal));
  setTimeout(() => cancelling.abort(), 30);
  expect(await search).toMatch(/cancelled/);
  expect(decoded).toBeLessThan(500);
  expect(await seen(finder, 7, null)).toBe(7);
});
