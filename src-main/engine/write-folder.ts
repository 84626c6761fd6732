import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { errorCode, OnsetError } from '#shared/base/errors.ts';

/** A folder that is being filled. */
export interface NewFolder {
  /** `name` is relative and may lie in folders of its own, with `/`. On disk when it resolves. */
  write(name: string, content: string | Uint8Array): Promise<void>;
}

/**
 * Makes the folder `dir` with what `fill` writes into it, or nothing at all: it is filled beside its place and then
 * renamed. Gives the names of the files. Throws OnsetError: `bad-input`, `not-found` (no folder to make it in),
 * `conflict` (there already, and not empty), or what the disk says; else what `fill` throws.
 */
export async function writeNewFolder(
  dir: string,
  fill: (folder: NewFolder) => Promise<void>,
): Promise<string[]> {
  if (!isAbsolute(dir))
    throw new OnsetError('bad-input', `${dir} is not an absolute path: say where it starts.`);
  const wasEmpty = await requireFree(dir);
  const beside = join(dirname(dir), `.${basename(dir)}.${randomUUID()}.tmp`);
  const names: string[] = [];
  try {
    await mkdir(beside);
    await fill({
      write: async (name, content) => {
        const file = join(beside, name);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content, { flush: true });
        names.push(name);
      },
    });
    if (wasEmpty) await rmdir(dir);
    await rename(beside, dir);
    return names;
  } catch (error) {
    await rm(beside, { recursive: true, force: true }).catch(() => {});
    if (errorCode(error) === 'ENOENT' && !(error instanceof OnsetError)) throw noParent(dir, error);
    throw diskErrorInWords(error, `Cannot write ${dir}`) ?? error;
  }
}

/** True where an empty folder is in the place. */
async function requireFree(dir: string): Promise<boolean> {
  try {
    if ((await readdir(dir)).length === 0) return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    if (errorCode(error) !== 'ENOTDIR') throw diskErrorInWords(error, `Cannot write ${dir}`) ?? error;
    throw new OnsetError('conflict', `${dir} is a file: name a new folder.`, { cause: error });
  }
  throw new OnsetError('conflict', `${dir} is there already and not empty: name a new folder.`);
}

function noParent(dir: string, cause: unknown): OnsetError {
  return new OnsetError('not-found', `There is no folder ${dirname(dir)}.`, { cause });
}
