import { resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedFrame } from '#shared/domain/import.ts';
import { numberingGaps, orderFrames } from './frame-order.ts';
import { readFrames } from './media/read-frames.ts';
import { childPath, type Folder, walkFolder } from './media/walk.ts';
import {
  clipName,
  createNamePattern,
  type NamePattern,
  trailingNumber,
  wholeNumber,
} from './name-pattern.ts';
import { placeClips } from './place-clips.ts';
import { createPlan, type Importer, type Skipped } from './plan.ts';
import { clipKey, createSplitReader, sourceName, step } from './source.ts';

/**
 * Every folder that holds images is one clip. A pattern over the folder's path (or, where that does not fit, its
 * first file's) tells subject and clip; frames are numbered by the pattern's `frame`, else by the last digits of
 * their names. Gaps in the numbering and mixed formats are listed, and kept. Where the data set is named, a clip that
 * the project has of it gets these frames.
 */
export const importSequences: Importer = async (request, known, task) => {
  const dir = resolve(request.source);
  const pattern = request.pattern === null ? null : createNamePattern(request.pattern);
  const { tree, ...walked } = await walkFolder(dir, task.signal);
  const skipped = [...walked.skipped, ...walked.otherFiles];
  const folders = foldersWithImages(tree);
  if (folders.length === 0)
    throw new OnsetError('bad-input', `There is no image in ${dir}. It needs a folder of images per clip.`);

  const splitOf = createSplitReader(request.splits, tree, dir);
  const set = sourceName(dir, false);
  const drafts = folders.flatMap((folder) => {
    const named = nameOf(folder, pattern, set);
    if (named === null) {
      skipped.push({ item: folder.path, row: null, reason: 'its path does not fit the pattern' });
      return [];
    }
    const key = clipKey(set, folder.path);
    const frames = framesOf(folder, pattern, skipped);
    return { ...named, key, split: splitOf(folder.path), folder: folder.path || set, frames };
  });
  const read = await readFrames(
    dir,
    drafts.map((draft) => draft.frames),
    step(task, 'Reading frames'),
  );

  const placed = placeClips(drafts, request.dataset, known.all());
  const clips = drafts.flatMap(({ folder, frames: _, ...draft }, index): ImportedClip[] => {
    const media = read.clips[index];
    const clip = placed[index];
    if (clip === undefined || media === undefined || media.frames.length === 0) return [];
    listOddities(folder, media.frames, skipped);
    return [{ ...clip, split: draft.split, fps: request.fps, root: dir, ...media }];
  });
  return createPlan(request.kind, {
    clips,
    labels: [],
    skipped: [...skipped, ...read.skipped],
    aliasesApplied: {},
  });
};

function foldersWithImages(folder: Folder): Folder[] {
  const below = folder.folders.flatMap(foldersWithImages);
  return folder.files.length > 0 ? [folder, ...below] : below;
}

/** Null where the pattern does not fit. */
function nameOf(folder: Folder, pattern: NamePattern | null, set: string) {
  const path = folder.path === '' ? set : folder.path;
  if (pattern === null) return { name: path, subject: null, clip: path };
  const parts = pattern.read(folder.path) ?? pattern.read(childPath(folder.path, folder.files[0] ?? ''));
  if (parts === null) return null;
  const { subject, clip } = parts;
  return { name: clip === null ? path : clipName(subject, clip), subject, clip: clip ?? path };
}

function framesOf(folder: Folder, pattern: NamePattern | null, skipped: Skipped[]): ImportedFrame[] {
  const hasFrameGroup = pattern?.groups.has('frame') === true;
  const files = folder.files.flatMap((name) => {
    const path = childPath(folder.path, name);
    const text = hasFrameGroup ? (pattern.read(path)?.frame ?? null) : null;
    const number = hasFrameGroup ? wholeNumber(text ?? '') : trailingNumber(name);
    if (number !== null) return { path, number };
    skipped.push({ item: path, row: null, reason: 'there is no frame number in its name' });
    return [];
  });
  return orderFrames(files, skipped);
}

function listOddities(folder: string, frames: readonly ImportedFrame[], skipped: Skipped[]): void {
  const gaps = numberingGaps(frames);
  if (gaps !== null)
    skipped.push({ item: folder, row: null, reason: `there are no frames ${gaps}: the others are kept` });
  const endings = new Set(frames.map(({ path }) => path.slice(path.lastIndexOf('.') + 1).toLowerCase()));
  if (endings.size > 1)
    skipped.push({
      item: folder,
      row: null,
      reason: `its frames have different formats (${[...endings].join(', ')}): all are kept`,
    });
}
