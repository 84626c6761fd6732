import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '#main/engine/engine.ts';
import { taskId } from '#shared/domain/ids.ts';
import { type DemoClip, readDemoClips } from './demo-truth.ts';

/** Seed of the demo that every benchmark trains on. */
export const DEMO_SEED = 1;

/** Makes the demo project in a temporary folder, lets `work` use it through the engine, and removes it. */
export async function withDemo<T>(
  work: (engine: Engine, clips: readonly DemoClip[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'onset-bench-demo-'));
  const engine = createEngine({ host: 'in-process', configDir: join(folder, 'config') });
  try {
    const dir = join(folder, 'project');
    await engine.call('projects.demo', { dir, seed: DEMO_SEED, taskId: taskId.parse('bench-demo') });
    return await work(engine, await readDemoClips(engine));
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export const say = (line: string) => process.stderr.write(`${line}\n`);
