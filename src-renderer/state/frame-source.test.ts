import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFrameCache } from '#renderer/client/frame-cache.ts';
import { type ClipId, clipId } from '#shared/domain/ids.ts';
import { createFrameSource, type Shown, type SourceClip } from './frame-source.ts';

const CLIP = clipId.parse(1);
const OTHER = clipId.parse(2);
const FACES = { contentHash: 'abc', mediaKey: 'faces' };
const clip = (id: ClipId, frameCount: number): SourceClip => ({ clipId: id, ...FACES, frameCount });

afterEach(() => {
  vi.useRealTimers();
});

/** A decoder whose answers the test gives one by one. */
function createSlowLoader() {
  const asked: string[] = [];
  const waiting = new Map<string, { resolve: (frame: string) => void; reject: (error: Error) => void }>();
  const aborted: string[] = [];
  return {
    asked,
    aborted,
    load: ({ clipId: id }: SourceClip, index: number, signal: AbortSignal) => {
      const name = `${id}:${index}`;
      asked.push(name);
      return new Promise<string>((resolve, reject) => {
        waiting.set(name, { resolve, reject });
        // A load may also have ended just before it was stopped, so it is not rejected here.
        signal.addEventListener('abort', () => aborted.push(name));
      });
    },
    arrive: async (name: string) => {
      waiting.get(name)?.resolve(name);
      await settle();
    },
    fail: async (name: string, message: string) => {
      waiting.get(name)?.reject(new Error(message));
      await settle();
    },
  };
}

