import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * The file is there with all of `content`, on disk, or as it was before: also if the program is killed or the power
 * fails meanwhile. Throws Node's errors of writing.
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  // Of this process alone: a trainer whose engine died may still be leaving.
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeSynced(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(file));
}

function writeSynced(file: string, content: string | Uint8Array): void {
  const descriptor = openSync(file, 'w');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the new name last. Windows cannot, and needs not: there a rename is written through. */
function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(dir, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
