import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '#main/engine/engine.ts';
import type { Caller } from '#shared/contract/calls.ts';
import { type ClipId, taskId } from '#shared/domain/ids.ts';

export interface StudySize {
  readonly clips: number;
  readonly frames: number;
}

/** Of the rater who labels on another machine; bundle n says the intensity n / 1000 of every clip. */
export const AWAY = 'Away';

/**
 * A project in `dir` with the clips of a coding sheet, and bundles of a rater who labelled the same clips elsewhere, each
 * newer than the one before. Nothing has it open when this resolves.
 */
export async function makeStudy(dir: string, size: StudySize, bundleCount: number): Promise<string[]> {
  const sheet = join(dir, '..', 'sheet.csv');
  const rows = Array.from(
    { length: size.clips },
    (_, i) => `01,EP${String(i).padStart(2, '0')},1,1,${size.frames},4,fear`,
  );
  writeFileSync(
    sheet,
    ['Subject,Filename,OnsetFrame,ApexFrame,OffsetFrame,Action Units,Estimated Emotion', ...rows].join('\n'),
  );
  await withProject(dir, sheet, async () => {});
  const bundles: string[] = [];
  await withProject(`${dir}-away`, sheet, async (call) => {
    const { id: raterId } = await call('raters.enter', { name: AWAY });
    const ids = await clipIdsOf(call);
    for (let n = 1; n <= bundleCount; n++) {
      for (const clipId of ids)
        await call('labels.set', { clipId, raterId, change: { intensity: n / 1000 }, mergeKey: null });
      const file = join(dir, '..', `bundle-${n}.json`);
      await call('bundles.export', { raterId, file });
      bundles.push(file);
    }
  });
  return bundles;
}

async function withProject(dir: string, sheet: string, work: (call: Caller) => Promise<void>): Promise<void> {
  const engine = createEngine({ host: 'in-process', configDir: `${dir}-config` });
  try {
    await engine.call('projects.create', { dir });
    const task = { taskId: taskId.parse('label-drill') };
    const request = { kind: 'coding-sheet' as const, source: sheet };
    const { planId } = await engine.call('imports.preview', { request, ...task });
    await engine.call('imports.run', { planId, ...task });
    for (const name of ['happiness', 'surprise']) await engine.call('emotions.add', { name });
    await work(engine.call);
  } finally {
    await engine.close();
  }
}

export async function clipIdsOf(call: Caller): Promise<ClipId[]> {
  const sort = { by: 'name', direction: 'ascending' } as const;
  return (await call('clips.query', { filter: {}, sort, raterId: null })).ids;
}
