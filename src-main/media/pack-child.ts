import { rm } from 'node:fs/promises';
import { temporaryOf } from '#main/framestore/temporary.ts';
import type { PackClip, PackContent, UnreadableClip } from '#shared/contract/children.ts';
import { askDecoder, type DecoderTask } from './ask-decoder.ts';

export interface PackRequest {
  readonly packFile: string;
  readonly imageSize: number;
  readonly content: PackContent;
  readonly clips: readonly PackClip[];
}

/** Packs in a decoder child of its own. Gives back the clips it left out. Progress is in frames. Errors as {@link askDecoder}. */
export function runPackChild(
  { clips, ...rest }: PackRequest,
  task: DecoderTask,
): Promise<readonly UnreadableClip[]> {
  return askDecoder(
    { type: 'pack', ...rest, clips: [...clips] },
    (event) => (event.type === 'packed' ? event.unreadable : undefined),
    task,
    (pid) => rm(temporaryOf(rest.packFile, pid), { force: true }).catch(() => {}),
  );
}
