import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupFolder, listBackups, removeParts } from './backup-names.ts';
import { writeBackup } from './backup-write.ts';
import { openForReading, openForWriting } from './database.ts';
import { openCatalog } from './index.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { addSamples, fillUp, smallDisk, temporaryFolder } from './test-support.ts';

/** A catalog with one clip, and `megabytes` of something, closed. */
function savedCatalog(dir = temporaryFolder(), megabytes = 0): string {
  const file = join(dir, 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  addSamples(catalog, [{ name: 'first' }], [{ clip: 'first', rater: 'sheet', intensity: 0.5 }]);
  catalog.close();
  const db = openForWriting(file, true);
  db.prepare(`INSERT INTO meta VALUES ('filler', ?)`).run('x'.repeat(megabytes * 1e6));
  db.close();
  return file;
}

const regular = (catalog: string) => ({ catalog, out: null, kind: 'regular' as const });
const clipsIn = (file: string) => {
  const db = openForReading(file);
  try {
    return db.prepare('SELECT name FROM clip ORDER BY id').pluck().all();
  } finally {
    db.close();
  }
};

describe('a backup', () => {
  it('is one whole file named by time and labels; the catalog stays open meanwhile', async () => {
    const file = savedCatalog();
    const catalog = openCatalog(file, { mode: 'write' });
    const made = await writeBackup(regular(file));
    expect(made).toMatchObject({ labelVersion: 1, kind: 'regular' });
    expect(listBackups(file)).toEqual([made]);
    expect(readdirSync(backupFolder(file))).toHaveLength(1);
    addSamples(catalog, [{ name: 'second' }]);
    expect(clipsIn(made.file)).toEqual(['first']);
    catalog.close();
  });

  it('is of one moment, and does not begin anew, while labels are written', { timeout: 30_000 }, async () => {
    const file = savedCatalog(temporaryFolder(), 40);
    const catalog = openCatalog(file, { mode: 'write' });
    const making = writeBackup(regular(file));
    let writing = true;
    let written = 0;
    const stop = making.then(() => {
      writing = false;
    });
    while (writing) {
      addSamples(catalog, [{ name: `during ${written++}` }]);
      await new Promise(setImmediate);
    }
    await stop;
    const made = await making;
    catalog.close();
    expect(written).toBeGreaterThan(3);
    expect(clipsIn(made.file)).toEqual(['first']);
    expect(openForReading(made.file).pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100 * 4096)],
    ['overwritten', (bytes: Buffer) => bytes.fill(0xab, bytes.length - 100 * 4096, bytes.length - 97 * 4096)],
  ])('of a catalog that was %s is none, and the older ones stay', async (_, damaged) => {
    const file = savedCatalog(temporaryFolder(), 1);
    const good = await writeBackup(regular(file));
    writeFileSync(file, damaged(readFileSync(file)));
    const refused = writeBackup(regular(file));
    await expect(refused).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(`onset restore "${good.file}"`),
    });
    expect(listBackups(file)).toEqual([good]);
    expect(readdirSync(backupFolder(file))).toHaveLength(1);
  });

  it('goes where it is told, over nothing', async () => {
    const file = savedCatalog();
    const out = join(temporaryFolder(), 'mine.db');
    expect(await writeBackup({ ...regular(file), out })).toMatchObject({ file: out });
    const before = readFileSync(out);
    await expect(writeBackup({ ...regular(file), out })).rejects.toMatchObject({ code: 'conflict' });
    expect(readFileSync(out).equals(before)).toBe(true);
    await expect(writeBackup({ ...regular(file), out: join(out, '..', 'no', 'x') })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(listBackups(file)).toEqual([]);
  });

  it('that finds the disk full says so; what is there stays, and nothing else', async () => {
    const disk = smallDisk(8);
    if (disk === null) return;
    const file = savedCatalog(disk, 2);
    const good = await writeBackup(regular(file));
    writeFileSync(join(disk, 'filler'), '');
    fillUp(join(disk, 'filler'));
    await expect(writeBackup(regular(file))).rejects.toMatchObject({
      message: expect.stringMatching(/disk is full/),
    });
    expect(readdirSync(backupFolder(file)).map((name) => join(backupFolder(file), name))).toEqual([
      good.file,
    ]);
    expect(clipsIn(good.file)).toEqual(['first']);
    openCatalog(file, { mode: 'read' }).close();
  });
});

it('what was half written is taken away, and no backup with it', async () => {
  const file = savedCatalog();
  const good = await writeBackup(regular(file));
  for (const suffix of ['.part', '.part-journal']) writeFileSync(good.file + suffix, 'half');
  removeParts(file);
  expect(readdirSync(backupFolder(file)).map((name) => join(backupFolder(file), name))).toEqual([good.file]);
});

describe('before an update of the schema', () => {
  function formerCatalog(dir: string): string {
    const file = join(dir, 'catalog.sqlite');
    const db = openForWriting(file, false);
    migrate(db, MIGRATIONS.slice(0, 2));
    db.exec(
      `INSERT INTO subject VALUES (1, 'S01'); INSERT INTO meta VALUES ('filler', '${'x'.repeat(1e6)}')`,
    );
    db.close();
    return file;
  }

  it('what was there is kept as it was', () => {
    const file = formerCatalog(temporaryFolder());
    openCatalog(file, { mode: 'write' }).close();
    const [kept, ...others] = listBackups(file);
    expect(others).toEqual([]);
    expect(kept?.kind).toBe('before-update');
    const db = openForReading(kept?.file ?? '');
    expect(db.prepare('SELECT max(version) FROM migration').pluck().get()).toBe(2);
    expect(db.pragma('user_version', { simple: true })).toBe(2);
    expect(db.prepare('SELECT name FROM subject').pluck().all()).toEqual(['S01']);
    db.close();
    openCatalog(file, { mode: 'write' }).close();
    expect(listBackups(file)).toHaveLength(1);
  });

  it('no room to keep it, no update', () => {
    const disk = smallDisk(4);
    if (disk === null) return;
    const file = formerCatalog(disk);
    writeFileSync(join(disk, 'filler'), '');
    fillUp(join(disk, 'filler'));
    truncateSync(join(disk, 'filler'), readFileSync(join(disk, 'filler')).length - 500_000);
    const before = readFileSync(file);
    expect(() => openCatalog(file, { mode: 'write' })).toThrow(/disk is full/);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(listBackups(file)).toEqual([]);
  });
});
