import { readdir, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ChunkFrame, readChunkFrame } from '#main/framestore/chunk-reader.ts';
import { temporaryOf, writerOf } from '#main/framestore/temporary.ts';
import { errorCode } from '#shared/base/errors.ts';
import { firstOfChunk } from './fill-order.ts';

/** The chunks of frames below a folder, up to a size. A cache: whatever goes wrong with it only costs time. */
export interface ChunkStore {
  fileOf(clipKey: string, first: number): string;
  /** What is damaged is removed, so that it is filled anew. Never rejects. */
  read(clipKey: string, index: number): Promise<ChunkFrame>;
  isThere(file: string): Promise<boolean>;
  remove(file: string): Promise<void>;
  /** To be told once a chunk was filled: makes room by those longest unused, never by one that is being read or this one. Its size in bytes. */
  filled(file: string): Promise<number>;
  /** Removes what process `pid`, now dead, left half written of a chunk. */
  removeTemporary(file: string, pid: number): Promise<void>;
  /** Removes what dead processes left half written. */
  sweep(): Promise<void>;
}

const MAX_KEPT_BYTES = 8 * 1024 ** 3;
/** More goes at once than has to, so that not each new chunk counts all others. */
const SHARE_AFTER_EVICTION = 0.9;
const SUFFIX = '.frames';
/** When a chunk was used last is noted so often on disk. */
const TOUCH_INTERVAL_MS = 60_000;
/** Another process adds to the folder too: what it holds is counted anew after so many chunks of our own. */
const FILLS_A_COUNT = 64;
/** Past that, a process that has a temporary file's number is another one that came later. */
const MAX_FILL_MS = 24 * 3600 * 1000;

interface Chunk {
  readonly file: string;
  readonly bytes: number;
  readonly usedMs: number;
}

export function createChunkStore(dir: string, maxKeptBytes: number = MAX_KEPT_BYTES): ChunkStore {
  /** How many read it at this moment. */
  const reading = new Map<string, number>();
  const usedMs = new Map<string, number>();
  const touchedMs = new Map<string, number>();
  let heldBytes: number | null = null;
  let uncounted = 0;

  const fileOf = (clipKey: string, first: number) => join(dir, clipKey, `${first}${SUFFIX}`);

  const noteUse = (file: string) => {
    const nowMs = Date.now();
    usedMs.set(file, nowMs);
    if (nowMs - (touchedMs.get(file) ?? 0) < TOUCH_INTERVAL_MS) return;
    touchedMs.set(file, nowMs);
    const now = new Date(nowMs);
    // Only the order of eviction hangs on it.
    void utimes(file, now, now).catch(() => {});
  };
  const remove = async (file: string) => {
    usedMs.delete(file);
    touchedMs.delete(file);
    await removeQuietly(file);
    // Only an empty folder goes.
    await rmdir(dirname(file)).catch(() => {});
  };
  const makeRoom = async (kept: string) => {
    const chunks = await listChunks(dir);
    heldBytes = chunks.reduce((sum, { bytes }) => sum + bytes, 0);
    uncounted = 0;
    const lastUse = (chunk: Chunk) => Math.max(chunk.usedMs, usedMs.get(chunk.file) ?? 0);
    if (heldBytes <= maxKeptBytes) return;
    for (const { file, bytes } of chunks.sort((a, b) => lastUse(a) - lastUse(b))) {
      if (heldBytes <= maxKeptBytes * SHARE_AFTER_EVICTION) return;
      if (file === kept || reading.has(file)) continue;
      await remove(file);
      heldBytes -= bytes;
    }
  };

  return {
    fileOf,
    remove,
    read: async (clipKey, index) => {
      const first = firstOfChunk(index);
      const file = fileOf(clipKey, first);
      reading.set(file, (reading.get(file) ?? 0) + 1);
      const frame = await readChunkFrame(file, { clipKey, first }, index);
      const others = (reading.get(file) ?? 1) - 1;
      if (others === 0) reading.delete(file);
      else reading.set(file, others);
      if (frame.kind === 'frame') noteUse(file);
      if (frame.kind === 'damaged') await remove(file);
      return frame;
    },
    isThere: (file) => stat(file).then(Boolean, () => false),
    filled: async (file) => {
      const { size } = await stat(file).catch(() => ({ size: 0 }));
      usedMs.set(file, Date.now());
      uncounted += 1;
      heldBytes = heldBytes === null ? null : heldBytes + size;
      if (heldBytes === null || heldBytes > maxKeptBytes || uncounted >= FILLS_A_COUNT) await makeRoom(file);
      return size;
    },
    removeTemporary: (file, pid) => removeQuietly(temporaryOf(file, pid)),
    sweep: async () => {
      for (const { file, usedMs: writtenMs } of await listFiles(dir, '.tmp')) {
        const writer = writerOf(file);
        if (writer === null || !isAlive(writer) || Date.now() - writtenMs > MAX_FILL_MS)
          await removeQuietly(file);
      }
    },
  };
}

const listChunks = (dir: string): Promise<Chunk[]> => listFiles(dir, SUFFIX);

/** What is gone meanwhile is left out. */
async function listFiles(dir: string, suffix: string): Promise<Chunk[]> {
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(suffix)).map((name) => join(dir, name));
  const chunks: Chunk[] = [];
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    if (found !== null) chunks.push({ file, bytes: found.size, usedMs: found.mtimeMs });
  }
  return chunks;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, but another user's.
    return errorCode(error) === 'EPERM';
  }
}

/** A file that will not go (still open, on Windows) is left for the next time. */
async function removeQuietly(file: string): Promise<void> {
  await rm(file, { recursive: true, force: true }).catch(() => {});
}
