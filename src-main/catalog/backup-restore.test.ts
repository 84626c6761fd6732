import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Backup } from '#shared/domain/backup.ts';
import { backupFolder, listBackups } from './backup-names.ts';
import { restoreCatalog } from './backup-restore.ts';
import { writeBackup } from './backup-write.ts';
import { openForReading, openForWriting } from './database.ts';
import { type Catalog, openCatalog } from './index.ts';
import { addSamples, fillUp, smallDisk, temporaryFolder } from './test-support.ts';

const clipsIn = (catalog: Catalog) => catalog.read.clips.records(null).map(({ name }) => name);

function clipsOf(file: string): string[] {
  const catalog = openCatalog(file, { mode: 'read' });
  const names = clipsIn(catalog);
  catalog.close();
  return names;
}

/** A catalog that holds the clips old and new, and a backup of it that holds only the old one. */
async function changedSince(dir = temporaryFolder()): Promise<{ file: string; good: Backup }> {
  const file = join(dir, 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  addSamples(catalog, [{ name: 'old' }]);
  const good = await writeBackup({ catalog: file, out: null, kind: 'regular' });
  addSamples(catalog, [{ name: 'new' }]);
  catalog.close();
  return { file, good };
}

const namesBeside = (file: string) => readdirSync(join(file, '..')).sort();

describe('a restore', { timeout: 20_000 }, () => {
  it('puts the backup in place and keeps what was there as another', async () => {
    const { file, good } = await changedSince();
    const before = readFileSync(good.file);
    const kept = await restoreCatalog(file, good.file);
    expect(clipsOf(file)).toEqual(['old']);
    expect(clipsOf(kept ?? '')).toEqual(['old', 'new']);
    expect(listBackups(file).map(({ kind }) => kind)).toEqual(['before-restore', 'regular']);
    expect(readFileSync(good.file).equals(before)).toBe(true);
    const back = await restoreCatalog(file, kept ?? '');
    expect(back).not.toBeNull();
    const again = openCatalog(file, { mode: 'write' });
    expect(clipsIn(again)).toEqual(['old', 'new']);
    again.close();
    expect(namesBeside(file)).toEqual(['backups', 'catalog.sqlite']);
  });

  it('keeps the log that a killed writer left, and mixes it into nothing', async () => {
    const { file, good } = await changedSince();
    const writer = openCatalog(file, { mode: 'write' });
    addSamples(writer, [{ name: 'in the log' }]);
    const dir = temporaryFolder();
    const left = join(dir, 'catalog.sqlite');
    for (const suffix of ['', '-wal', '-shm', '-open']) copyFileSync(file + suffix, left + suffix);
    writer.close();
    const kept = await restoreCatalog(left, good.file);
    expect(namesBeside(left)).toEqual(['backups', 'catalog.sqlite']);
    expect(clipsOf(left)).toEqual(['old']);
    expect(clipsOf(kept ?? '')).toEqual(['old', 'new', 'in the log']);
  });

  it('takes a catalog with its log for a backup, too', async () => {
    const { file, good } = await changedSince();
    const writer = openCatalog(file, { mode: 'write' });
    addSamples(writer, [{ name: 'in the log' }]);
    const copy = join(temporaryFolder(), 'copy.sqlite');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix);
    writer.close();
    await restoreCatalog(file, good.file);
    const before = readFileSync(copy);
    await restoreCatalog(file, copy);
    expect(clipsOf(file)).toEqual(['old', 'new', 'in the log']);
    expect(readFileSync(copy).equals(before)).toBe(true);
    expect(existsSync(`${copy}-wal`)).toBe(true);
  });

  it('mends a damaged catalog, whose files are kept as they were', async () => {
    const { file, good } = await changedSince();
    truncateSync(file, 4096 * 5);
    const broken = readFileSync(file);
    expect(() => openCatalog(file, { mode: 'write' })).toThrow(`onset restore "${good.file}"`);
    const kept = await restoreCatalog(file, good.file);
    expect(kept).toMatch(/-damaged\.sqlite$/);
    expect(readFileSync(kept ?? '').equals(broken)).toBe(true);
    const mended = openCatalog(file, { mode: 'write' });
    expect(clipsIn(mended)).toEqual(['old']);
    mended.close();
  });

  it('brings a catalog back that is gone', async () => {
    const { file, good } = await changedSince();
    const elsewhere = join(temporaryFolder(), 'catalog.sqlite');
    expect(await restoreCatalog(elsewhere, good.file)).toBeNull();
    expect(clipsOf(elsewhere)).toEqual(['old']);
    expect(clipsOf(file)).toEqual(['old', 'new']);
  });
});

