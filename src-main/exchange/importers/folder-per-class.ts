import { resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedLabel } from '#shared/domain/import.ts';
import { type ClassFolder, findClassFolders } from './class-folders.ts';
import { createEmotionReader } from './emotion-reader.ts';
import { numberingGaps, orderFrames } from './frame-order.ts';
import { readFrames } from './media/read-frames.ts';
import { walkFolder } from './media/walk.ts';
import {
  clipName,
  createNamePattern,
  type NamePattern,
  trailingNumber,
  wholeNumber,
} from './name-pattern.ts';
import { createPlan, type Importer, type Skipped } from './plan.ts';
import { clipKey, createSplitReader, sourceName, sourceRater, step } from './source.ts';

/** A clip before its frames were read. */
interface Draft {
  readonly key: string;
  readonly name: string;
  readonly subject: string | null;
  readonly root: string;
  readonly emotions: Set<string>;
  readonly files: { readonly path: string; readonly number: number | null }[];
}

/**
 * Classes are folders, see {@link findClassFolders}. With a pattern that names `clip` or `frame`, the files of one
 * root with the same subject and clip are one clip, its frames in the order of their numbers; otherwise each file is
 * a clip of one frame. A clip that lies under two classes is left out and listed, since nobody can say which holds.
 */
export const importFolderPerClass: Importer = async (request, _known, task) => {
  const dir = resolve(request.source);
  const pattern = request.pattern === null ? null : createNamePattern(request.pattern);
  const emotions = createEmotionReader(request.aliases);
  const walked = await walkFolder(dir, task.signal);
  const splitOf = createSplitReader(request.splits, walked.tree, dir);
  const found = findClassFolders(walked.tree, new Set(Object.keys(request.splits)), request.aliases);
  if (found.classes.length === 0)
    throw new OnsetError(
      'bad-input',
      `There are no class folders with images in ${dir}. It needs a folder per class, such as happiness/1.png.`,
    );
  const skipped = [...walked.skipped, ...walked.otherFiles, ...found.skipped];

  const drafts = new Map<string, Draft>();
  const set = sourceName(dir, false);
  for (const folder of found.classes) {
    const { emotion, problem } = emotions.read(folder.folder.name);
    if (emotion === null) skipped.push(skip(folder.folder.path, problem ?? 'its name is empty'));
    else addFiles(drafts, { set, folder, emotion, pattern, skipped });
  }
  const kept = [...drafts.values()].filter((draft) => hasOneClass(draft, skipped));
  const ordered = kept.map((draft) => orderFrames(draft.files, skipped));
  const read = await readFrames(dir, ordered, step(task, 'Reading frames'));

  const clips: ImportedClip[] = [];
  const labels: ImportedLabel[] = [];
  for (const [index, draft] of kept.entries()) {
    const media = read.clips[index];
    if (media === undefined || media.frames.length === 0) continue;
    const { key, name, subject, root } = draft;
    const gaps = numberingGaps(media.frames);
    if (gaps !== null) skipped.push(skip(name, `there are no frames ${gaps}: the others are kept`));
    const facts = { key, name, subject, split: splitOf(root), fps: request.fps, root: dir, ...media };
    clips.push(request.dataset === null ? facts : { ...facts, dataset: request.dataset });
    labels.push(toLabel(draft, sourceRater(set)));
  }
  const aliasesApplied = emotions.applied();
  return createPlan(request.kind, {
    clips,
    labels,
    skipped: [...skipped, ...read.skipped],
    aliasesApplied,
  });
};

/** What one class folder adds to the drafts. */
interface ClassFiles {
  readonly set: string;
  readonly folder: ClassFolder;
  readonly emotion: string;
  readonly pattern: NamePattern | null;
  readonly skipped: Skipped[];
}

function addFiles(drafts: Map<string, Draft>, source: ClassFiles): void {
  for (const path of source.folder.images) {
    const place = placeOf(path, source);
    if (typeof place === 'string') {
      source.skipped.push(skip(path, place));
      continue;
    }
    const draft = drafts.get(place.key) ?? { ...place, emotions: new Set(), files: [] };
    drafts.set(place.key, draft);
    draft.emotions.add(source.emotion);
    draft.files.push({ path, number: place.number });
  }
}

/** Which clip a file belongs to and its number there; why not, in words, where the pattern does not tell. */
function placeOf(path: string, { set, folder, pattern }: ClassFiles) {
  const { root } = folder;
  const ofFile = {
    key: clipKey(set, path),
    name: path.replace(/\.[^./]+$/, ''),
    root,
    number: trailingNumber(path) ?? 0,
  };
  if (pattern === null) return { ...ofFile, subject: null };
  const parts = pattern.read(path);
  if (parts === null) return 'its name does not fit the pattern';
  const { subject, clip, frame } = parts;
  if (!pattern.groups.has('clip') && !pattern.groups.has('frame')) return { ...ofFile, subject };
  const number = frame === null ? null : wholeNumber(frame);
  if (frame !== null && number === null)
    return `the pattern reads ${frame} as its frame, which is no whole number`;
  if (pattern.groups.has('frame') && number === null) return 'the pattern finds no frame number in its name';
  if (clip === null && pattern.groups.has('clip')) return 'the pattern finds no clip in its name';
  const inFolder = path.slice(0, path.lastIndexOf('/'));
  return clip === null
    ? { key: clipKey(set, inFolder, subject), name: clipName(subject, inFolder), root, subject, number }
    : { key: clipKey(set, root, subject, clip), name: clipName(subject, clip), root, subject, number };
}

function hasOneClass(draft: Draft, skipped: Skipped[]): boolean {
  if (draft.emotions.size === 1) return true;
  const names = [...draft.emotions].join(' and ');
  skipped.push(skip(draft.name, `this clip has files under several classes (${names}): it is left out`));
  return false;
}

function toLabel(draft: Draft, rater: string): ImportedLabel {
  const [emotion = null] = draft.emotions;
  const unsaid = { intensity: null, onset: null, apex: null, offset: null, actionUnits: null };
  return { clipKey: draft.key, rater, emotion, ...unsaid, apexEstimated: false };
}

function skip(item: string, reason: string): Skipped {
  return { item, row: null, reason };
}
