import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FramePlace } from '#shared/domain/frames.ts';
import { type ChunkFiller, createChunkFiller } from './chunk-filler.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { FillEnd } from './fill-child.ts';
import type { CachedClip } from './sources.ts';

/** A decoder whose chunks take 100 ms each, and the folder they go to. */
class Stage {
  readonly there = new Set<string>();
  readonly begun: string[] = [];
  readonly removed: string[] = [];
  underWay = 0;
  chunkBytes = 1024 ** 2;
  /** What becomes of a chunk, where it is not filled. */
  outcome: (file: string) => FillEnd = () => ({ kind: 'filled' });
  readonly filler: ChunkFiller;

  constructor() {
    const store: ChunkStore = {
      fileOf: (clipKey, first) => `${clipKey} ${first}`,
      read: async () => ({ kind: 'absent' }),
      isThere: async (file) => this.there.has(file),
      remove: async (file) => void this.there.delete(file),
      filled: async () => this.chunkBytes,
      removeTemporary: async (file) => void this.removed.push(file),
      sweep: async () => {},
    };
    this.filler = createChunkFiller(store, {
      fill: async ({ chunkFile, places }, signal) => {
        this.begun.push(`${chunkFile} (${places.length})`);
        this.underWay += 1;
        expect(this.underWay).toBe(1);
        await new Promise<void>((resolve) => {
          setTimeout(resolve, 100);
          signal.addEventListener('abort', () => resolve());
        });
        this.underWay -= 1;
        if (signal.aborted) return { kind: 'cancelled' };
        const end = this.outcome(chunkFile);
        if (end.kind === 'filled') this.there.add(chunkFile);
        return end;
      },
      close: async () => {},
    });
  }

  /** What was begun meanwhile. */
  async after(ms: number): Promise<string[]> {
    await vi.advanceTimersByTimeAsync(ms);
    return this.begun.splice(0);
  }
}

const clipOf = (key: string, frameCount: number): CachedClip => ({
  key,
  places: Array.from(
    { length: frameCount },
    (_, number): FramePlace => ({ kind: 'video', file: '/a.mp4', number, timestampMs: null }),
  ),
});

let stage: Stage;
beforeEach(() => {
  vi.useFakeTimers();
  stage = new Stage();
});
afterEach(() => vi.useRealTimers());

it('fills where somebody looks, then where they go, then the rest, each chunk once', async () => {
  stage.filler.look(clipOf('a', 300), 70);
  expect(await stage.after(5000)).toEqual([
    'a 64 (64)',
    'a 128 (64)',
    'a 192 (64)',
    'a 256 (44)',
    'a 0 (64)',
  ]);
  stage.filler.look(clipOf('a', 300), 69);
  expect(await stage.after(5000)).toEqual([]);
});

it('goes back where somebody goes back', async () => {
  stage.filler.look(clipOf('a', 300), 140);
  stage.filler.look(clipOf('a', 300), 130);
  expect((await stage.after(5000)).slice(0, 2)).toEqual(['a 128 (64)', 'a 64 (64)']);
});

it('leaves what nobody is near to until nobody moves', async () => {
  const clip = clipOf('a', 64 * 8);
  for (let step = 0; step < 10; step++) {
    stage.filler.look(clip, step);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(await stage.after(0)).toEqual(['a 0 (64)', 'a 64 (64)']);
  expect(await stage.after(5000)).toHaveLength(6);
});

it('puts what somebody came to before the rest of where they were', async () => {
  const clip = clipOf('a', 64 * 20);
  stage.filler.look(clip, 0);
  await stage.after(450);
  stage.filler.look(clip, 64 * 15);
  expect((await stage.after(250)).slice(0, 2)).toEqual(['a 960 (64)', 'a 1024 (64)']);
});

it('fills for two clips side by side; a third one ends what is under way for the first', async () => {
  stage.filler.look(clipOf('a', 64), 0);
  await stage.after(10);
  stage.filler.look(clipOf('b', 64), 0);
  expect(await stage.after(500)).toEqual(['b 0 (64)']);
  expect(stage.there).toEqual(new Set(['a 0', 'b 0']));

  stage.filler.look(clipOf('c', 640), 0);
  await stage.after(10);
  stage.filler.look(clipOf('d', 64), 0);
  stage.filler.look(clipOf('e', 64), 0);
  expect(await stage.after(5000)).toEqual(['e 0 (64)', 'd 0 (64)']);
  expect(stage.there.has('c 0')).toBe(false);
});

it('fills again what went, once it is told so', async () => {
  const clip = clipOf('a', 10);
  stage.filler.look(clip, 0);
  await stage.after(500);
  stage.there.clear();
  stage.filler.look(clip, 1);
  expect(await stage.after(500)).toEqual([]);
  stage.filler.forget('a 0');
  stage.filler.look(clip, 2);
  expect(await stage.after(500)).toEqual(['a 0 (10)']);
});

it('does not fill the cache with one clip of large frames, but for where somebody is', async () => {
  stage.chunkBytes = 600 * 1024 ** 2;
  const clip = clipOf('a', 64 * 10);
  stage.filler.look(clip, 0);
  expect(await stage.after(5000)).toEqual(['a 0 (64)', 'a 64 (64)']);
  stage.filler.look(clip, 64 * 8);
  expect(await stage.after(5000)).toEqual(['a 512 (64)', 'a 576 (64)']);
});

it('tries nothing for half a minute on a disk that takes no more', async () => {
  stage.outcome = () => ({ kind: 'failed', failure: { code: 'internal', message: 'The disk is full.' } });
  stage.filler.look(clipOf('a', 300), 0);
  expect(await stage.after(5000)).toEqual(['a 0 (64)']);
  stage.filler.look(clipOf('b', 300), 0);
  expect(await stage.after(20_000)).toEqual([]);
  stage.outcome = () => ({ kind: 'filled' });
  await stage.after(10_000);
  stage.filler.look(clipOf('b', 300), 0);
  expect(await stage.after(5000)).toContain('b 0 (64)');
});

it('goes on beside a chunk that has no readable frame', async () => {
  stage.outcome = (file) =>
    file === 'a 0'
      ? { kind: 'failed', failure: { code: 'bad-input', message: 'Damaged.' } }
      : { kind: 'filled' };
  stage.filler.look(clipOf('a', 128), 0);
  expect(await stage.after(5000)).toEqual(['a 0 (64)', 'a 64 (64)']);
});

it('gives a chunk up over which the decoder died twice, and what it left half written is removed', async () => {
  stage.outcome = (file) => (file === 'a 0' ? { kind: 'crashed', pid: 4711 } : { kind: 'filled' });
  stage.filler.look(clipOf('a', 128), 0);
  expect(await stage.after(5000)).toEqual(['a 0 (64)', 'a 0 (64)', 'a 64 (64)']);
  expect(stage.removed).toEqual(['a 0', 'a 0']);
  stage.filler.look(clipOf('a', 128), 0);
  expect(await stage.after(60_000)).toEqual([]);
});

it('closed in the middle, begins nothing more', async () => {
  stage.filler.look(clipOf('a', 640), 0);
  await stage.after(50);
  const closed = stage.filler.close();
  expect(await stage.after(5000)).toEqual([]);
  await closed;
  stage.filler.look(clipOf('b', 640), 0);
  expect(await stage.after(5000)).toEqual([]);
});
