import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fillUp, smallDisk } from '#main/catalog/test-support.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { connectToEngine, findRunningEngine, type RemoteEngine } from './remote.ts';
import { type EngineProcess, startEngine } from './test-process.ts';
import { sampleProject } from './test-support.ts';

const BY_NAME = { by: 'name', direction: 'ascending' } as const;

async function enter(engine: RemoteEngine): Promise<{ ada: RaterId; clips: ClipId[] }> {
  const { id: ada } = await engine.call('raters.enter', { name: 'Ada' });
  const { ids } = await engine.call('clips.query', { filter: {}, sort: BY_NAME, raterId: ada });
  return { ada, clips: ids };
}

/** How often each clip was labelled, from the label itself: the n-th intensity is n millionths. */
async function countsOnDisk(engine: RemoteEngine, ada: RaterId, clips: readonly ClipId[]): Promise<number[]> {
  const rows = await engine.call('clips.rows', { ids: [...clips], raterId: ada });
  return rows.map((row) => (row.labelledByMe ? Math.round((row.intensity ?? 0) * 1e6) : 0));
}

it('ten kills -9 while labelling lose no acknowledged label, and undo still works', async () => {
  const dir = await sampleProject();
  const sent = [0, 0];
  const acknowledged = [0, 0];
  for (let round = 0; round < 10; round++) {
    const { engine, kill } = startEngine();
    await engine.call('projects.open', { dir });
    const { ada, clips } = await enter(engine);
    const found = await countsOnDisk(engine, ada, clips);
    for (const i of [0, 1]) {
      expect(found[i]).toBeGreaterThanOrEqual(acknowledged[i] ?? 0);
      expect(found[i]).toBeLessThanOrEqual(sent[i] ?? 0);
      sent[i] = found[i] ?? 0;
      acknowledged[i] = found[i] ?? 0;
    }
    let dying = false;
    const label = async (i: number) => {
      while (!dying) {
        const clipId = clips[i];
        if (clipId === undefined) throw new Error('There are two clips.');
        const next = (sent[i] ?? 0) + 1;
        sent[i] = next;
        const change = { intensity: next / 1e6 };
        await engine.call('labels.set', { clipId, raterId: ada, change, mergeKey: null });
        acknowledged[i] = next;
      }
    };
    const labelling = Promise.allSettled([label(0), label(1)]);
    while ((acknowledged[0] ?? 0) < (found[0] ?? 0) + 3) await delay(1);
    await delay(Math.random() * 60);
    dying = true;
    await kill();
    await labelling;
  }

  const { engine } = startEngine();
  await engine.call('projects.open', { dir });
  const { ada, clips } = await enter(engine);
  const [first = 0, second = 0] = await countsOnDisk(engine, ada, clips);
  const taken = await engine.call('labels.undo', { raterId: ada });
  const count = taken.clipId === clips[0] ? first : second;
  expect(taken.label?.intensity).toBeCloseTo((count - 1) / 1e6, 9);
  const [clipId] = clips;
  if (clipId === undefined) throw new Error('There are two clips.');
  const history = await engine.call('labels.history', { clipId, raterId: null });
  expect(history.filter(({ raterName, cause }) => raterName === 'Ada' && cause === 'edit')).toHaveLength(
    first,
  );
}, 600_000);

describe('the lock', () => {
  it('goes to one of several engines that want it at once, also over what a killed one left', async () => {
    const dir = await sampleProject();
    let holder: EngineProcess | null = null;
    for (let round = 0; round < 3; round++) {
      await holder?.kill();
      const engines = [startEngine(), startEngine(), startEngine()];
      for (const { engine } of engines) await engine.call('app.info', {});
      const opened = await Promise.allSettled(
        engines.map(({ engine }) => engine.call('projects.open', { dir })),
      );
      const winners = engines.filter((_, i) => opened[i]?.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      for (const outcome of opened)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'busy' });
      holder = winners[0] ?? null;
      expect((await findRunningEngine(dir))?.pid).toBe(holder?.process.pid);
      await Promise.all(engines.filter((engine) => engine !== holder).map((engine) => engine.kill()));
    }
    const running = await findRunningEngine(dir);
    if (running === null) throw new Error('One has it.');
    const remote = await connectToEngine(running);
    expect(await remote.call('projects.current', {})).toMatchObject({ dir });
    await remote.close();
  });

  it('of an engine that was killed is stale at once', async () => {
    const dir = await sampleProject();
    const { engine, kill } = startEngine();
    await engine.call('projects.open', { dir });
    await kill();
    expect(existsSync(join(dir, '.onset-engine.json'))).toBe(true);
    expect(await findRunningEngine(dir)).toBeNull();
  });

  it('is stale where its process lives but is none of ours', async () => {
    const dir = await sampleProject();
    const left = {
      pid: process.pid,
      socket: join(dir, '.onset-none.sock'),
      startedAt: new Date().toISOString(),
    };
    writeFileSync(join(dir, '.onset-engine.json'), JSON.stringify(left));
    expect(await findRunningEngine(dir)).toBeNull();
    const { engine } = startEngine();
    expect(await engine.call('projects.open', { dir })).toMatchObject({ clipCount: 2 });
  });
});

describe('the process', () => {
  it('ends with its parent, the project closed behind it', async () => {
    const dir = await sampleProject();
    const { process: child, pipe, engine } = startEngine();
    await engine.call('projects.open', { dir });
    await enter(engine);
    expect(readdirSync(dir)).toContain('catalog.sqlite-wal');
    const exited = once(child, 'exit');
    pipe.end();
    expect(await exited).toEqual([0, null]);
    const left = ['.onset-lock', 'backups', 'cache', 'catalog.sqlite', 'exports', 'runs'];
    expect(readdirSync(dir).sort()).toEqual(left);
  });

  it('answers what it knows and outlives what it does not', async () => {
    const { engine, process: child } = startEngine();
    const call = (name: string, input: unknown) =>
      // A client of another version may ask for anything.
      engine.call(name as 'app.info', input as Record<string, never>);
    await expect(call('labels.drop', {})).rejects.toMatchObject({ code: 'bad-input' });
    await expect(call('raters.enter', null)).rejects.toMatchObject({ code: 'bad-input' });
    expect(await engine.call('app.info', {})).toMatchObject({ host: 'desktop' });
    expect(child.exitCode).toBeNull();
  });
});

it('a full disk is told in words, and what was acknowledged stays', async () => {
  const disk = smallDisk(4);
  if (disk === null) return;
  const dir = join(disk, 'study');
  const first = startEngine();
  await first.engine.call('projects.create', { dir });
  await first.engine.close();
  await once(first.process, 'exit');
  const { engine, kill } = startEngine();
  await engine.call('projects.open', { dir });
  await engine.call('raters.enter', { name: 'Ada' });
  writeFileSync(join(disk, 'filler'), '');
  const added: string[] = [];
  fillUp(join(disk, 'filler'));
  const add = async () => {
    for (let i = 0; i < 2000; i++) {
      const name = `emotion ${i}`;
      await engine.call('emotions.add', { name });
      added.push(name);
    }
  };
  await expect(add()).rejects.toMatchObject({ message: expect.stringContaining('disk is full') });
  await kill();
  rmSync(join(disk, 'filler'));
  const again = startEngine();
  await again.engine.call('projects.open', { dir });
  const names = (await again.engine.call('emotions.list', {})).map(({ name }) => name);
  expect(names).toEqual(added);
  await again.engine.call('emotions.add', { name: 'there is room again' });
});
