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
