import { closeSync, fsyncSync, openSync } from 'node:fs';

/** What the file holds is on disk when it returns. */
export function syncFile(file: string): void {
  sync(file, 'r+');
}

/** Makes names that were just given or taken away last. Windows cannot, and needs not: there a rename is written through. */
export function syncFolder(dir: string): void {
  if (process.platform !== 'win32') sync(dir, 'r');
}

function sync(path: string, flags: string): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
