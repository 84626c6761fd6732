import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Whether files are there. Each folder is listed once. */
export function createPresence(): (file: string) => Promise<boolean> {
  const folders = new Map<string, Promise<ReadonlySet<string> | null>>();
  const namesIn = (folder: string) => {
    const known =
      folders.get(folder) ??
      readdir(folder).then(
        (names) => new Set(names),
        () => null,
      );
    folders.set(folder, known);
    return known;
  };
  return async (file) => {
    const names = await namesIn(dirname(file));
    if (names === null) return false;
    // Not every disk tells letters apart as the listing writes them.
    return names.has(basename(file)) || isThere(file);
  };
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
