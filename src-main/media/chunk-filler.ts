import { CHUNK_FRAMES } from '#main/framestore/chunk-format.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { FillChild, FillEnd } from './fill-child.ts';
import { fillOrder, type Position } from './fill-order.ts';
import type { CachedClip } from './sources.ts';

/** Fills the chunks around where somebody looks. What goes wrong with it costs time, and is never told to who looks. */
export interface ChunkFiller {
  /** Clips that were looked at before the last two are given up. */
  look(clip: CachedClip, index: number): void;
  /** The chunk is not there, whatever was known of it. */
  forget(file: string): void;
  close(): Promise<void>;
}

/** Two clips may be looked at side by side. */
const MAX_CLIPS = 2;
/** After a disk that took no more, or a chunk that could not be made. */
const RETRY_MS = 30_000;
const MAX_CRASHES = 2;
/** Of a clip, what nobody is near to is filled up to here: one of large frames shall not take the place of all others. */
const MAX_FAR_BYTES = 1024 ** 3;
/** What nobody is near to waits until nobody has looked at anything new for so long. */
const QUIET_MS = 250;
const POLL_MS = 50;

interface Looked extends Position {
  readonly clip: CachedClip;
}

interface Chunk {
  readonly clip: CachedClip;
  readonly first: number;
  readonly file: string;
}

export function createChunkFiller(store: ChunkStore, child: FillChild): ChunkFiller {
  /** The newest first. */
  let looked: readonly Looked[] = [];
  /** Chunks that are there, or were: what went to make room is not made again until somebody looks for it. */
  const known = new Set<string>();
  const notBeforeMs = new Map<string, number>();
  const crashes = new Map<string, number>();
  const filledBytes = new Map<string, number>();
  const closing = new AbortController();
  let pausedUntilMs = 0;
  let lookedMs = 0;
  let filling: { readonly clipKey: string; readonly stop: AbortController } | null = null;
  let isAsked = false;
  let isWorking = false;
  let working: Promise<void> = Promise.resolve();
  let isSwept = false;

  const isDue = async ({ file }: Chunk): Promise<boolean> => {
    if (known.has(file) || (notBeforeMs.get(file) ?? 0) > Date.now()) return false;
    if (!(await store.isThere(file))) return true;
    known.add(file);
    return false;
  };
  const firstDue = async (chunks: readonly Chunk[]): Promise<Chunk | null> => {
    for (const chunk of chunks) if (await isDue(chunk)) return chunk;
    return null;
  };
  /** Where somebody is, in whichever clip; then where they go next; then what is around that. */
  const next = async (): Promise<{ chunk: Chunk; isNear: boolean } | null> => {
    const orders = looked.map((at) =>
      fillOrder(at).map((first) => ({ clip: at.clip, first, file: store.fileOf(at.clip.key, first) })),
    );
    const near = [0, 1].flatMap((step) => orders.flatMap((order) => order[step] ?? []));
    const found = await firstDue(near);
    if (found !== null) return { chunk: found, isNear: true };
    const small = orders.flat().filter(({ clip }) => (filledBytes.get(clip.key) ?? 0) < MAX_FAR_BYTES);
    const far = await firstDue(small);
    return far === null ? null : { chunk: far, isNear: false };
  };

  const judge = async ({ clip, file }: Chunk, end: FillEnd) => {
    if (end.kind === 'filled') {
      known.add(file);
      filledBytes.set(clip.key, (filledBytes.get(clip.key) ?? 0) + (await store.filled(file)));
    } else if (end.kind === 'failed') {
      notBeforeMs.set(file, Date.now() + RETRY_MS);
      // A full disk has no room for the next one either.
      const isOfMedia = end.failure.code === 'bad-input' || end.failure.code === 'not-found';
      if (!isOfMedia) pausedUntilMs = Date.now() + RETRY_MS;
    } else if (end.kind === 'crashed') {
      if (end.pid !== undefined) await store.removeTemporary(file, end.pid);
      const count = (crashes.get(file) ?? 0) + 1;
      crashes.set(file, count);
      if (count >= MAX_CRASHES) notBeforeMs.set(file, Number.POSITIVE_INFINITY);
    }
  };
  const fill = async (chunk: Chunk) => {
    const { clip, first, file } = chunk;
    const stop = new AbortController();
    filling = { clipKey: clip.key, stop };
    const places = clip.places.slice(first, first + CHUNK_FRAMES);
    const end = await child.fill({ chunkFile: file, clipKey: clip.key, first, places }, stop.signal);
    filling = null;
    await judge(chunk, end);
  };
  const mayWork = () => !closing.signal.aborted && pausedUntilMs <= Date.now();
  const fillAll = async () => {
    while (mayWork()) {
      const found = await next();
      if (found === null) return;
      const quietInMs = lookedMs + QUIET_MS - Date.now();
      if (found.isNear || quietInMs <= 0) await fill(found.chunk);
      else await delay(Math.min(quietInMs, POLL_MS));
    }
  };
  const work = async () => {
    isWorking = true;
    try {
      // Before anything of ours is under way.
      if (!isSwept) await store.sweep();
      isSwept = true;
      while (isAsked) {
        isAsked = false;
        await fillAll();
      }
    } catch (error) {
      console.error('While filling the cache of frames:', error);
    } finally {
      isWorking = false;
    }
  };

  return {
    look: (clip, index) => {
      const before = looked.find((at) => at.clip.key === clip.key);
      looked = [lookedAt(clip, index, before), ...looked.filter((at) => at !== before)].slice(0, MAX_CLIPS);
      lookedMs = Date.now();
      if (filling !== null && !looked.some((at) => at.clip.key === filling?.clipKey)) filling.stop.abort();
      isAsked = true;
      if (!isWorking && mayWork()) working = work();
    },
    forget: (file) => void known.delete(file),
    close: async () => {
      closing.abort();
      filling?.stop.abort();
      await child.close();
      await working;
    },
  };
}

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function lookedAt(clip: CachedClip, index: number, before: Looked | undefined): Looked {
  const step = Math.sign(index - (before?.index ?? index));
  const direction = step === 0 ? (before?.direction ?? 1) : step < 0 ? -1 : 1;
  return { clip, index, frameCount: clip.places.length, direction };
}
