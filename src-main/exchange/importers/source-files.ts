import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import { fileProblem } from './media/file-problem.ts';
import type { ImportTask, KnownClip, KnownClips, Skipped } from './plan.ts';

/** One file of a source. */
export interface SourceFile {
  readonly path: string;
  /** Below the source, with `/`; of a source that is a file: its name. */
  readonly name: string;
}
export interface SourceFiles {
  /** Sorted by name. */
  readonly files: readonly SourceFile[];
  readonly isFolder: boolean;
  /** What could not be looked into, and one line for all files of other endings. */
  readonly skipped: readonly Skipped[];
}

/**
 * The source, where it is a file; else all files of this ending in and below it. Hidden files are passed over, links to
 * folders are listed. A file may come with a second one, of its name with `second` behind; that without the first is
 * listed. Throws OnsetError `bad-input` where there is none.
 */
export async function findSourceFiles(
  source: string,
  ending: string,
  signal: AbortSignal,
  second: string | null = null,
): Promise<SourceFiles> {
  const path = resolve(source);
  const refuse = (error: unknown): never => {
    throw new OnsetError('bad-input', `${path} cannot be read: ${fileProblem(error)}.`, { cause: error });
  };
  if (!(await stat(path).catch(refuse)).isDirectory())
    return { files: [{ path, name: basename(path) }], isFolder: false, skipped: [] };
  const walk: Walk = { root: path, ending, second, signal, files: [], seconds: [], skipped: [], others: 0 };
  await readFolder(walk, '').catch(refuse);
  if (walk.files.length === 0)
    throw new OnsetError('bad-input', `There is no ${ending} file in ${path}, nor below it.`);
  const names = new Set(walk.files.map(({ name }) => name));
  for (const name of walk.seconds.filter((one) => !names.has(one.slice(0, -(second ?? '').length))))
    walk.skipped.push({ item: name, row: null, reason: `there is no ${ending} file to it` });
  walk.files.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (walk.others > 0)
    walk.skipped.push({
      item: path,
      row: null,
      reason: `files that are no ${ending} are not read: ${walk.others}`,
    });
  return { files: walk.files, isFolder: true, skipped: walk.skipped };
}

/** Reads one file after another. One that cannot be read at all is listed, unless it is the whole source: then it throws. */
export async function forEachFile(
  { files, isFolder }: SourceFiles,
  task: ImportTask,
  skipped: Skipped[],
  read: (file: SourceFile) => Promise<void>,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    task.signal.throwIfAborted();
    task.report(index, files.length);
    try {
      await read(file);
    } catch (error) {
      if (!isFolder || !(error instanceof OnsetError)) throw error;
      skipped.push({ item: file.name, row: null, reason: error.message });
    }
  }
  task.report(files.length, files.length);
}

/** The project's clips. Throws OnsetError `bad-input` where there are none that the source could speak of. */
export function requireClips(known: KnownClips, source: string): readonly KnownClip[] {
  const clips = known.all();
  if (clips.length > 0) return clips;
  throw new OnsetError(
    'bad-input',
    `The project has no clips yet that ${basename(source)} could speak of. Import the clips first.`,
  );
}

/** What a file may call its clip: its name without the ending, with the folders it lies in, then alone. */
export function namesOf({ name }: SourceFile, ending: string): string[] {
  const bare = name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : name;
  return [...new Set([bare, basename(bare)])];
}

interface Walk {
  readonly root: string;
  readonly ending: string;
  readonly second: string | null;
  readonly signal: AbortSignal;
  readonly files: SourceFile[];
  readonly seconds: string[];
  readonly skipped: Skipped[];
  others: number;
}

async function readFolder(walk: Walk, folder: string): Promise<void> {
  walk.signal.throwIfAborted();
  for (const entry of await readdir(join(walk.root, folder), { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const path = join(walk.root, name);
    const list = (reason: string) => walk.skipped.push({ item: name, row: null, reason });
    try {
      if (entry.isDirectory()) await readFolder(walk, name);
      else if (entry.isSymbolicLink() && (await stat(path)).isDirectory())
        list('a link to a folder is not followed');
      else if (name.toLowerCase().endsWith(walk.ending)) walk.files.push({ path, name });
      else if (walk.second !== null && name.toLowerCase().endsWith(walk.ending + walk.second))
        walk.seconds.push(name);
      else walk.others++;
    } catch (error) {
      walk.signal.throwIfAborted();
      list(fileProblem(error));
    }
  }
}
