import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeBackup } from './backup-write.ts';
import { openForWriting } from './database.ts';
import { openCatalog } from './index.ts';
import { addSamples, closedCatalogOf, temporaryFolder } from './test-support.ts';

const LARGE_MEGABYTES = 40;

/** In the middle of what fills the file: opening it does not meet it. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  bytes.fill(0xab, 20e6, 20e6 + 4096 * 3);
  writeFileSync(file, bytes);
}

/** The files of a catalog as a killed writer leaves them. */
function killed(file: string): string {
  const writer = openCatalog(file, { mode: 'write' });
  addSamples(writer, [{ name: 'last' }]);
  const dir = temporaryFolder();
  for (const suffix of ['', '-wal', '-open'])
    copyFileSync(file + suffix, join(dir, `catalog.sqlite${suffix}`));
  writer.close();
  return join(dir, 'catalog.sqlite');
}

describe('the check of a large catalog', { timeout: 30_000 }, () => {
  it('is not needed where it was closed', () => {
    const file = closedCatalogOf(LARGE_MEGABYTES);
    const catalog = openCatalog(file, { mode: 'write' });
    expect(catalog.health.atOpening).toBe('not-needed');
    expect(existsSync(`${file}-open`)).toBe(true);
    catalog.close();
    expect(readdirSync(join(file, '..'))).toEqual(['catalog.sqlite']);
  });

  it('is due after a writer that did not close it, until it was done', () => {
    const file = killed(closedCatalogOf(LARGE_MEGABYTES));
    const first = openCatalog(file, { mode: 'write' });
    expect(first.health.atOpening).toBe('due');
    expect(first.read.project.counts().clipCount).toBe(2);
    first.close();
    const second = openCatalog(file, { mode: 'write' });
    expect(second.health.atOpening).toBe('due');
    second.health.passed();
    second.close();
    const third = openCatalog(file, { mode: 'write' });
    expect(third.health.atOpening).toBe('not-needed');
    third.close();
  });

  it('that finds damage ends all writing, also that of the next opening, until a whole one is there', async () => {
    const file = closedCatalogOf(LARGE_MEGABYTES);
    const good = await writeBackup({ catalog: file, out: null, kind: 'regular' });
    damage(file);
    const catalog = openCatalog(file, { mode: 'write' });
    catalog.health.condemn('Page 5000 is damaged.');
    expect(() => catalog.write.raters.enterPerson('Ada')).toThrow('Page 5000 is damaged.');
    expect(catalog.read.project.counts().clipCount).toBe(1);
    catalog.close();
    expect(() => openCatalog(file, { mode: 'write' })).toThrow(`onset restore "${good.file}"`);
    copyFileSync(good.file, file);
    const mended = openCatalog(file, { mode: 'write' });
    expect(mended.health.atOpening).toBe('checked');
    mended.write.raters.enterPerson('Ada');
    mended.close();
    expect(existsSync(`${file}-open`)).toBe(false);
  });
});

describe('a catalog that is refused, its log included, is left byte for byte', () => {
  it.each([
    ['newer', `INSERT INTO migration VALUES (99, 'later', 'x', '2030'); PRAGMA user_version = 99`],
    ['of strange migrations', `UPDATE migration SET checksum = 'x' WHERE version = 2`],
    ['of another program', 'PRAGMA application_id = 7'],
  ])('%s', (_, sql) => {
    const file = join(temporaryFolder(), 'catalog.sqlite');
    openCatalog(file, { mode: 'create' }).close();
    const writer = openForWriting(file, true);
    writer.exec(sql);
    const dir = temporaryFolder();
    const copy = join(dir, 'catalog.sqlite');
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, copy + suffix);
    writer.close();
    const before = ['', '-wal'].map((suffix) => readFileSync(copy + suffix));
    expect(before[1]?.length).toBeGreaterThan(0);
    expect(() => openCatalog(copy, { mode: 'write' })).toThrow();
    expect(readdirSync(dir)).toEqual(['catalog.sqlite', 'catalog.sqlite-wal']);
    expect(['', '-wal'].map((suffix) => readFileSync(copy + suffix))).toEqual(before);
  });
});
