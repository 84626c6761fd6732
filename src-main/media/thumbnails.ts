import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/** Small images kept on disk. A cache: whatever goes wrong with it only costs time. */
export interface ThumbnailStore {
  /** Null where there is none, or what is there is damaged. */
  read(key: string): Promise<Uint8Array | null>;
  write(key: string, bytes: Uint8Array): Promise<void>;
}

const CHECKSUM_BYTES = 4;
/** In each of the 256 folders: about 130,000 thumbnails, 300 MB. */
const MAX_FILES_A_FOLDER = 512;

/** Files are named by the hash of their key, spread over 256 folders, and begin with their checksum. */
export function createThumbnailStore(
  dir: string,
  maxFilesAFolder: number = MAX_FILES_A_FOLDER,
): ThumbnailStore {
  const written = new Map<string, number>();

  /** Counts the files of a folder once, then its own writes; at the limit the older half goes. */
  const makeRoom = async (folder: string) => {
    const known = written.get(folder) ?? (await readdir(folder)).length;
    written.set(folder, known + 1);
    if (known < maxFilesAFolder) return;
    await removeOlderHalf(folder);
    written.delete(folder);
  };

  return {
    read: async (key) => {
      try {
        return unseal(await readFile(fileOf(dir, key)));
      } catch {
        return null;
      }
    },
    write: async (key, bytes) => {
      const file = fileOf(dir, key);
      const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
      try {
        await mkdir(dirname(file), { recursive: true });
        await makeRoom(dirname(file));
        await writeFile(temporary, seal(bytes));
        await rename(temporary, file);
      } catch {
        await rm(temporary, { force: true }).catch(() => {});
      }
    },
  };
}

function fileOf(dir: string, key: string): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 40);
  return join(dir, name.slice(0, 2), `${name.slice(2)}.thumbnail`);
}

function seal(bytes: Uint8Array): Uint8Array {
  const sealed = Buffer.alloc(CHECKSUM_BYTES + bytes.length);
  sealed.writeUInt32LE(crc32(bytes), 0);
  sealed.set(bytes, CHECKSUM_BYTES);
  return sealed;
}

function unseal(sealed: Buffer): Uint8Array | null {
  if (sealed.length <= CHECKSUM_BYTES) return null;
  const bytes = sealed.subarray(CHECKSUM_BYTES);
  return crc32(bytes) === sealed.readUInt32LE(0) ? bytes : null;
}

async function removeOlderHalf(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const file = join(folder, name);
      return { file, modifiedMs: (await stat(file)).mtimeMs };
    }),
  );
  files.sort((a, b) => a.modifiedMs - b.modifiedMs);
  for (const { file } of files.slice(0, Math.ceil(files.length / 2))) await rm(file, { force: true });
}
