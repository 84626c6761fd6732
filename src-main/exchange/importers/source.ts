import { basename, extname, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { GivenSplit } from '#shared/domain/clip.ts';
import type { Folder } from './media/walk.ts';
import type { ImportTask } from './plan.ts';

const RATER_NAME_MAX = 80;

/** The name of the set: that of its folder, or of its sheet without the ending. It opens every clip's key. */
export function sourceName(source: string, isFile: boolean): string {
  const path = resolve(source);
  const name = isFile ? basename(path, extname(path)) : basename(path);
  return name.trim() === '' ? 'source' : name.trim();
}

/** The rater that labels of this source belong to. */
export function sourceRater(name: string): string {
  return name.slice(0, RATER_NAME_MAX).trim();
}

/** The clip's natural key: the set's name, then what tells the clip from others of the set. */
export function clipKey(set: string, ...parts: readonly (string | null)[]): string {
  return [set, ...parts.filter((part) => part !== null && part !== '')].join('/');
}

/** Progress under one title, so that each step of an import says what it does. */
export function step(task: ImportTask, title: string): ImportTask {
  return { signal: task.signal, report: (done, total) => task.report(done, total, title) };
}

/**
 * The split of a path below the source, by the folder directly below the source it lies in. Throws OnsetError
 * `bad-input` where a folder that is to be a split is not there.
 */
export function createSplitReader(
  splits: Readonly<Record<string, GivenSplit>>,
  tree: Folder,
  dir: string,
): (path: string) => GivenSplit | null {
  const splitByFolder = new Map(Object.entries(splits));
  const names = tree.folders.map((folder) => folder.name);
  const unknown = [...splitByFolder.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new OnsetError(
      'bad-input',
      `There is no folder ${unknown.join(', ')} directly in ${dir} to take as a split. There are: ${names.join(', ') || 'none'}.`,
    );
  return (path) => splitByFolder.get(path.split('/')[0] ?? '') ?? null;
}
