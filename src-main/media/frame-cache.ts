import { createChunkFiller } from './chunk-filler.ts';
import type { ChunkStore } from './chunk-store.ts';
import type { FillChild } from './fill-child.ts';
import { firstOfChunk } from './fill-order.ts';
import type { Encoded } from './image-decoder.ts';
import type { CachedClip } from './sources.ts';

/** Frames that have to be decoded to be shown, kept on disk in chunks. */
export interface FrameCache {
  /**
   * The frame at `index`: from its chunk, else as `decode` gives it; then its chunk is filled meanwhile, and those around it
   * after. Rejects only as `decode` does.
   */
  get(clip: CachedClip, index: number, decode: () => Promise<Encoded>): Promise<Encoded>;
  /** Only if it is in its chunk. Never rejects. */
  peek(clip: CachedClip, index: number): Promise<Encoded | null>;
  close(): Promise<void>;
}

export function createFrameCache(store: ChunkStore, child: FillChild): FrameCache {
  const filler = createChunkFiller(store, child);
  /** Chunks that lacked a frame which could be read later: filled anew, but once. */
  const refilled = new Set<string>();

  return {
    get: async (clip, index, decode) => {
      const file = store.fileOf(clip.key, firstOfChunk(index));
      const found = await store.read(clip.key, index);
      if (found.kind === 'absent' || found.kind === 'damaged') filler.forget(file);
      filler.look(clip, index);
      if (found.kind === 'frame') return found;
      const decoded = await decode();
      // Was a disk taken out while the chunk was filled?
      if (found.kind === 'unreadable' && !refilled.has(file)) {
        refilled.add(file);
        await store.remove(file);
        filler.forget(file);
        filler.look(clip, index);
      }
      return decoded;
    },
    peek: async (clip, index) => {
      const found = await store.read(clip.key, index);
      return found.kind === 'frame' ? found : null;
    },
    close: () => filler.close(),
  };
}
