import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem } from '#main/exchange/importers/media/file-problem.ts';
import { OnsetError } from '#shared/base/errors.ts';

/** What a walk is given: a signal to stop by, and a place to say how many files it has found. */
export interface WalkTask {
  readonly signal: AbortSignal;
  report(found: number): void;
}

/**
 * Paths of all files in and below `folder`, with `/`, sorted. Hidden ones are passed over, and what cannot be read; links
 * are followed, but not back to a folder above them. Throws OnsetError `bad-input` where `folder` itself cannot be read.
 */
export async function filesBelow(folder: string, task: WalkTask): Promise<string[]> {
  const refuse = (error: unknown): never => {
    throw new OnsetError('bad-input', `The folder ${folder} cannot be read: ${fileProblem(error)}.`, {
      cause: error,
    });
  };
  const real = await realpath(folder).catch(refuse);
  const entries = await readdir(folder, { withFileTypes: true }).catch(refuse);
  const walk = { folder, task, files: [] as string[] };
  await readFolder(walk, '', entries, [real]);
  return walk.files.sort();
}

interface Walk {
  readonly folder: string;
  readonly task: WalkTask;
  readonly files: string[];
}

/** `chain`: the real paths of this folder and of those it was reached through. */
async function readFolder(
  walk: Walk,
  path: string,
  entries: readonly Dirent[],
  chain: readonly string[],
): Promise<void> {
  walk.task.signal.throwIfAborted();
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const child = path === '' ? entry.name : `${path}/${entry.name}`;
    const kind = entry.isSymbolicLink() ? await stat(join(walk.folder, child)).catch(() => null) : entry;
    if (kind?.isFile() === true) walk.files.push(child);
    else if (kind?.isDirectory() === true) await readChild(walk, child, chain);
  }
  walk.task.report(walk.files.length);
}

async function readChild(walk: Walk, path: string, chain: readonly string[]): Promise<void> {
  const absolute = join(walk.folder, path);
  const real = await realpath(absolute).catch(() => null);
  if (real === null || chain.includes(real)) return;
  const entries = await readdir(absolute, { withFileTypes: true }).catch(() => []);
  await readFolder(walk, path, entries, [...chain, real]);
}
