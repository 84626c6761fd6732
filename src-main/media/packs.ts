import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { PACK_VERSION } from '#main/framestore/format.ts';
import { verifyPack } from '#main/framestore/pack-reader.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { PackClip, PackContent, UnreadableClip } from '#shared/contract/children.ts';
import type { FramePlace } from '#shared/domain/frames.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { DecoderTask } from './ask-decoder.ts';
import { type PackRequest, runPackChild } from './pack-child.ts';
import { type MediaClip, placesOfClip } from './sources.ts';

export interface PackOutcome {
  readonly packFile: string;
  /** Clips that are not in the pack, each with the file and why. */
  readonly unreadable: readonly UnreadableClip[];
  /** To be called, once, when the pack is not needed any more: until then it does not go to make room. */
  release(): void;
}

/** What training asks for. The same order for the same content gives the same pack. */
export interface PackOrder {
  /** Side of the square image, in pixels. */
  readonly imageSize: number;
  readonly content: PackContent;
  readonly clips: readonly OrderedClip[];
}

interface OrderedClip {
  readonly clipId: ClipId;
  /** 0-based; null for all. For flow: the frame it is measured from, then each it is measured to. */
  readonly frames: readonly number[] | null;
}

/** To be changed when frames are cut, scaled or measured in another way, so that no old pack passes for a new one. */
const RECIPES: Readonly<Record<PackContent, string>> = {
  grey: 'cover centre grey 1',
  rgb: 'cover centre rgb 1',
  flow: 'cover centre grey, Farneback at 128 1',
};
const MAX_KEPT_BYTES = 4 * 1024 ** 3;
const CLIPS_A_BREATH = 500;

export interface PackStore {
  pack(order: PackOrder, task: DecoderTask): Promise<PackOutcome>;
  /** Cancels what is under way and waits for it to end. */
  close(): Promise<void>;
}

/** Packs under `dir`, named by what they hold and how it was made; the longest unused go first, those in use never. */
export function createPackStore(
  dir: string,
  readClip: (clipId: ClipId) => MediaClip,
  maxKeptBytes: number = MAX_KEPT_BYTES,
): PackStore {
  const closing = new AbortController();
  const underWay = new Set<Promise<PackOutcome>>();
  /** Once for each who uses it. */
  const inUse: string[] = [];
  let swept = false;

  const make = async (request: PackRequest, task: DecoderTask): Promise<readonly UnreadableClip[]> => {
    throwIfCancelled(task.signal);
    await makeFolder(dir);
    // What a killed program left half written; nothing else is under way when the first pack is asked for.
    if (!swept) await removeTemporaries(dir);
    swept = true;
    await makeRoom(dir, maxKeptBytes, inUse);
    return runPackChild(request, task);
  };
  const hold = (packFile: string): (() => void) => {
    inUse.push(packFile);
    return () => void inUse.splice(inUse.indexOf(packFile), 1);
  };
  const pack = async (order: PackOrder, task: DecoderTask): Promise<PackOutcome> => {
    const signal = AbortSignal.any([task.signal, closing.signal]);
    const { clips, missing } = await readSources(order.clips, readClip, signal);
    const packFile = join(dir, `${keyOf(order, clips)}.pack`);
    const release = hold(packFile);
    try {
      if (await isWhole(packFile, clips, signal)) {
        await markUsed(packFile);
        return { packFile, unreadable: missing, release };
      }
      const request = { packFile, imageSize: order.imageSize, content: order.content, clips };
      const unreadable = await make(request, { signal, report: (done, total) => task.report(done, total) });
      return { packFile, unreadable: [...missing, ...unreadable], release };
    } catch (error) {
      release();
      throw error;
    }
  };

  return {
    pack: (order, task) => {
      const work = pack(order, task).finally(() => underWay.delete(work));
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
  ordered: readonly OrderedClip[],
  readClip: (clipId: ClipId) => MediaClip,
  signal: AbortSignal,
): Promise<{ clips: PackClip[]; missing: UnreadableClip[] }> {
  const clips: PackClip[] = [];
  const missing: UnreadableClip[] = [];
  for (const [position, { clipId, frames }] of ordered.entries()) {
    if (position % CLIPS_A_BREATH === 0) await breathe();
    throwIfCancelled(signal);
    const clip = readClip(clipId);
    const all = placesOfClip(clip);
    if (all === null) missing.push({ clipId, reason: 'its frames are not on this machine' });
    else {
      const places = chosen(all, frames);
      if (places === null) missing.push({ clipId, reason: `it has only ${all.length} frames now` });
      else clips.push({ clipId, places, contentHash: clip.media.contentHash ?? hashOf(all) });
    }
  }
  return { clips, missing };
}

/** Null where one of them is not there. */
function chosen(places: readonly FramePlace[], frames: readonly number[] | null): FramePlace[] | null {
  if (frames === null) return [...places];
  const found = frames.flatMap((frame) => places[frame] ?? []);
  return found.length === frames.length ? found : null;
}

/** Of the clips whose media is there. */
function keyOf({ imageSize, content, clips: ordered }: PackOrder, clips: readonly PackClip[]): string {
  const recipe = [PACK_VERSION, RECIPES[content], imageSize];
  const hash = createHash('sha256').update(JSON.stringify(recipe));
  const framesOf = new Map(ordered.map(({ clipId, frames }) => [clipId, frames]));
  for (const { clipId, contentHash } of clips)
    hash.update(JSON.stringify([clipId, contentHash, framesOf.get(clipId)]));
  return hash.digest('hex').slice(0, 40);
}

function hashOf(places: readonly FramePlace[]): string {
  return createHash('sha256').update(JSON.stringify(places)).digest('hex');
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

async function makeRoom(dir: string, maxKeptBytes: number, inUse: readonly string[]): Promise<void> {
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
    if (inUse.includes(file)) continue;
    await removeQuietly(file);
    held -= size;
  }
}

/** A file that will not go (still open, on Windows) is left for the next time. */
async function removeQuietly(file: string): Promise<void> {
  await rm(file, { force: true }).catch(() => {});
}