async function settle() {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function setUp(prefetchCount = 0, maxPrefetches = 1) {
  const loader = createSlowLoader();
  const shown: Shown<string>[] = [];
  const source = createFrameSource<string>({
    load: loader.load,
    onShow: (one) => shown.push(one),
    bytesOf: () => 1,
    release: () => undefined,
    isHeld: () => false,
    maxBytes: 100,
    prefetchCount,
    maxPrefetches,
    settleMs: 100,
  });
  source.open(clip(CLIP, 50));
  return { loader, shown, source, indices: () => shown.map((one) => one.index) };
}

describe('createFrameSource', () => {
  it('keeps only the newest of the seeks made while one is under way', async () => {
    const { loader, source, indices } = setUp();
    for (const index of [0, 1, 2, 3, 4]) source.seek(index);
    expect(loader.asked).toEqual(['1:0']);
    await loader.arrive('1:0');
    expect(loader.asked).toEqual(['1:0', '1:4']);
    await loader.arrive('1:4');
    expect(indices()).toEqual([0, 4]);
  });

  it('shows a cached frame at once, without asking again', async () => {
    const { loader, source, indices } = setUp();
    source.seek(3);
    await loader.arrive('1:3');
    source.seek(4);
    await loader.arrive('1:4');
    source.seek(3);
    expect(indices()).toEqual([3, 4, 3]);
    expect(loader.asked).toEqual(['1:3', '1:4']);
  });

  it('shows nothing that comes after a newer wish was shown', async () => {
    const { loader, source, indices } = setUp();
    source.seek(3);
    await loader.arrive('1:3');
    source.seek(9);
    source.seek(3);
    await loader.arrive('1:9');
    expect(indices()).toEqual([3, 3]);
  });

  it('takes frames of the same clip for others once its media is', async () => {
    const { loader, source } = setUp();
    source.seek(3);
    await loader.arrive('1:3');
    source.open({ ...clip(CLIP, 50), mediaKey: 'the same id in another project' });
    source.seek(3);
    expect(loader.asked).toEqual(['1:3', '1:3']);
  });

  it('prefetches ahead in the direction of travel, within the clip', async () => {
    const { loader, source } = setUp(2);
    source.seek(10);
    await loader.arrive('1:10');
    await loader.arrive('1:11');
    await loader.arrive('1:12');
    expect(loader.asked).toEqual(['1:10', '1:11', '1:12']);
    source.seek(1);
    await loader.arrive('1:1');
    await loader.arrive('1:0');
    expect(loader.asked.slice(3)).toEqual(['1:1', '1:0']);
  });

  it('loads several ahead at once, while steps go on', async () => {
    const { loader, source, indices } = setUp(4, 3);
    source.seek(0);
    await loader.arrive('1:0');
    expect(loader.asked).toEqual(['1:0', '1:1', '1:2', '1:3']);
    source.seek(1);
    await loader.arrive('1:2');
    expect(loader.asked.slice(4)).toEqual(['1:4', '1:5']);
    await loader.arrive('1:1');
    expect(indices()).toEqual([0, 1]);
  });

  it('stops what is loaded ahead on a jump, and begins again once one stays', async () => {
    vi.useFakeTimers();
    const { loader, source } = setUp(2, 2);
    source.seek(0);
    await loader.arrive('1:0');
    source.seek(30);
    expect(loader.aborted).toEqual(['1:1', '1:2']);
    await loader.arrive('1:30');
    source.seek(45);
    await loader.arrive('1:45');
    expect(loader.asked.slice(3)).toEqual(['1:30', '1:45']);
    vi.advanceTimersByTime(100);
    expect(loader.asked.slice(5)).toEqual(['1:46', '1:47']);
  });

  it('passes over what cannot be loaded ahead', async () => {
    const { loader, source } = setUp(3);
    source.seek(0);
    await loader.arrive('1:0');
    await loader.fail('1:1', 'img1.png is truncated');
    expect(loader.asked).toEqual(['1:0', '1:1', '1:2']);
  });

  it('lets a seek share the load of a prefetch', async () => {
    const { loader, source, indices } = setUp(1);
    source.seek(0);
    await loader.arrive('1:0');
    source.seek(1);
    await loader.arrive('1:1');
    expect(loader.asked.filter((name) => name === '1:1')).toHaveLength(1);
    expect(indices()).toEqual([0, 1]);
  });

  it('tells which frame failed and why, goes on, and asks again on retry', async () => {
    const { loader, shown, source } = setUp();
    source.seek(5);
    await loader.fail('1:5', 'img5.png is truncated');
    expect(shown).toEqual([{ clipId: CLIP, index: 5, frame: null, failure: 'img5.png is truncated' }]);
    source.retry();
    await loader.arrive('1:5');
    expect(shown.at(-1)).toMatchObject({ index: 5, frame: '1:5', failure: null });
  });

  it('shows nothing of a clip that was left, and stops its loads', async () => {
    const { loader, shown, source } = setUp();
    source.seek(0);
    source.open(clip(OTHER, 10));
    source.seek(2);
    expect(loader.aborted).toEqual(['1:0']);
    await loader.arrive('1:0');
    await loader.arrive('2:2');
    expect(shown).toMatchObject([{ clipId: OTHER, index: 2 }]);
  });

  it('holds seeks within the clip', async () => {
    const { loader, source, indices } = setUp();
    source.seek(-3);
    await loader.arrive('1:0');
    source.seek(500);
    await loader.arrive('1:49');
    expect(indices()).toEqual([0, 49]);
  });

  it('stops what is under way once it is closed, and asks for nothing more', async () => {
    const { loader, source, indices } = setUp(4, 1);
    source.seek(0);
    await loader.arrive('1:0');
    source.seek(9);
    expect(loader.asked).toEqual(['1:0', '1:1', '1:9']);
    source.close();
    expect(loader.aborted).toEqual(['1:1', '1:9']);
    await loader.arrive('1:1');
    await loader.arrive('1:9');
    source.seek(3);
    source.retry();
    expect(loader.asked).toEqual(['1:0', '1:1', '1:9']);
    expect(indices()).toEqual([0]);
  });
});

describe('createFrameCache', () => {
  const create = (maxBytes: number, isHeld = (_: string) => false) => {
    const released: string[] = [];
    const cache = createFrameCache<string>({
      maxBytes,
      bytesOf: (frame) => frame.length,
      release: (frame) => released.push(frame),
      isHeld,
    });
    return { cache, released };
  };

  it('releases what it is told to forget, and makes room', () => {
    const { cache, released } = create(4);
    cache.put('a', 'AA');
    cache.put('b', 'BB');
    cache.forget('b');
    cache.forget('c');
    expect(cache.has('b')).toBe(false);
    cache.put('d', 'DD');
    expect(cache.has('a')).toBe(true);
    expect(released).toEqual(['BB']);
  });

  it('releases what was used longest ago once it holds too much', () => {
    const { cache, released } = create(6);
    cache.put('a', 'AA');
    cache.put('b', 'BB');
    cache.put('c', 'CC');
    cache.get('a');
    cache.put('d', 'DD');
    expect(released).toEqual(['BB']);
    expect(cache.has('a')).toBe(true);
  });

  it('keeps the newest frame even where it alone is too large', () => {
    const { cache, released } = create(1);
    cache.put('a', 'AAAA');
    expect(cache.get('a')).toBe('AAAA');
    cache.put('b', 'BBBB');
    expect(released).toEqual(['AAAA']);
  });

  it('releases a frame that is replaced', () => {
    const { cache, released } = create(10);
    cache.put('a', 'A1');
    cache.put('a', 'A2');
    expect(released).toEqual(['A1']);
  });

  it('lets what is before the eyes stay, however long ago it was used', () => {
    const { cache, released } = create(4, (frame) => frame === 'AA');
    for (const frame of ['AA', 'BB', 'CC', 'DD']) cache.put(frame, frame);
    expect(released).toEqual(['BB', 'CC']);
    expect(cache.get('AA')).toBe('AA');
  });

  it('keeps the newest frame beside one before the eyes, where the two are too large', () => {
    const { cache, released } = create(4, (frame) => frame === 'AAA');
    for (const frame of ['AAA', 'BBB']) cache.put(frame, frame);
    expect(released).toEqual([]);
    cache.put('CCC', 'CCC');
    expect(released).toEqual(['BBB']);
  });
});
