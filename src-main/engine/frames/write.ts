import { isAbsolute, join, resolve } from 'node:path';
import { createFileNames } from '#main/exchange/exporters/file-names.ts';
import type { Media, MediaClip } from '#main/media/index.ts';
import { frameOfClip } from '#main/media/sources.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { OpenProject } from '../context.ts';
import type { Task } from '../tasks.ts';

type Written = CallOutput<'frames.write'>;

/** What it needs of a project. */
export interface WriteSource {
  readonly catalog: Pick<OpenProject['catalog'], 'read'>;
  readonly media: Pick<Media, 'write'>;
}

/**
 * Writes frames of a clip, all of them or nothing, see the contract. Throws OnsetError: `not-found` (clip, frame or file),
 * `bad-input`, `conflict` (another file has the name), `cancelled`, or what the disk says.
 */
export async function writeFramesOf(
  { catalog, media }: WriteSource,
  { clipId, indices, dir, contactSheet }: Omit<CallRequest<'frames.write'>, 'taskId'>,
  task: Task,
): Promise<Written> {
  if (!isAbsolute(dir))
    throw new OnsetError('bad-input', `${dir} is not an absolute path: say where it starts.`);
  const record = catalog.read.clips.get(clipId);
  const found = catalog.read.clips.media(clipId);
  if (record === null || found === null)
    throw new OnsetError('not-found', `There is no clip ${clipId} in this project.`);
  const clip: MediaClip = { name: record.name, fps: record.fps, media: found };
  // Of a clip without frames the first is asked for, which says why there is none.
  const all = found.paths.length === 0 ? [0] : found.paths.keys();
  const wanted = [...new Set(indices ?? all)];
  if (wanted.length === 0) throw new OnsetError('bad-input', `No frame of the clip ${clip.name} is named.`);

  const nameOf = frameNames(clip);
  const frames = wanted.map((index) => {
    const { place, sourceNumber, timestampMs } = frameOfClip(clip, index);
    return { index, sourceIndex: sourceNumber, timestampMs, place, name: nameOf(index) };
  });
  const sheet = contactSheet ? nameOf('sheet') : null;
  const order = {
    dir,
    frames: frames.map(({ index, timestampMs, place, name }) => {
      return { place, name, caption: captionOf(index, timestampMs) };
    }),
    contactSheet: sheet,
  };
  await media.write(clip, order, { signal: task.signal, report: task.report });
  return {
    frames: frames.map(({ index, sourceIndex, timestampMs, name }) => {
      return { index, sourceIndex, timestampMs, file: join(resolve(dir), name) };
    }),
    contactSheet: sheet === null ? null : join(resolve(dir), sheet),
  };
}

/** Indices as wide as the clip's last, so that files sort as frames do. */
function frameNames({ name, media }: MediaClip): (what: number | 'sheet') => string {
  const safe = createFileNames()([name], '');
  const digits = String(Math.max(0, media.paths.length - 1)).length;
  return (what) => `${safe}-${typeof what === 'number' ? String(what).padStart(digits, '0') : what}.png`;
}

/** Such as `12 480 ms`: index, and the time where it is known. */
function captionOf(index: number, timestampMs: number | null): string {
  return timestampMs === null ? `${index}` : `${index} ${Number(timestampMs.toFixed(1))} ms`;
}