describe('nothing is changed by a restore', { timeout: 20_000 }, () => {
  const SPOILT: readonly (readonly [string, RegExp, (backup: string) => void])[] = [
    ['cut', /damaged|malformed/, (backup) => truncateSync(backup, readFileSync(backup).length - 4096 * 4)],
    [
      'overwritten',
      /is damaged/,
      (backup) => {
        const bytes = readFileSync(backup);
        bytes.fill(0xab, 4096 * 6, 4096 * 9);
        writeFileSync(backup, bytes);
      },
    ],
    ['no catalog', /not an Onset catalog/, (backup) => writeFileSync(backup, 'clip,rater\n'.repeat(1000))],
    [
      'newer',
      /newer Onset/,
      (backup) => tamper(backup, `INSERT INTO migration VALUES (99, 'later', 'x', '2030')`),
    ],
    [
      'without what it refers to',
      /refer to a clip that is not there/,
      (backup) => tamper(backup, 'PRAGMA foreign_keys = OFF; DELETE FROM clip'),
    ],
  ];
  it.each(SPOILT)('from a file that is %s', async (_, words, spoil) => {
    const { file, good } = await changedSince();
    spoil(good.file);
    const before = [readFileSync(file), readFileSync(good.file)];
    const refused = restoreCatalog(file, good.file);
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toThrow(good.file);
    expect([readFileSync(file), readFileSync(good.file)]).toEqual(before);
    expect(namesBeside(file)).toEqual(['backups', 'catalog.sqlite']);
    expect(readdirSync(backupFolder(file))).toHaveLength(1);
  });

  it('from a file that is not there, or without room to keep what is', async () => {
    const disk = smallDisk(4);
    if (disk === null) return;
    const { file, good } = await changedSince(disk);
    await expect(restoreCatalog(file, join(disk, 'none'))).rejects.toMatchObject({ code: 'not-found' });
    const elsewhere = join(temporaryFolder(), 'copy.sqlite');
    copyFileSync(good.file, elsewhere);
    const before = readFileSync(file);
    writeFileSync(join(disk, 'filler'), '');
    fillUp(join(disk, 'filler'));
    // Room for what is restored, and none for what is to be kept.
    truncateSync(join(disk, 'filler'), readFileSync(join(disk, 'filler')).length - good.bytes - 120_000);
    await expect(restoreCatalog(file, elsewhere)).rejects.toThrow(/disk is full/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(listBackups(file)).toHaveLength(1);
    expect(clipsOf(file)).toEqual(['old', 'new']);
  });

  it('while another program reads the catalog', async () => {
    const { file, good } = await changedSince();
    const writer = openForWriting(file, true);
    const reader = openForReading(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM clip').get();
    writer.exec(`INSERT INTO meta VALUES ('later', '1')`);
    writer.close();
    await expect(restoreCatalog(file, good.file)).rejects.toMatchObject({ code: 'busy' });
    reader.close();
    expect(clipsOf(file)).toEqual(['old', 'new']);
  });
});

function tamper(file: string, sql: string): void {
  const db = openForWriting(file, true);
  db.exec(sql);
  db.close();
}
