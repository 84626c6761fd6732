import type { Socket } from 'node:net';
import { removeRestoring } from '#main/catalog/backup-restore.ts';
import { type Catalog, openCatalog } from '#main/catalog/index.ts';
import { createMedia, type MediaClip } from '#main/media/index.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { OpenProject } from '../project.ts';
import { isWritable, makeFolders, projectPaths } from './folder.ts';
import { lockProject } from './holder.ts';
import { listenForProject } from './socket.ts';

/** Takes a client of the project's socket. */
export type ServeClient = (socket: Socket, dir: string) => void;

export interface HeldProject {
  readonly project: OpenProject;
  close(): Promise<void>;
}

type Closer = () => void | Promise<void>;

/** Opens the project for this engine alone; without any lock where it can only be read. Throws OnsetError. */
export async function openProject(
  dir: string,
  mode: 'create' | 'write',
  serveClient: ServeClient,
): Promise<HeldProject> {
  const closers: Closer[] = [];
  const closeAll = async () => {
    for (const close of closers.splice(0).reverse()) await logFailure(close);
  };
  try {
    const readOnly = mode === 'write' && !isWritable(dir);
    const catalog = readOnly
      ? openCatalog(projectPaths(dir).catalog, { mode: 'read' })
      : await openAlone(dir, mode, serveClient, closers);
    closers.push(() => catalog.close());
    const media = createMedia({ cacheDir: projectPaths(dir).cache, readClip: createClipReader(catalog) });
    closers.push(() => media.close());
    const whenClosing = (end: Closer) => void closers.push(end);
    const project: OpenProject = {
      dir,
      get readOnly() {
        return readOnly || catalog.health.isCondemned();
      },
      catalog,
      media,
      whenClosing,
    };
    return { project, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** Lock first, then the catalog, then the socket: nobody is told of a project that does not open. */
async function openAlone(
  dir: string,
  mode: 'create' | 'write',
  serveClient: ServeClient,
  closers: Closer[],
): Promise<Catalog> {
  const lock = await lockProject(dir);
  closers.push(() => lock.release());
  removeRestoring(projectPaths(dir).catalog);
  const catalog = openCatalog(projectPaths(dir).catalog, { mode });
  try {
    makeFolders(dir);
    const socket = await listenForProject(dir, (client) => serveClient(client, dir));
    closers.push(() => socket.close());
    lock.announce(socket.path);
    return catalog;
  } catch (error) {
    catalog.close();
    throw error;
  }
}

const MAX_CLIPS_KEPT = 32;

/** The same clip again as long as no clip has changed: many frames of one are asked for, one after the other. */
function createClipReader(catalog: Catalog): (id: ClipId) => MediaClip {
  const takeChanges = catalog.read.changes.follow();
  const kept = new Map<ClipId, MediaClip>();
  return (id) => {
    if (takeChanges().more || kept.size > MAX_CLIPS_KEPT) kept.clear();
    const known = kept.get(id);
    if (known !== undefined) return known;
    const clip = catalog.read.clips.get(id);
    const media = catalog.read.clips.media(id);
    if (clip === null || media === null)
      throw new OnsetError('not-found', `There is no clip ${id} in this project.`);
    const read = { name: clip.name, fps: clip.fps, media };
    kept.set(id, read);
    return read;
  };
}

/** One thing that does not close keeps none of the others open. */
async function logFailure(close: Closer): Promise<void> {
  try {
    await close();
  } catch (error) {
    console.error('While closing the project:', error);
  }
}
