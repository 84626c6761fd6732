import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { Skipped } from '../plan.ts';
import { fileProblem } from './file-problem.ts';
import { isImageName } from './image-check.ts';

/** One folder below the source. Paths are below the source, with `/`; the source itself is ''. */
export interface Folder {
  readonly path: string;
  readonly name: string;
  /** Names of files that call themselves images, sorted. */
  readonly images: readonly string[];
  readonly folders: readonly Folder[];
}
export interface WalkedFolder {
  readonly tree: Folder;
  readonly skipped: readonly Skipped[];
  /** One line for all files that are no images, or none. */
  readonly otherFiles: readonly Skipped[];
}

/** What file managers and archives leave behind. Nobody needs to hear of it. */
const CLUTTER = new Set(['thumbs.db', 'desktop.ini', '__macosx', '@eadir', '$recycle.bin']);

/**
 * Every image below `dir`, links followed. Hidden files are passed over; folders that cannot be read, links that
 * lead nowhere or in circles are listed, files that are no images counted. Throws OnsetError `bad-input`
 * where `dir` itself is no folder that can be read.
 */
export async function walkFolder(dir: string, signal: AbortSignal): Promise<WalkedFolder> {
  const walk = { dir, signal, skipped: [] as Skipped[], otherEndings: new Map<string, number>() };
  const real = await realpath(dir).catch((error: unknown) => refuse(dir, error));
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => refuse(dir, error));
  const tree = await readFolder(walk, '', entries, [real]);
  return { tree, skipped: walk.skipped.sort(byItem), otherFiles: listOtherFiles(dir, walk.otherEndings) };
}

/** Paths of all images in and below a folder. */
export function imagesBelow(folder: Folder): string[] {
  return [
    ...folder.images.map((name) => childPath(folder.path, name)),
    ...folder.folders.flatMap((child) => imagesBelow(child)),
  ];
}

interface Walk {
  readonly dir: string;
  readonly signal: AbortSignal;
  readonly skipped: Skipped[];
  readonly otherEndings: Map<string, number>;
}

/** `chain`: the real paths of this folder and of those it was reached through. */
async function readFolder(
  walk: Walk,
  path: string,
  entries: readonly Dirent[],
  chain: readonly string[],
): Promise<Folder> {
  walk.signal.throwIfAborted();
  const images: string[] = [];
  const inside: Promise<Folder | null>[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || CLUTTER.has(entry.name.toLowerCase())) continue;
    const child = childPath(path, entry.name);
    const kind = entry.isSymbolicLink() ? await linkedKind(walk, child) : kindOf(entry);
    if (kind === 'folder') inside.push(readChild(walk, child, chain, entry.isSymbolicLink()));
    else if (kind === 'file' && isImageName(entry.name)) images.push(entry.name);
    else if (kind === 'file') countEnding(walk.otherEndings, entry.name);
  }
  const folders = (await Promise.all(inside)).filter((folder) => folder !== null);
  folders.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { path, name: path.slice(path.lastIndexOf('/') + 1), images: images.sort(), folders };
}

async function readChild(
  walk: Walk,
  path: string,
  chain: readonly string[],
  linked: boolean,
): Promise<Folder | null> {
  const absolute = join(walk.dir, path);
  try {
    const parent = chain.at(-1) ?? '';
    const real = linked ? await realpath(absolute) : join(parent, path.slice(path.lastIndexOf('/') + 1));
    if (chain.includes(real)) {
      skip(walk, path, 'this link leads back to a folder above it');
      return null;
    }
    const entries = await readdir(absolute, { withFileTypes: true });
    return await readFolder(walk, path, entries, [...chain, real]);
  } catch (error) {
    walk.signal.throwIfAborted();
    skip(walk, path, fileProblem(error));
    return null;
  }
}

type Kind = 'file' | 'folder' | 'other';

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): Kind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

async function linkedKind(walk: Walk, path: string): Promise<Kind> {
  try {
    return kindOf(await stat(join(walk.dir, path)));
  } catch (error) {
    skip(walk, path, fileProblem(error));
    return 'other';
  }
}

/** The path below the source of what lies in the folder `parent`. */
export function childPath(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}

function skip(walk: Walk, item: string, reason: string): void {
  walk.skipped.push({ item, row: null, reason });
}

function byItem(a: Skipped, b: Skipped): number {
  return a.item < b.item ? -1 : 1;
}

function countEnding(endings: Map<string, number>, name: string): void {
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.')).toLowerCase() : 'no ending';
  endings.set(ending, (endings.get(ending) ?? 0) + 1);
}

function listOtherFiles(dir: string, endings: ReadonlyMap<string, number>): Skipped[] {
  if (endings.size === 0) return [];
  const counts = [...endings].sort().map(([ending, count]) => `${count} ${ending}`);
  return [{ item: dir, row: null, reason: `files that are no images: ${counts.join(', ')}` }];
}

function refuse(dir: string, error: unknown): never {
  throw new OnsetError('bad-input', `The folder ${dir} cannot be read: ${fileProblem(error)}.`, {
    cause: error,
  });
}
