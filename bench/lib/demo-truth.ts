import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Engine } from '#main/engine/engine.ts';
import type { ClipMedia } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';

export interface DemoClip {
  readonly id: ClipId;
  readonly name: string;
  readonly emotion: string;
  readonly intensity: number;
  readonly media: ClipMedia;
}

/** Every clip of the open demo project with what is true of it, from truth.csv beside its frames. */
export async function readDemoClips(engine: Engine): Promise<DemoClip[]> {
  const sort = { by: 'name' as const, direction: 'ascending' as const };
  const { ids } = await engine.call('clips.query', { filter: {}, sort, raterId: null });
  const clips: DemoClip[] = [];
  let truth: ReadonlyMap<string, { emotion: string; intensity: number }> | null = null;
  for (const clipId of ids) {
    const { clip, media } = await engine.call('clips.detail', { clipId, raterId: null });
    truth ??= readTruth(join(dirname(media.root), 'truth.csv'));
    const known = truth.get(clip.name);
    if (known === undefined) throw new Error(`${clip.name} is not in truth.csv.`);
    clips.push({ id: clipId, name: clip.name, media, ...known });
  }
  return clips;
}

function readTruth(file: string): ReadonlyMap<string, { emotion: string; intensity: number }> {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const columns = header.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
      return [cell('clip'), { emotion: cell('emotion'), intensity: Number(cell('intensity')) }];
    }),
  );
}
