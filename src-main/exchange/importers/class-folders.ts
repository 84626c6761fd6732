import { EMOTION_ALIASES } from '#shared/domain/emotion.ts';
import { childPath, type Folder, filesBelow } from './media/walk.ts';
import type { Skipped } from './plan.ts';

/** A folder whose name is a class, wherever it lies. */
export interface ClassFolder {
  readonly folder: Folder;
  /** The folder it lies in, such as `train1`; '' for the source itself. */
  readonly root: string;
  /** Below the source, all images in it and under it. */
  readonly images: readonly string[];
}

const EMOTIONS = new Set([
  ...Object.keys(EMOTION_ALIASES),
  ...Object.values(EMOTION_ALIASES),
  ...['neutral', 'repression', 'positive', 'negative'],
]);

/**
 * The class folders of a tree. A folder named like an emotion is one, at any depth; so is any other that holds images
 * itself, or that lies beside class folders. Folders of `roots` (names directly below the source) are never classes.
 * A folder above class folders is a root, such as `train1`.
 */
export function findClassFolders(
  tree: Folder,
  roots: ReadonlySet<string>,
  aliases: Readonly<Record<string, string>>,
): { readonly classes: ClassFolder[]; readonly skipped: Skipped[] } {
  const names = new Set([...EMOTIONS, ...Object.keys(aliases), ...Object.values(aliases)].map(fold));
  const search = { isEmotion: (folder: Folder) => names.has(fold(folder.name)), skipped: [] as Skipped[] };
  const isRoot = (folder: Folder) => roots.has(folder.name);
  const inRoots = tree.folders.filter(isRoot).flatMap((folder) => classesIn(search, folder, false));
  const others = { ...tree, folders: tree.folders.filter((folder) => !isRoot(folder)) };
  const classes = [...inRoots, ...classesIn(search, others, true)].filter(({ folder, images }) => {
    if (images.length === 0) listEmpty(search, folder);
    return images.length > 0;
  });
  return { classes, skipped: search.skipped };
}

interface Search {
  readonly isEmotion: (folder: Folder) => boolean;
  readonly skipped: Skipped[];
}

/** `mayDescend`: whether folders of unknown names may be roots rather than classes. */
function classesIn(search: Search, parent: Folder, mayDescend: boolean): ClassFolder[] {
  for (const name of parent.files)
    search.skipped.push({
      item: childPath(parent.path, name),
      row: null,
      reason: 'it lies in no class folder',
    });
  const asClass = (folder: Folder) => ({ folder, root: parent.path, images: filesBelow(folder) });
  const named = parent.folders.filter(search.isEmotion);
  const above = parent.folders.filter((f) => !search.isEmotion(f) && hasEmotionBelow(search, f));
  const unknown = parent.folders.filter((f) => !named.includes(f) && !above.includes(f));
  const holdsClasses = named.length > 0 || unknown.some((folder) => folder.files.length > 0);
  return [
    ...named.map(asClass),
    ...above.flatMap((folder) => classesIn(search, folder, true)),
    ...unknown.flatMap((folder) =>
      mayDescend && !holdsClasses && folder.folders.some((child) => child.files.length > 0)
        ? classesIn(search, folder, false)
        : [asClass(folder)],
    ),
  ];
}

function hasEmotionBelow(search: Search, folder: Folder): boolean {
  return folder.folders.some((child) => search.isEmotion(child) || hasEmotionBelow(search, child));
}

function listEmpty(search: Search, folder: Folder): void {
  search.skipped.push({ item: folder.path, row: null, reason: 'there is no image in this folder' });
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
