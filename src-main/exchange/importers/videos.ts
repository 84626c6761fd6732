import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip } from '#shared/domain/import.ts';
import { fileProblem } from './media/file-problem.ts';
import { type ReadVideo, readVideos, type VideoOutcome } from './media/read-videos.ts';
import { type Folder, filesBelow, VIDEOS, type WalkedFolder, walkFolder } from './media/walk.ts';
import { clipName, createNamePattern, type NamePattern } from './name-pattern.ts';
import { type NamedSource, placeClips } from './place-clips.ts';
import { createPlan, type Importer, type KnownClip, type ProbeVideo, type Skipped } from './plan.ts';
import { clipKey, createSplitReader, sourceName, step } from './source.ts';

/**
 * A folder of videos, or one: each is a clip, named by its path without the ending or by the pattern. Frames have the
 * times their container says, unless the request has a rate, which replaces them. What of a damaged video can be decoded
 * is kept and told; videos of one content are told. Where the data set is named, a clip that the project has of it gets
 * these frames.
 */
export const createVideoImporter =
  (probe: ProbeVideo): Importer =>
  async (request, known, task) => {
    const { dir, tree, skipped } = await findVideos(resolve(request.source), task.signal);
    const pattern = request.pattern === null ? null : createNamePattern(request.pattern);
    const splitOf = createSplitReader(request.splits, tree, dir);
    const set = sourceName(dir, false);
    const drafts = filesBelow(tree).flatMap((path) => {
      const named = nameOf(path, pattern, set);
      if (named === null) skipped.push(skip(path, 'its path does not fit the pattern'));
      return named === null ? [] : { ...named, path };
    });
    const paths = drafts.map(({ path }) => path);
    const reading = { known, probe, needsTimes: request.fps === null };
    const outcomes = await readVideos(dir, paths, reading, step(task, 'Reading videos'));
    const placed = placeClips(drafts, request.dataset, known.all());
    const clips = drafts.flatMap(({ path }, index): ImportedClip[] => {
      const place = placed[index];
      const video = outcomes[index];
      if (place === undefined || video === undefined) return [];
      if ('problem' in video) {
        skipped.push(skip(path, video.problem));
        return [];
      }
      skipped.push(...notesOf(path, video, request.fps));
      return [{ ...place, split: splitOf(path), root: dir, ...clipOfVideo(path, video, request.fps) }];
    });
    skipped.push(...listCopies(paths, outcomes), ...listKnownCopies(clips, known.all()));
    return createPlan(request.kind, { clips, labels: [], skipped, aliasesApplied: {} });
  };

/** What a video says of its clip. `fps`: the user's own rate. */
function clipOfVideo(path: string, video: ReadVideo, fps: number | null) {
  const frames =
    fps === null ? video.frames : video.frames.map(({ sourceNumber }) => ({ path: '', sourceNumber }));
  const container = { kind: 'video' as const, path };
  return { frames, fps: fps ?? video.fps, contentHash: video.contentHash, container };
}

/** What must be known of a video that is taken. */
function notesOf(item: string, { damage, fps, frames }: ReadVideo, ownFps: number | null): Skipped[] {
  const isTimeless =
    fps === null && ownFps === null && frames.every(({ timestampMs }) => timestampMs == null);
  return [
    ...(damage === null ? [] : [skip(item, `${damage}: what could be decoded is kept`)]),
    ...(isTimeless
      ? [skip(item, 'it says neither times nor a frame rate: name the rate if it is known')]
      : []),
  ];
}

/** One video, or all in and below a folder. Throws OnsetError `bad-input` where there is none. */
async function findVideos(
  path: string,
  signal: AbortSignal,
): Promise<{ readonly dir: string; readonly tree: Folder; readonly skipped: Skipped[] }> {
  const found = await stat(path).catch((error: unknown) => {
    throw new OnsetError('bad-input', `${path} cannot be read: ${fileProblem(error)}.`, { cause: error });
  });
  if (!found.isDirectory()) {
    const tree = { path: '', name: '', files: [basename(path)], folders: [] };
    return { dir: dirname(path), tree, skipped: [] };
  }
  const walked: WalkedFolder = await walkFolder(path, signal, VIDEOS);
  const skipped = [...walked.skipped, ...walked.otherFiles];
  if (filesBelow(walked.tree).length > 0 || walked.skipped.length > 0)
    return { dir: path, tree: walked.tree, skipped };
  throw new OnsetError('bad-input', `There is no video in ${path}, nor below it.`);
}

/** Null where the pattern does not fit. */
function nameOf(path: string, pattern: NamePattern | null, set: string): NamedSource | null {
  const key = clipKey(set, path);
  const bare = path.slice(0, path.length - extname(path).length);
  if (pattern === null) return { key, name: bare, subject: null, clip: bare };
  const parts = pattern.read(path);
  if (parts === null) return null;
  const { subject, clip } = parts;
  return { key, name: clip === null ? bare : clipName(subject, clip), subject, clip: clip ?? bare };
}

/** Videos of one content, each with the first that has it. */
function listCopies(paths: readonly string[], outcomes: readonly VideoOutcome[]): Skipped[] {
  const first = new Map<string, string>();
  return paths.flatMap((path, index) => {
    const video = outcomes[index];
    if (video === undefined || 'problem' in video) return [];
    const original = first.get(video.contentHash);
    first.set(video.contentHash, original ?? path);
    return original === undefined ? [] : skip(path, `it is the same video as ${original}: both are kept`);
  });
}

/** New clips whose content the project has as another clip that this source does not speak of. */
function listKnownCopies(clips: readonly ImportedClip[], known: readonly KnownClip[]): Skipped[] {
  const keys = new Set(clips.map(({ key }) => key));
  const isKnown = new Set(known.map(({ key }) => key));
  const others = known.filter(({ key, videoHash }) => videoHash != null && !keys.has(key));
  const byHash = new Map(others.map((clip) => [clip.videoHash, clip.name]));
  return clips.flatMap(({ key, name, contentHash }) => {
    const other = isKnown.has(key) ? undefined : byHash.get(contentHash);
    return other === undefined
      ? []
      : skip(name, `the project has the same video as the clip ${other}: both are kept`);
  });
}

function skip(item: string, reason: string): Skipped {
  return { item, row: null, reason };
}
