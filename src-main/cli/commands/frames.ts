import { resolve } from 'node:path';
import { z } from 'zod';
import type { CallOutput } from '#shared/contract/calls.ts';
import { cancellable } from '../cancellable.ts';
import { findClip } from '../clip-choice.ts';
import { inProject } from '../command.ts';
import { parseIndices } from '../frame-indices.ts';
import { table } from '../output.ts';
import { withSession } from '../session.ts';

export const framesOptions = inProject.extend({
  clip: z.string(),
  index: z.array(z.string()).default([]),
  out: z.string(),
  contactSheet: z.boolean().default(false),
});

/** Frames as they are printed; the sheet only where one was asked for. */
type Written = Pick<CallOutput<'frames.write'>, 'frames'> & { readonly contactSheet?: string };

/** Writes frames of a clip as PNG into the folder `out`. An interrupt (ctrl-C) leaves nothing of it. */
export async function writeFrames(options: z.output<typeof framesOptions>): Promise<Written> {
  const indices = parseIndices(options.index);
  return withSession(resolve(options.project), async (session) => {
    const { id } = await findClip(session, options.clip);
    const request = { clipId: id, indices, dir: resolve(options.out), contactSheet: options.contactSheet };
    const { frames, contactSheet } = await cancellable(session, (taskId) =>
      session.call('frames.write', { ...request, taskId }),
    );
    return contactSheet === null ? { frames } : { frames, contactSheet };
  });
}

export function writtenInWords({ frames, contactSheet }: Written): string {
  const rows = frames.map((frame) => [frame.index, frame.sourceIndex, frame.timestampMs, frame.file]);
  return [
    table(['index', 'source', 'ms', 'file'], rows),
    ...(contactSheet === undefined ? [] : [`All in one picture: ${contactSheet}`]),
  ].join('\n');
}

/** Finds the media of clips again in and below `folder`. An interrupt (ctrl-C) leaves all as it was. */
export async function relink(project: string, folder: string): Promise<CallOutput<'media.relink'>> {
  return withSession(resolve(project), (session) =>
    cancellable(session, (taskId) => session.call('media.relink', { folder: resolve(folder), taskId })),
  );
}

export function relinkInWords({ found, missing, different }: CallOutput<'media.relink'>): string {
  if (found.length === 0 && missing.length === 0) return 'The media of all clips are where they were.';
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${title} ${items.length}:`, ...items.map((item) => `  ${item}`)];
  return [
    `Found the media of ${found.length} of ${found.length + missing.length} clips again.`,
    ...list('Still missing', missing),
    ...list('Of other content', different),
  ].join('\n');
}
