import { dirname, join, posix } from 'node:path';
import type { StoredClip } from '#main/catalog/index.ts';
import { partHash } from '#main/exchange/importers/sheet-videos.ts';
import type { ClipMedia } from '#shared/domain/clip.ts';
import { candidatesOf, type FileIndex } from './candidates.ts';
import type { ContentReader } from './content.ts';

/** A clip whose files are not where they were. */
export interface LostClip {
  readonly stored: StoredClip;
  readonly media: ClipMedia;
}

/** Where they are now. */
export interface FoundMedia {
  /** Absolute. */
  readonly root: string;
  /** Below it, as {@link ClipMedia}'s. */
  readonly paths: readonly string[];
}

interface Search {
  /** Absolute. */
  readonly folder: string;
  readonly files: FileIndex;
  readonly content: ContentReader;
  readonly signal: AbortSignal;
}

/** `different`: the place that by its name is the clip's, but holds something else. */
type Finding = { readonly found: FoundMedia } | { readonly found: null; readonly different: string | null };

/**
 * Finds one lost clip after another. Nothing counts but the content: names only say where to look first. The roots that
 * were found for clips of one old root are tried first for its others; a video that nothing of its name holds is looked
 * for in all videos of its ending.
 */
export function createFinder(search: Search): (clip: LostClip) => Promise<Finding> {
  const { folder, files, signal } = search;
  /** By old root, the newest first. */
  const newRoots = new Map<string, string[]>();
  const remember = (oldRoot: string, root: string) => {
    const others = (newRoots.get(oldRoot) ?? []).filter((other) => other !== root);
    newRoots.set(oldRoot, [root, ...others]);
  };
  return async ({ stored, media }) => {
    const { root: oldRoot, paths, container } = media;
    const same = (found: FoundMedia) => holds(search.content, { stored, media }, found);
    let different: string | null = null;
    const known = newRoots.get(oldRoot) ?? [];
    const old = { oldRoot, paths, isContainer: container !== null };
    for (const candidate of candidatesOf(old, [...known, ...(known.includes('') ? [] : [''])], files)) {
      signal.throwIfAborted();
      const found = { root: join(folder, candidate.root), paths: candidate.paths };
      if (await same(found)) {
        remember(oldRoot, candidate.root);
        return { found };
      }
      if (candidate.isLikely) different ??= placeInWords(found, old.isContainer);
    }
    const renamed = container?.kind === 'video' ? files.ending(posix.extname(container.path)) : [];
    for (const path of renamed) {
      const found = { root: folder, paths: paths.map(() => path) };
      if (await same(found)) return { found };
    }
    return { found: null, different };
  };
}

/** Whether what lies there is the clip's own content. */
async function holds(
  content: ContentReader,
  { stored: { contentHash }, media: { container, sourceNumbers } }: LostClip,
  { root, paths }: FoundMedia,
): Promise<boolean> {
  if (contentHash === null) return false;
  const file = join(root, paths[0] ?? '');
  const [first] = sourceNumbers;
  if (container === null)
    return (await content.ofFrames(paths.map((path) => join(root, path)))) === contentHash;
  if (container.kind === 'pixel-table')
    return (
      first !== undefined && sourceNumbers.length === 1 && (await content.ofRow(file, first)) === contentHash
    );
  const whole = await content.ofVideo(file);
  if (whole === null) return false;
  return whole === contentHash || partHash(whole, first, sourceNumbers.at(-1)) === contentHash;
}

function placeInWords({ root, paths }: FoundMedia, isContainer: boolean): string {
  const file = join(root, paths[0] ?? '');
  return isContainer || paths.length === 1 ? file : `the folder ${dirname(file)}`;
}
