import { isUtf8 } from 'node:buffer';
import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { Skipped } from '../plan.ts';
import { fileProblem, specialFile } from './file-problem.ts';
import { isImageName } from './image-check.ts';
import { isVideoName } from './video-check.ts';

/** One folder below the source. Paths are below the source, with `/`; the source itself is ''. */
export interface Folder {
  readonly path: string;
  readonly name: string;
  /** Names of the files that are looked for, sorted. */
  readonly files: readonly string[];
  readonly folders: readonly Folder[];
}
export interface WalkedFolder {
  readonly tree: Folder;
  readonly skipped: readonly Skipped[];
  /** One line for all files that are not looked for, or none. */
  readonly otherFiles: readonly Skipped[];
}

/** Which files are looked for, by the endings of their names, and what they are called in reports. */
export interface Wanted {
  readonly words: string;
  readonly isName: (name: string) => boolean;
}
const IMAGES: Wanted = { words: 'images', isName: isImageName };
export const VIDEOS: Wanted = { words: 'videos', isName: isVideoName };

/** What file managers and archives leave behind. Nobody needs to hear of it. */
const CLUTTER = new Set(['thumbs.db', 'desktop.ini', '__macosx', '@eadir', '$recycle.bin']);

/**
 * Every image (or what else is `wanted`) below `dir`, links followed; no file is opened. Hidden files are passed over.
 * Listed are folders that cannot be read, links that lead nowhere or in circles, pipes and devices, and names that
 * are no text or hold line breaks; files that are not wanted are counted. Throws OnsetError `bad-input` where `dir`
 * itself is no folder that can be read.
 */
export async function walkFolder(
  dir: string,
  signal: AbortSignal,
  wanted: Wanted = IMAGES,
): Promise<WalkedFolder> {
  const walk = { dir, signal, wanted, skipped: [] as Skipped[], otherEndings: new Map<string, number>() };
  const real = await realpath(dir).catch((error: unknown) => refuse(dir, error));
  const entries = await readEntries(dir).catch((error: unknown) => refuse(dir, error));
  const tree = await readFolder(walk, '', entries, [real]);
  return { tree, skipped: walk.skipped.sort(byItem), otherFiles: listOtherFiles(walk) };
}

/** Paths of all files that were looked for, in and below a folder. */
export function filesBelow(folder: Folder): string[] {
  return [
    ...folder.files.map((name) => childPath(folder.path, name)),
    ...folder.folders.flatMap((child) => filesBelow(child)),
  ];
}

interface Walk {
  readonly dir: string;
  readonly signal: AbortSignal;
  readonly wanted: Wanted;
  readonly skipped: Skipped[];
  readonly otherEndings: Map<string, number>;
}

/** Names as bytes: not every system keeps them as text. */
function readEntries(dir: string): Promise<Dirent<Buffer>[]> {
  return readdir(dir, { withFileTypes: true, encoding: 'buffer' });
}

/** `chain`: the real paths of this folder and of those it was reached through. */
async function readFolder(
  walk: Walk,
  path: string,
  entries: readonly Dirent<Buffer>[],
  chain: readonly string[],
): Promise<Folder> {
  walk.signal.throwIfAborted();
  const files: string[] = [];
  const inside: Promise<Folder | null>[] = [];
  for (const entry of entries) {
    const name = entry.name.toString();
    if (name.startsWith('.') || CLUTTER.has(name.toLowerCase())) continue;
    const child = childPath(path, name);
    const isWanted = walk.wanted.isName(name);
    const problem = isUtf8(entry.name) ? nameProblem(name) : 'its name is no text (UTF-8): rename it';
    if (problem !== null && (isWanted || !entry.isFile())) {
      skip(walk, child, problem);
      continue;
    }
    const kind = entry.isSymbolicLink() ? await linkedKind(walk, child) : kindOf(entry);
    if (kind === 'folder') inside.push(readChild(walk, child, chain, entry.isSymbolicLink()));
    else if (kind === 'file' && isWanted) files.push(name);
    else if (kind === 'file') countEnding(walk.otherEndings, name);
    else if (kind !== null) skip(walk, child, kind);
  }
  const folders = (await Promise.all(inside)).filter((folder) => folder !== null);
  folders.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { path, name: path.slice(path.lastIndexOf('/') + 1), files: files.sort(), folders };
}

/** Reports, lists and tables are lines. */
function nameProblem(name: string): string | null {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)
    ? 'its name holds a line break or a control character: rename it'
    : null;
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
    const folder = await readFolder(walk, path, await readEntries(absolute), [...chain, real]);
    if (walk.wanted.isName(folder.name) && filesBelow(folder).length === 0)
      skip(walk, path, `it is a folder, and holds no ${walk.wanted.words}`);
    return folder;
  } catch (error) {
    walk.signal.throwIfAborted();
    skip(walk, path, fileProblem(error));
    return null;
  }
}

/** Anything else in words: it is never opened, since that may wait for ever. Null: it was listed. */
type Kind = 'file' | 'folder' | `it is ${string}` | null;

function kindOf(entry: Dirent<Buffer> | Stats): Kind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return specialFile(entry);
}

async function linkedKind(walk: Walk, path: string): Promise<Kind> {
  try {
    return kindOf(await stat(join(walk.dir, path)));
  } catch (error) {
    skip(walk, path, fileProblem(error));
    return null;
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

function listOtherFiles({ dir, wanted, otherEndings }: Walk): Skipped[] {
  if (otherEndings.size === 0) return [];
  const counts = [...otherEndings].sort().map(([ending, count]) => `${count} ${ending}`);
  return [{ item: dir, row: null, reason: `files that are no ${wanted.words}: ${counts.join(', ')}` }];
}

function refuse(dir: string, error: unknown): never {
  throw new OnsetError('bad-input', `The folder ${dir} cannot be read: ${fileProblem(error)}.`, {
    cause: error,
  });
}
