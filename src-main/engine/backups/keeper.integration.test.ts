import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listBackups } from '#main/catalog/backup-names.ts';
import { openCatalog } from '#main/catalog/index.ts';
import { addSamples, fillUp, smallDisk, temporaryFolder } from '#main/catalog/test-support.ts';
import { verifyCatalog } from '#main/catalog/verify/verify.ts';
import type { EngineEvent } from '#shared/contract/events.ts';
import { openProject } from '../projects/open-project.ts';
import { startEngine } from '../test-process.ts';
import { type KeeperTiming, startKeeper } from './keeper.ts';

const NEVER = 1e9;
const LARGE = 40;

/** A closed project with one clip; `megabytes` of emotions that nobody has seen fill it. */
function savedProject(megabytes = 0): string {
  const dir = temporaryFolder();
  const catalog = openCatalog(join(dir, 'catalog.sqlite'), { mode: 'create' });
  const clips = Array.from({ length: megabytes }, (_, i) => ({
    name: `clip ${i}`,
    key: `${i} ${'x'.repeat(1e6)}`,
  }));
  addSamples(catalog, [{ name: 'first' }, ...clips]);
  catalog.close();
  return dir;
}

/** The project open, and looked after at such times. */
async function keep(dir: string, timing: Partial<KeeperTiming> = {}) {
  const held = await openProject(dir, 'write', () => {});
  onTestFinished(held.close);
  const events: EngineEvent[] = [];
  const keeper = startKeeper({
    project: held.project,
    isNew: false,
    emit: (event) => events.push(event),
    summary: () => null,
    timing: { afterOpeningMs: NEVER, intervalMs: NEVER, ...timing },
  });
  const change = () => held.project.catalog.write.raters.enterPerson(`Ada ${Math.random()}`);
  return { held, keeper, events, change, backups: () => listBackups(join(dir, 'catalog.sqlite')) };
}

describe('a project is backed up', () => {
  it('soon after it was opened, where there is no backup of the last day', async () => {
    const dir = savedProject();
    const first = await keep(dir, { afterOpeningMs: 0 });
    await expect.poll(first.backups, { timeout: 30_000 }).toHaveLength(1);
    first.change();
    await first.held.close();
    const second = await keep(dir, { afterOpeningMs: 0 });
    await delay(500);
    expect(second.backups()).toHaveLength(1);
  });

  it('again and again while changes go on, and not where there are none', async () => {
    const { backups, change } = await keep(savedProject(), { intervalMs: 100 });
    await delay(500);
    expect(backups()).toEqual([]);
    change();
    await expect.poll(backups, { timeout: 30_000 }).toHaveLength(1);
    await delay(500);
    expect(backups()).toHaveLength(1);
    change();
    await expect.poll(backups, { timeout: 30_000 }).toHaveLength(2);
  });

  it('as it closes, where it was not open for long enough', async () => {
    const { held, backups } = await keep(savedProject());
    await held.close();
    expect(backups()).toHaveLength(1);
  });

  it('when it is asked for, by what keeps the newest six', async () => {
    const { keeper, backups } = await keep(savedProject());
    for (let i = 0; i < 8; i++) await keeper.backUp(null);
    expect(backups()).toHaveLength(6);
    const out = join(temporaryFolder(), 'mine.sqlite');
    expect(await keeper.backUp(out)).toMatchObject({ file: out });
    expect(backups()).toHaveLength(6);
  });

  it('unless the disk is full: that is told, and nothing else happens', async () => {
    const disk = smallDisk(4);
    if (disk === null) return;
    const dir = savedProject();
    symlinkSync(disk, join(dir, 'backups'));
    const { keeper, events, backups, change } = await keep(dir, { intervalMs: 100 });
    const good = await keeper.backUp(null);
    fillUp(join(disk, 'filler'));
    change();
    await expect.poll(keeper.failure, { timeout: 30_000 }).toMatch(/disk is full/);
    expect(events.at(-1)).toEqual({ type: 'backups', failure: keeper.failure() });
    expect(backups()).toEqual([good]);
    change();
    writeFileSync(join(disk, 'filler'), '');
    await expect.poll(keeper.failure, { timeout: 30_000 }).toBeNull();
    expect(events.at(-1)).toEqual({ type: 'backups', failure: null });
  });
});

describe('a large catalog that nobody closed', () => {
  /** A copy of the project as a killed engine leaves it. */
  function killed(damaged: boolean): string {
    const dir = savedProject(LARGE);
    const file = join(dir, 'catalog.sqlite');
    writeFileSync(`${file}-open`, '');
    if (!damaged) return dir;
    const bytes = readFileSync(file);
    bytes.fill(0xab, 20e6, 20e6 + 4096 * 3);
    writeFileSync(file, bytes);
    return dir;
  }

  it('is opened at once and checked meanwhile', async () => {
    const dir = killed(false);
    const { held, keeper, events, change } = await keep(dir);
    expect(keeper.health().state).toBe('checking');
    change();
    await expect.poll(() => keeper.health().state, { timeout: 30_000 }).toBe('ok');
    expect(events).toContainEqual({ type: 'health', health: { state: 'ok', detail: null } });
    change();
    await held.close();
    const again = await keep(dir);
    expect(again.keeper.health().state).toBe('not-needed');
  });

  it('is checked at the next opening where it was closed too soon', async () => {
    const dir = killed(false);
    const { held } = await keep(dir);
    await held.close();
    const again = await keep(dir);
    expect(again.keeper.health().state).toBe('checking');
  });

  it('can only be read from where it is found damaged, and says what to do', async () => {
    const dir = killed(true);
    const { held, keeper, events, change } = await keep(dir);
    change();
    await expect.poll(() => keeper.health().state, { timeout: 30_000 }).toBe('damaged');
    expect(held.project.readOnly).toBe(true);
    expect(events.at(-1)).toMatchObject({ type: 'health', health: { state: 'damaged' } });
    expect(change).toThrow(/is damaged.*Until then the project can only be read/);
    expect(held.project.catalog.read.project.counts().clipCount).toBe(LARGE + 1);
  });
});

it('kill -9 of an engine in the middle of a backup leaves whole ones, and the next engine no half one', async () => {
  const dir = savedProject(LARGE);
  const file = join(dir, 'catalog.sqlite');
  let made = 0;
  for (const afterMs of [150, 250, 350, 450, 600]) {
    const { engine, kill } = startEngine();
    await engine.call('projects.open', { dir });
    const asked = engine.call('backups.make', { file: null }).then(
      () => made++,
      () => {},
    );
    await delay(afterMs);
    await kill();
    await asked;
  }
  const last = startEngine();
  await last.engine.call('projects.open', { dir });
  const { backups } = await last.engine.call('backups.list', {});
  expect(backups.length).toBeGreaterThanOrEqual(made);
  for (const backup of backups)
    expect(verifyCatalog(backup.file).checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(verifyCatalog(file).checks.flatMap(({ problems }) => problems)).toEqual([]);
  // The child of the last engine that was killed may have ended after its parent.
  expect((await readdir(join(dir, 'backups'))).filter((name) => name.includes('.part'))).toEqual([]);
});
