import { isAbsolute, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Catalog, ReadableImports, StoredClip } from '#main/catalog/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { ClipMedia } from '#shared/domain/clip.ts';
import type { ImportedClip } from '#shared/domain/import.ts';
import type { OpenProject } from '../context.ts';
import type { Task } from '../tasks.ts';
import { createFileIndex, type FileIndex } from './candidates.ts';
import { createContentReader } from './content.ts';
import { filesBelow } from './files-below.ts';
import { createFinder, type FoundMedia, type LostClip } from './find-media.ts';
import { createPresence } from './presence.ts';

type Outcome = CallOutput<'media.relink'>;

/** How long the engine keeps to it before it looks at everything else. */
const TURN_MS = 20;
/** Of small clips: their files are waited for, not worked on. */
const CLIPS_AT_ONCE = 8;

/**
 * Looks in and below `folder` for the media of clips whose files are no longer where they were, see the contract. What is
 * found is written in one transaction; where the task is cancelled before, nothing is. Throws OnsetError: `bad-input` (the
 * folder cannot be read), `read-only`, `cancelled`.
 */
export async function relinkMedia(
  project: Pick<OpenProject, 'dir' | 'readOnly' | 'catalog'>,
  folder: string,
  task: Task,
): Promise<Outcome> {
  if (!isAbsolute(folder))
    throw new OnsetError('bad-input', `${folder} is not an absolute path: say where it starts.`);
  if (project.readOnly)
    throw new OnsetError('read-only', `${project.dir} cannot be written: no media can be linked in it.`);
  const { catalog } = project;
  const files = createFileIndex(
    await filesBelow(folder, {
      signal: task.signal,
      report: (found) => task.report(found, null, `Listing the files of ${folder}`),
    }),
  );
  const lost = await findLost(catalog, task);
  const found = await findAll(lost, { folder, files }, task);
  task.signal.throwIfAborted();
  const linked = new Set(write(catalog, found.media));
  const namesOf = (clips: readonly LostClip[]) => clips.map(({ stored }) => stored.name);
  return {
    found: namesOf(lost.filter(({ stored }) => linked.has(stored.id))),
    missing: namesOf(lost.filter(({ stored }) => !linked.has(stored.id))),
    different: found.different.sort(),
  };
}

/** Clips that have had media, of which any file is gone. */
async function findLost(catalog: Pick<Catalog, 'read'>, task: Task): Promise<LostClip[]> {
  const isThere = createPresence();
  const { imports, clips: media } = catalog.read;
  const clips = imports.clips();
  const lost: LostClip[] = [];
  const inTurns = createTurns(task);
  for (const [index, stored] of clips.entries()) {
    await inTurns();
    task.report(index, clips.length, 'Looking which media are gone');
    const found = media.media(stored.id);
    if (stored.root === null || found?.root == null) continue;
    const clip = { ...found, root: found.root };
    if (!(await isComplete(clip, isThere))) lost.push({ stored, media: clip });
  }
  return lost;
}

async function isComplete(
  { root, paths }: ClipMedia,
  isThere: (file: string) => Promise<boolean>,
): Promise<boolean> {
  for (const path of new Set(paths)) if (path !== '' && !(await isThere(join(root, path)))) return false;
  return true;
}

async function findAll(
  lost: readonly LostClip[],
  where: { readonly folder: string; readonly files: FileIndex },
  task: Task,
): Promise<{ media: [LostClip, FoundMedia][]; different: string[] }> {
  const find = createFinder({ ...where, content: createContentReader(task.signal), signal: task.signal });
  const media: [LostClip, FoundMedia][] = [];
  const different: string[] = [];
  const inTurns = createTurns(task);
  let next = 0;
  let done = 0;
  const searchNext = async () => {
    for (let clip = lost[next++]; clip !== undefined; clip = lost[next++]) {
      await inTurns();
      const outcome = await find(clip);
      if (outcome.found !== null) media.push([clip, outcome.found]);
      else if (outcome.different !== null)
        different.push(`${clip.stored.name}: ${outcome.different} has other content`);
      task.report(++done, lost.length, 'Comparing contents');
    }
  };
  await Promise.all(Array.from({ length: CLIPS_AT_ONCE }, searchNext));
  return { media, different };
}

/** Gives the ids of the clips whose place was written: not of those that were changed meanwhile. */
function write({ write: writable }: Catalog, media: readonly [LostClip, FoundMedia][]): StoredClip['id'][] {
  if (media.length === 0) return [];
  const { changes } = writable.imports.apply((stored) => {
    const now = new Map(stored.clips().map((clip) => [clip.id, clip]));
    const relinked = media.flatMap(([{ stored: before, media: old }, found]) => {
      const current = now.get(before.id);
      const holds =
        current !== undefined &&
        current.root === before.root &&
        current.contentHash === before.contentHash &&
        current.containerPath === before.containerPath;
      return holds ? [{ id: before.id, clip: moved(before, old, found, stored) }] : [];
    });
    const nothing = { newClips: [], reframed: [], filled: [], emotions: [] };
    return { changes: { ...nothing, relinked, labels: [], traces: [], subjects: [] } };
  });
  return changes.relinked.map(({ id }) => id);
}

/** The clip at its new place: everything else of it and of its frames as it is. */
function moved(
  before: StoredClip,
  { container }: ClipMedia,
  { root, paths }: FoundMedia,
  stored: ReadableImports,
): ImportedClip {
  const { key, name, dataset, subject, split, fps, contentHash } = before;
  const frames = stored.frames(before.id).map((frame, index) => {
    return container === null ? { ...frame, path: paths[index] ?? '' } : frame;
  });
  const [path] = paths;
  return {
    ...{ key, name, subject, split, fps, root, frames, contentHash },
    ...(dataset === null ? {} : { dataset }),
    ...(container === null || path === undefined ? {} : { container: { ...container, path } }),
  };
}

/** Gives way to the engine's other work now and then; throws where the task is cancelled. */
function createTurns({ signal }: Task): () => Promise<void> {
  let endMs = performance.now() + TURN_MS;
  return async () => {
    signal.throwIfAborted();
    if (performance.now() < endMs) return;
    await nextTurn();
    endMs = performance.now() + TURN_MS;
  };
}
