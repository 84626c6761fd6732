import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hashRows } from '#main/exchange/importers/fer2013/row-hashes.ts';
import { sizeOfFile } from '#main/exchange/importers/media/file-problem.ts';
import { hashFile } from '#main/exchange/importers/media/hash-file.ts';
import { contentHashOf } from '#main/exchange/importers/media/read-frames.ts';
import { OnsetError } from '#shared/base/errors.ts';

/** What files hold, as an import names it: each is read once. */
export interface ContentReader {
  /** The content hash of a clip whose frames lie in these files, in order; null where one cannot be read. */
  ofFrames(files: readonly string[]): Promise<string | null>;
  /** The content hash of a video; null where it cannot be read. */
  ofVideo(file: string): Promise<string | null>;
  /** The content hash of a clip that is one row of a table, 1-based; null where there is none. */
  ofRow(file: string, row: number): Promise<string | null>;
}

const CONCURRENT_READS = 8;
/** Up to here a file is read at once: many small ones take a tenth of the time. */
const SMALL_BYTES = 2 ** 20;

/** All of it stops with `signal`, by its reason. */
export function createContentReader(signal: AbortSignal): ContentReader {
  const digests = new Map<string, Promise<string | null>>();
  const tables = new Map<string, Promise<ReadonlyMap<number, string>>>();

  const read = async (file: string): Promise<string | null> => {
    const size = await sizeOfFile(file);
    if (typeof size === 'string') return null;
    const digest = size > SMALL_BYTES ? hashFile(file, signal, () => {}) : hashSmallFile(file);
    return digest.catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof Error) return null;
      throw error;
    });
  };
  const readTable = async (file: string): Promise<ReadonlyMap<number, string>> => {
    if (typeof (await sizeOfFile(file)) === 'string') return new Map();
    return hashRows(file, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof OnsetError) return new Map();
      throw error;
    });
  };
  const digestOf = (file: string): Promise<string | null> => {
    const known = digests.get(file) ?? read(file);
    digests.set(file, known);
    return known;
  };

  return {
    ofFrames: async (files) => {
      const found: (string | null)[] = [];
      for (let at = 0; at < files.length; at += CONCURRENT_READS) {
        signal.throwIfAborted();
        const next = await Promise.all(files.slice(at, at + CONCURRENT_READS).map(digestOf));
        if (next.includes(null)) return null;
        found.push(...next);
      }
      return contentHashOf(found.flatMap((hex) => (hex === null ? [] : Buffer.from(hex, 'hex'))));
    },
    ofVideo: digestOf,
    ofRow: async (file, row) => {
      const rows = tables.get(file) ?? readTable(file);
      tables.set(file, rows);
      return (await rows).get(row) ?? null;
    },
  };
}

async function hashSmallFile(file: string): Promise<string> {
  return hash('sha256', await readFile(file), 'hex');
}
