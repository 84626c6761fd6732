import { stat } from 'node:fs/promises';
import { errorCode } from '#shared/base/errors.ts';

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is not a folder',
  EISDIR: 'it is a folder, not a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'this link leads in a circle',
  EMFILE: 'too many files are open',
  EIO: 'the disk could not be read',
  ENAMETOOLONG: 'its path is too long',
};

/** Why a file or folder cannot be read, in words. */
export function fileProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return WORDS[errorCode(error) ?? ''] ?? error.message;
}

interface FileKind {
  isFIFO(): boolean;
  isSocket(): boolean;
  isCharacterDevice(): boolean;
  isBlockDevice(): boolean;
}

/** What is neither file nor folder, in words. */
export function specialFile(kind: FileKind): `it is ${string}` {
  if (kind.isFIFO()) return 'it is a named pipe, not a file';
  if (kind.isSocket()) return 'it is a socket, not a file';
  return kind.isCharacterDevice() || kind.isBlockDevice() ? 'it is a device, not a file' : 'it is no file';
}

/** The file's size in bytes, or why it can be none to read; asked before a file is opened. */
export async function sizeOfFile(file: string): Promise<number | string> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
    return found.isDirectory() ? 'it is a folder, not a file' : specialFile(found);
  } catch (error) {
    return fileProblem(error);
  }
}
