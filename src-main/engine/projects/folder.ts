import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';

/** Where things are in a project's folder. */
export function projectPaths(dir: string) {
  return {
    catalog: join(dir, 'catalog.sqlite'),
    cache: join(dir, 'cache'),
    runs: join(dir, 'runs'),
    exports: join(dir, 'exports'),
    /** Held by the one engine that writes here; always empty. */
    lock: join(dir, '.onset-lock'),
    /** Who holds it: {pid, socket, startedAt}. */
    holder: join(dir, '.onset-engine.json'),
    demoSource: join(dir, 'demo-source'),
  };
}

export function projectName(dir: string): string {
  return basename(dir);
}

/** Throws OnsetError `not-found` or `bad-input` unless `dir` is a folder with a catalog. */
export function requireProjectFolder(dir: string): void {
  if (!existsSync(dir)) throw new OnsetError('not-found', `There is no folder ${dir}.`);
  if (!statSync(dir).isDirectory())
    throw new OnsetError(
      'bad-input',
      `${dir} is a file. A project is a folder: choose the folder it lies in.`,
    );
  if (!existsSync(projectPaths(dir).catalog))
    throw new OnsetError(
      'bad-input',
      `${dir} is not an Onset project: it holds no catalog.sqlite. Choose another folder, or make a new project.`,
    );
}

/**
 * Makes the folder, or takes an empty one: neither the entries named by `beside` count nor what an interrupted making
 * left. Throws OnsetError.
 */
export function prepareNewFolder(dir: string, beside: readonly string[]): void {
  if (existsSync(dir) && !statSync(dir).isDirectory())
    throw new OnsetError('conflict', `${dir} is a file. Choose a folder for the project.`);
  try {
    mkdirSync(dir, { recursive: true });
  } catch (error) {
    throw diskErrorInWords(error, dir) ?? error;
  }
  const strange = readdirSync(dir).find((name) => !isOurs(name) && !beside.includes(name));
  if (strange === undefined) return;
  if (existsSync(projectPaths(dir).catalog))
    throw new OnsetError('conflict', `${dir} holds a project already: open it.`);
  throw new OnsetError(
    'conflict',
    `${dir} is not empty (it holds ${strange}). Choose an empty folder, or a new one, for the project.`,
  );
}

function isOurs(name: string): boolean {
  return /^(catalog\.sqlite(-wal|-shm|-journal|-open|\.restoring.*)?|cache|runs|exports|\.onset-.*)$/.test(
    name,
  );
}

/** Takes away what making a project put there; whatever else lies in the folder stays. */
export function removeNewProject(dir: string): void {
  const { catalog, cache, runs, exports } = projectPaths(dir);
  for (const suffix of ['', '-wal', '-shm', '-open']) rmSync(catalog + suffix, { force: true });
  for (const folder of [cache, runs, exports])
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

/** False where labels cannot be written: a read-only disk, somebody else's folder. */
export function isWritable(dir: string): boolean {
  try {
    accessSync(dir, constants.W_OK);
    accessSync(projectPaths(dir).catalog, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The folders beside the catalog; each may have been deleted since. Throws OnsetError. */
export function makeFolders(dir: string): void {
  const { cache, runs, exports } = projectPaths(dir);
  try {
    for (const folder of [cache, runs, exports]) mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw diskErrorInWords(error, dir) ?? error;
  }
}
