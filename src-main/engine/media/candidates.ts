import { basename, posix } from 'node:path';

/** The files below a folder, to be asked for by name. Names are compared as Unicode's NFC: disks differ in that. */
export interface FileIndex {
  /** The file of this path as it is really called; undefined: there is none. */
  find(path: string): string | undefined;
  /** Paths of all files of this name. */
  named(name: string): readonly string[];
  /** Paths of all files whose names end alike (`.mp4`), without regard to case. */
  ending(ending: string): readonly string[];
}

export function createFileIndex(files: readonly string[]): FileIndex {
  const byPath = new Map(files.map((file) => [file.normalize('NFC'), file]));
  const byName = Map.groupBy(files, (file) => basename(file).normalize('NFC'));
  const byEnding = Map.groupBy(files, (file) => posix.extname(file).toLowerCase());
  return {
    find: (path) => byPath.get(path.normalize('NFC')),
    named: (name) => byName.get(name.normalize('NFC')) ?? [],
    ending: (ending) => byEnding.get(ending.toLowerCase()) ?? [],
  };
}

/** Files of a clip below the folder that is looked through: its root there, and their paths below that root. */
export interface Candidate {
  /** Below the folder; '' is the folder itself. */
  readonly root: string;
  readonly paths: readonly string[];
  /** Whether it may be taken for the clip's own: by the name of its folder, or of the one file that holds all frames. */
  readonly isLikely: boolean;
}

/** Where a clip's files were. */
export interface OldPlace {
  readonly oldRoot: string;
  /** Below it, one for each frame; of a container its path each time. */
  readonly paths: readonly string[];
  readonly isContainer: boolean;
}

/**
 * Where all files of a clip are found by their names, the likeliest first. `paths` are those they had below `oldRoot`;
 * each of `newRoots` is tried with the very same paths, then every folder that has all the names in it: those whose own
 * path ends most like the old one come first.
 */
export function* candidatesOf(
  { oldRoot, paths, isContainer }: OldPlace,
  newRoots: Iterable<string>,
  files: FileIndex,
): Generator<Candidate> {
  const tried = new Set<string>();
  for (const root of newRoots) {
    const found = findAll(root, paths, files);
    if (found === null) continue;
    tried.add(found[0] ?? '');
    yield { root, paths: found.map((path) => below(root, path)), isLikely: true };
  }
  const dir = commonFolder(paths);
  const names = paths.map((path) => below(dir, path));
  const [first = ''] = names;
  const was = partsOf(`${oldRoot}/${dir}`);
  const folders = files
    .named(posix.basename(first))
    .flatMap((path) => folderOf(path, first) ?? [])
    .map((folder) => ({ folder, shared: sharedEnd(partsOf(folder), was) }))
    .sort((a, b) => b.shared - a.shared);
  for (const { folder, shared } of folders) {
    const found = findAll(folder, names, files);
    if (found === null || tried.has(found[0] ?? '')) continue;
    const root = withoutEnd(folder, dir) ?? '';
    const isLikely = shared > 0 || isContainer;
    yield { root, paths: found.map((path) => below(root, path)), isLikely };
  }
}

/** The files of these paths below `folder`, as they are really called; null unless all are there. */
function findAll(folder: string, paths: readonly string[], files: FileIndex): string[] | null {
  const found: string[] = [];
  for (const path of paths) {
    const file = files.find(within(folder, path));
    if (file === undefined) return null;
    found.push(file);
  }
  return found.length === 0 ? null : found;
}

function commonFolder(paths: readonly string[]): string {
  let [common, ...others] = paths.map((path) => partsOf(path).slice(0, -1));
  for (const parts of others) {
    const differs = (common ?? []).findIndex((part, index) => part !== parts[index]);
    if (differs >= 0) common = common?.slice(0, differs);
  }
  return (common ?? []).join('/');
}

/** The folder below which `path` is called `name`, itself a path; null where it is not. */
function folderOf(path: string, name: string): string | null {
  const [a, b] = [path.normalize('NFC'), name.normalize('NFC')];
  if (a === b) return '';
  return a.endsWith(`/${b}`) ? partsOf(path).slice(0, -partsOf(name).length).join('/') : null;
}

function withoutEnd(folder: string, end: string): string | null {
  return end === '' ? folder : folderOf(folder, end);
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  const isAlike = (fromEnd: number) =>
    a.at(-1 - fromEnd)?.normalize('NFC') === b.at(-1 - fromEnd)?.normalize('NFC');
  let count = 0;
  while (count < a.length && count < b.length && isAlike(count)) count += 1;
  return count;
}

const partsOf = (path: string) => path.split(/[/\\]/).filter((part) => part !== '');
const within = (folder: string, path: string) => (folder === '' ? path : `${folder}/${path}`);
const below = (folder: string, path: string) => (folder === '' ? path : path.slice(folder.length + 1));
