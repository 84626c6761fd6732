import { errorCode, OnsetError } from './errors.ts';

const WORDS: Readonly<Record<string, readonly [OnsetError['code'], string]>> = {
  ENOSPC: ['internal', 'the disk is full. Free some space and try again.'],
  EDQUOT: ['internal', 'your share of the disk is used up. Free some space and try again.'],
  EROFS: ['read-only', 'the disk can only be read.'],
  EACCES: ['read-only', 'this user may not write there.'],
  EPERM: ['read-only', 'this user may not write there.'],
  EEXIST: ['conflict', 'a file stands where the folder should be.'],
  ENOTDIR: ['conflict', 'a file stands where the folder should be.'],
  EIO: ['internal', 'the disk failed. Check it.'],
};

/** What the system says of a write that failed, as the user needs to hear it; null for anything else. */
export function diskErrorInWords(error: unknown, what: string): OnsetError | null {
  const found = WORDS[errorCode(error) ?? ''];
  return found === undefined ? null : new OnsetError(found[0], `${what}: ${found[1]}`, { cause: error });
}
