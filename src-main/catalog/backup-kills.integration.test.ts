import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { backupFolder, listBackups, removeParts } from './backup-names.ts';
import { removeRestoring } from './backup-restore.ts';
import { writeBackup } from './backup-write.ts';
import { openCatalog } from './index.ts';
import { addSamples, closedCatalogOf, temporaryFolder } from './test-support.ts';
import { verifyCatalog } from './verify/verify.ts';

const KILLS = 15;

/** Runs the expression on the module in a process of its own; kills it `afterMs` from its begin. Answers how long it took, null where it was killed. */
async function runAndKill(module: string, expression: string, afterMs: number): Promise<number | null> {
  const code = `
    const it = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, module)).href)});
    process.stdout.write('begin');
    await ${expression};`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const beganMs = performance.now();
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  const [status] = await exited;
  clearTimeout(timer);
  return status === 0 ? performance.now() - beganMs : null;
}

/** How long it takes where nobody kills it. */
async function runWhole(module: string, expression: string): Promise<number> {
  const tookMs = await runAndKill(module, expression, 60_000);
  if (tookMs === null) throw new Error(`${expression} failed.`);
  return tookMs;
}

const isWhole = (file: string) => verifyCatalog(file).checks.every(({ problems }) => problems.length === 0);

it('kill -9 in the middle of a backup leaves no half one among the backups', async () => {
  const file = closedCatalogOf(30);
  const write = `it.writeBackup(${JSON.stringify({ catalog: file, out: null, kind: 'regular' })})`;
  const wholeMs = await runWhole('backup-write.ts', write);
  let killed = 0;
  for (let i = 0; i < KILLS; i++) {
    const done = await runAndKill('backup-write.ts', write, (wholeMs * i) / KILLS);
    if (done === null) killed++;
    removeParts(file);
    expect(readdirSync(backupFolder(file)).length).toBe(listBackups(file).length);
    for (const made of listBackups(file)) expect(isWhole(made.file)).toBe(true);
  }
  expect(killed).toBeGreaterThan(KILLS / 3);
  expect(isWhole(file)).toBe(true);
});

it('kill -9 in the middle of a restore leaves the old catalog or the new one', async () => {
  const file = closedCatalogOf(30);
  const made = await writeBackup({ catalog: file, out: null, kind: 'regular' });
  const writer = openCatalog(file, { mode: 'write' });
  addSamples(writer, [{ name: 'in the log' }]);
  const left = join(temporaryFolder(), 'left', 'catalog.sqlite');
  mkdirSync(dirname(left));
  for (const suffix of ['', '-wal', '-open']) copyFileSync(file + suffix, left + suffix);
  writer.close();
  const restoring = join(temporaryFolder(), 'catalog.sqlite');
  const restore = `it.restoreCatalog(${JSON.stringify(restoring)}, ${JSON.stringify(made.file)})`;
  const begin = () => {
    for (const suffix of ['', '-wal', '-open']) copyFileSync(left + suffix, restoring + suffix);
  };
  begin();
  const wholeMs = await runWhole('backup-restore.ts', restore);
  const found = { old: 0, new: 0 };
  for (let i = 0; i < KILLS; i++) {
    begin();
    // The last one comes to its end, however busy the machine is.
    const afterMs = i === KILLS - 1 ? 60_000 : (wholeMs * i) / KILLS;
    await runAndKill('backup-restore.ts', restore, afterMs);
    removeRestoring(restoring);
    expect(isWhole(restoring)).toBe(true);
    const catalog = openCatalog(restoring, { mode: 'write' });
    const names = catalog.read.clips.records(null).map(({ name }) => name);
    catalog.close();
    if (names.length === 1) found.new++;
    else found.old++;
    expect([['first'], ['first', 'in the log']]).toContainEqual(names);
    for (const { file: kept } of listBackups(restoring)) expect(isWhole(kept)).toBe(true);
  }
  expect(found.old).toBeGreaterThan(0);
  expect(found.new).toBeGreaterThan(0);
});
