import { open } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedFrame } from '#shared/domain/import.ts';
import type { ImportTask, KnownClips, ProbeVideo } from '../plan.ts';
import { fileProblem, sizeOfFile } from './file-problem.ts';
import { hashFile } from './hash-file.ts';
import { VIDEO_HEAD_BYTES, videoProblem } from './video-check.ts';

/** All a video holds, as a clip has it. */
export interface ReadVideo {
  /** Each with its place in the file as its number; with its time, where there is one. */
  readonly frames: readonly ImportedFrame[];
  /** Null where its times keep no rate, or there are none. */
  readonly fps: number | null;
  /** SHA-256 of the file. */
  readonly contentHash: string;
  /** What could not be decoded, in words. */
  readonly damage: string | null;
}
export type VideoOutcome = ReadVideo | { readonly problem: string };

/** Each is decoded in a process of its own, which decodes with several threads. */
const AT_ONCE = Math.min(4, availableParallelism());
/** A decoder that says nothing for so long will never say anything; */
const SILENCE_MS = 120_000;
/** beside the time in which it hashes the file. */
const SLOW_DISK_BYTES_PER_MS = 20_000;
/** Of the time a video takes, what goes by until its bytes are hashed. */
const HASHING_SHARE = 0.1;

/**
 * Reads videos below `root`, in the order of `paths`: each is hashed, and decoded whole unless the project or this import
 * knows its content. One that crashes its decoder, keeps it for ever or is none has its reason; the others go on.
 */
export async function readVideos(
  root: string,
  paths: readonly string[],
  { known, probe, needsTimes = true, silenceMs = SILENCE_MS }: VideoReading,
  task: ImportTask,
): Promise<VideoOutcome[]> {
  const kept = createKnownVideos(known, needsTimes);
  const shares = new Float64Array(paths.length);
  const outcomes: VideoOutcome[] = [];
  const tell = (index: number, share: number) => {
    shares[index] = share;
    const done = shares.reduce((sum, one) => sum + one, 0);
    task.report(done, paths.length);
  };
  let next = 0;
  const readNext = async () => {
    for (let index = next++; index < paths.length; index = next++) {
      task.signal.throwIfAborted();
      const file = join(root, paths[index] ?? '');
      const report = (share: number) => tell(index, share);
      outcomes[index] = await readVideo(file, kept, { probe, silenceMs, signal: task.signal, report });
      tell(index, 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readNext));
  return outcomes;
}

export interface VideoReading {
  readonly known: KnownClips;
  readonly probe: ProbeVideo;
  /** False where a rate is given for all of them, so that what their containers say is not asked for. */
  readonly needsTimes?: boolean;
  readonly silenceMs?: number;
}

interface Reading {
  readonly probe: ProbeVideo;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
  readonly report: (share: number) => void;
}

async function readVideo(file: string, kept: KnownVideos, reading: Reading): Promise<VideoOutcome> {
  const { signal, report } = reading;
  try {
    const size = await sizeOfFile(file);
    if (typeof size === 'string') return { problem: size };
    const problem = videoProblem(await readHead(file));
    if (problem !== null) return { problem };
    const onBytes = (read: number) => report((HASHING_SHARE * Math.min(read, size)) / size);
    const contentHash = await hashFile(file, signal, onBytes);
    const silenceMs = reading.silenceMs + size / SLOW_DISK_BYTES_PER_MS;
    return await kept(contentHash, () => probed(file, contentHash, { ...reading, silenceMs }));
  } catch (error) {
    signal.throwIfAborted();
    return { problem: error instanceof OnsetError ? ofThisFile(error.message, file) : fileProblem(error) };
  }
}

/** A message about the file, as it stands beside the file's name. */
function ofThisFile(message: string, file: string): string {
  const rest = message.replace(/\.$/, '');
  return rest.startsWith(`${file} `) ? `it${rest.slice(file.length)}` : rest;
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(VIDEO_HEAD_BYTES), 0, VIDEO_HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function probed(file: string, contentHash: string, reading: Reading): Promise<VideoOutcome> {
  const { silenceMs, signal, report } = reading;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const probe = await reading.probe(file, {
      signal: AbortSignal.any([signal, silence.signal]),
      report: (done, total) => {
        timer.refresh();
        if (total !== null && total > 0)
          report(HASHING_SHARE + (1 - HASHING_SHARE) * Math.min(1, done / total));
      },
    });
    if (probe.fileHash !== contentHash)
      return { problem: 'it changed while it was read: import it again once it is whole' };
    const { frameCount, fps, timestampsMs, damage } = probe;
    const frames = Array.from({ length: frameCount }, (_, sourceNumber) => {
      const timestampMs = timestampsMs?.[sourceNumber];
      return timestampMs === undefined ? { path: '', sourceNumber } : { path: '', sourceNumber, timestampMs };
    });
    return { frames, fps, contentHash, damage };
  } catch (error) {
    if (silence.signal.aborted && !signal.aborted)
      return {
        problem: `the decoder came to no end with it: nothing was heard for ${Math.round(silenceMs / 1000)} s`,
      };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

type KnownVideos = (contentHash: string, read: () => Promise<VideoOutcome>) => Promise<VideoOutcome>;

/**
 * What the project knows of a content is taken from there; what comes twice in one import is decoded once. A rate that the
 * user gave a clip in place of its container's times is that clip's alone.
 */
function createKnownVideos(known: KnownClips, needsTimes: boolean): KnownVideos {
  const byHash = Map.groupBy(known.all(), ({ videoHash }) => videoHash ?? null);
  const find = (contentHash: string): ReadVideo | null => {
    for (const { key, fps = null } of byHash.get(contentHash) ?? []) {
      const frames = known.frames?.(key) ?? [];
      const isAsDecoded = fps === null || frames.some(({ timestampMs }) => timestampMs != null);
      if (frames.length > 0 && (isAsDecoded || !needsTimes))
        return { frames, fps, contentHash, damage: null };
    }
    return null;
  };
  const underWay = new Map<string, Promise<VideoOutcome>>();
  return (contentHash, read) => {
    const found = find(contentHash);
    if (found !== null) return Promise.resolve(found);
    const outcome = underWay.get(contentHash) ?? read();
    underWay.set(contentHash, outcome);
    return outcome;
  };
}
