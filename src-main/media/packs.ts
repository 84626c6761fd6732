import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { PACK_VERSION } from '#main/framestore/format.ts';
import { verifyPack } from '#main/framestore/pack-reader.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { PackClip, UnreadableClip } from '#shared/contract/children.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import { type PackTask, runPackChild } from './pack-child.ts';
import { filesOfClip, type MediaClip } from './sources.ts';

export interface PackOutcome {
  readonly packFile: string;
  /** Clips that are not in the pack, each with the file and why. */
  readonly unreadable: readonly UnreadableClip[];
}

/** To be changed when frames are cut, scaled or greyed in another way, so that no old pack passes for a new one. */
const RECIPE = 'cover centre grey 1';
const MAX_KEPT_BYTES = 4 * 1024 ** 3;
const CLIPS_A_BREATH = 500;

export interface PackStore {
  pack(clipIds: readonly ClipId[], imageSize: number, task: PackTask): Promise<PackOutcome>;
  /** Cancels what is under way and waits for it to end. */
  close(): Promise<void>;
}

/** Packs under `dir`, named by what they hold and how it was made; the longest unused go first. */
export function createPackStore(
  dir: string,
  readClip: (clipId: ClipId) => MediaClip,
  maxKeptBytes: number = MAX_KEPT_BYTES,
): PackStore {
  const closing = new AbortController();
  const underWay = new Set<Promise<PackOutcome>>();
  let swept = false;

  const pack = async (
    clipIds: readonly ClipId[],
    imageSize: number,
    task: PackTask,
  ): Promise<PackOutcome> => {
    const signal = AbortSignal.any([task.signal, closing.signal]);
    const { clips, missing } = await readSources(clipIds, readClip, signal);
    const packFile = join(dir, `${keyOf(clips, imageSize)}.pack`);
    if (await isWhole(packFile, clips, signal)) {
      await markUsed(packFile);
      return { packFile, unreadable: missing };
    }
    throwIfCancelled(signal);
    await makeFolder(dir);
    // What a killed program left half written; nothing else is under way when the first pack is asked for.
    if (!swept) await removeTemporaries(dir);
    swept = true;
    await makeRoom(dir, maxKeptBytes);
    const unreadable = await runPackChild(
      { packFile, imageSize, clips },
      { signal, report: (done, total) => task.report(done, total) },
    );
    return { packFile, unreadable: [...missing, ...unreadable] };
  };

  return {
    pack: (clipIds, imageSize, task) => {
      const work = pack(clipIds, imageSize, task).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    },
    close: async () => {
      closing.abort();
      await Promise.allSettled(underWay);
    },
  };
}

async function readSources(
  clipIds: readonly ClipId[],
  readClip: (clipId: ClipId) => MediaClip,
  signal: AbortSignal,
): Promise<{ clips: PackClip[]; missing: UnreadableClip[] }> {
  const clips: PackClip[] = [];
  const missing: UnreadableClip[] = [];
  for (const [position, clipId] of clipIds.entries()) {
    if (position % CLIPS_A_BREATH === 0) await breathe();
    throwIfCancelled(signal);
    const clip = readClip(clipId);
    const files = filesOfClip(clip);
    if (files === null) missing.push({ clipId, reason: 'its frames are not on this machine' });
    else clips.push({ clipId, files, contentHash: clip.media.contentHash ?? hashOf(files) });
  }
  return { clips, missing };
}

function keyOf(clips: readonly PackClip[], imageSize: number): string {
  const hash = createHash('sha256').update(JSON.stringify([PACK_VERSION, RECIPE, imageSize]));
  for (const clip of clips) hash.update(JSON.stringify([clip.clipId, clip.contentHash]));
  return hash.digest('hex').slice(0, 40);
}

function hashOf(files: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}

function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new OnsetError('cancelled', 'Packing the frames was cancelled.');
}

/** False where the search was cancelled, or the pack is not there, is damaged, or lacks a clip that could not be read then and may be now. */
async function isWhole(packFile: string, clips: readonly PackClip[], signal: AbortSignal): Promise<boolean> {
  try {
    const held = await verifyPack(packFile, signal);
    return clips.every((clip) => held.has(clip.clipId));
  } catch {
    return false;
  }
}

async function markUsed(packFile: string): Promise<void> {
  const now = new Date();
  // Only the order of eviction hangs on it.
  await utimes(packFile, now, now).catch(() => {});
}

async function makeFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw diskErrorInWords(error, `Cannot make the folder of packed frames ${dir}`) ?? error;
  }
}

async function removeTemporaries(dir: string): Promise<void> {
  for (const name of await readdir(dir)) if (name.endsWith('.tmp')) await removeQuietly(join(dir, name));
}

async function makeRoom(dir: string, maxKeptBytes: number): Promise<void> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.pack'));
  const packs = await Promise.all(
    names.map(async (name) => {
      const file = join(dir, name);
      const { size, mtimeMs } = await stat(file);
      return { file, size, mtimeMs };
    }),
  );
  let held = packs.reduce((sum, { size }) => sum + size, 0);
  for (const { file, size } of packs.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (held <= maxKeptBytes) return;
    await removeQuietly(file);
    held -= size;
  }
}

/** A file that will not go (still open, on Windows) is left for the next time. */
async function removeQuietly(file: string): Promise<void> {
  await rm(file, { force: true }).catch(() => {});
}
