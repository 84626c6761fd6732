import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { OnsetError } from '#shared/base/errors.ts';
import { runId } from '#shared/domain/ids.ts';
import { makeDurable, openForWriting, transaction } from './database.ts';
import { openCatalog } from './index.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { addSamples, readOnlyViewOf, temporaryFolder } from './test-support.ts';

/** The path of a catalog with some clips, closed. */
function savedCatalog(clips = 3): string {
  const file = join(temporaryFolder(), 'catalog.sqlite');
  const catalog = openCatalog(file, { mode: 'create' });
  addSamples(
    catalog,
    Array.from({ length: clips }, (_, i) => ({ name: `clip ${i}` })),
  );
  catalog.close();
  return file;
}

function refusal(work: () => unknown): Pick<OnsetError, 'code' | 'message'> {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error as OnsetError;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

/** Changes the file with SQL of another program. */
function tamper(file: string, sql: string): void {
  const db = openForWriting(file, true);
  db.exec(sql);
  db.close();
}

describe('a catalog', () => {
  it('holds what was written, after it is opened again', () => {
    const file = savedCatalog();
    const catalog = openCatalog(file, { mode: 'write' });
    expect(catalog.read.project.counts()).toMatchObject({ clipCount: 3, labelCount: 0 });
    catalog.close();
    expect(readdirSync(join(file, '..'))).toEqual(['catalog.sqlite']);
  });

  it('is made over a file whose making was interrupted, never over another', () => {
    const file = join(temporaryFolder(), 'catalog.sqlite');
    writeFileSync(file, '');
    openCatalog(file, { mode: 'create' }).close();
    expect(refusal(() => openCatalog(file, { mode: 'create' })).code).toBe('conflict');
  });

  it('of a newer version is refused untouched', () => {
    const file = savedCatalog();
    tamper(file, `INSERT INTO migration VALUES (99, 'later', 'x', '2030-01-01'); PRAGMA user_version = 99`);
    const before = readFileSync(file);
    const refused = refusal(() => openCatalog(file, { mode: 'write' }));
    expect(refused.code).toBe('newer-version');
    expect(refused.message).toContain('newer Onset');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('whose migrations are not ours is refused untouched', () => {
    const file = savedCatalog();
    tamper(file, `UPDATE migration SET checksum = 'x' WHERE version = 2`);
    const before = readFileSync(file);
    expect(refusal(() => openCatalog(file, { mode: 'write' })).code).toBe('newer-version');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ['text', (file: string) => writeFileSync(file, 'clip,rater\n'.repeat(1000))],
    ['nothing', (file: string) => writeFileSync(file, '')],
    [
      'a database of another program',
      (file: string) => {
        const db = openForWriting(file, false);
        db.exec('CREATE TABLE song (name TEXT)');
        db.close();
      },
    ],
  ])('is not a file with %s', (_, write) => {
    const file = join(temporaryFolder(), 'catalog.sqlite');
    write(file);
    const before = readFileSync(file);
    expect(refusal(() => openCatalog(file, { mode: 'write' })).code).toBe('bad-input');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('that is not there is not made by opening it', () => {
    const file = join(temporaryFolder(), 'catalog.sqlite');
    expect(refusal(() => openCatalog(file, { mode: 'write' })).code).toBe('not-found');
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['cut off', (file: string) => truncateSync(file, readFileSync(file).length - 8192)],
    [
      'overwritten in the middle',
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xab, 4096 * 3, 4096 * 20);
        writeFileSync(file, bytes);
      },
    ],
  ])('that was %s is refused in words, untouched', (_, damage) => {
    const file = savedCatalog(500);
    damage(file);
    const before = readFileSync(file);
    const refused = refusal(() => openCatalog(file, { mode: 'write' }));
    expect(refused.code).toBe('bad-input');
    expect(refused.message).toContain('damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('a catalog that is only read', () => {
  it('can be looked at; every change is refused in words', () => {
    const catalog = openCatalog(savedCatalog(), { mode: 'read' });
    expect(catalog.read.clips.records(null)).toHaveLength(3);
    const refused = refusal(() => catalog.write.emotions.add('fear'));
    expect(refused.code).toBe('read-only');
    expect(refused.message).toContain('only be read');
    catalog.close();
  });

  it.each([
    ['as it was closed', false],
    ['as it was left by a crash, its log included', true],
  ])('is read from a copy where the folder cannot be written: %s', (_, crashed) => {
    const file = savedCatalog();
    const writer = openCatalog(file, { mode: 'write' });
    addSamples(writer, [{ name: 'newest' }]);
    if (!crashed) writer.close();
    const dir = temporaryFolder();
    for (const suffix of crashed ? ['', '-wal'] : [''])
      copyFileSync(file + suffix, join(dir, `catalog.sqlite${suffix}`));
    if (crashed) writer.close();
    const view = readOnlyViewOf(dir);
    if (view === null) return;

    const forCopies = temporaryFolder();
    vi.stubEnv('TMPDIR', forCopies);
    const catalog = openCatalog(join(view, 'catalog.sqlite'), { mode: 'read' });
    expect(catalog.read.project.counts().clipCount).toBe(4);
    expect(refusal(() => catalog.write.emotions.add('fear')).code).toBe('read-only');
    expect(readdirSync(forCopies)).toHaveLength(1);
    catalog.close();
    expect(readdirSync(forCopies)).toEqual([]);
    vi.unstubAllEnvs();
  });
});

it('a catalog of a former version can be read: a copy of it is brought up to date', () => {
  const file = join(temporaryFolder(), 'catalog.sqlite');
  const db = openForWriting(file, false);
  makeDurable(db);
  migrate(db, MIGRATIONS.slice(0, 2));
  db.exec(`
    INSERT INTO run (id, created_at, status, spec, classes, folds, left_out, subject_independent)
      VALUES ('r1', '2026-01-01T00:00:00.000Z', 'done', '{}', '[]', '[]', '[]', 1);
    INSERT INTO run_epoch (run_id, fold, epoch, loss, held_out_loss, seconds) VALUES ('r1', 0, 1, 0.5, 0.75, 2)`);
  db.close();
  chmodSync(file, 0o444);
  const before = readFileSync(file);

  const forCopies = temporaryFolder();
  vi.stubEnv('TMPDIR', forCopies);
  const catalog = openCatalog(file, { mode: 'read' });
  expect(catalog.read.runs.history(runId.parse('r1'))).toMatchObject([
    { heldOutLoss: 0.75, validationLoss: null },
  ]);
  expect(refusal(() => catalog.write.emotions.add('fear')).code).toBe('read-only');
  catalog.close();
  expect(readdirSync(forCopies)).toEqual([]);
  expect(readFileSync(file).equals(before)).toBe(true);
  vi.unstubAllEnvs();
});

it('a full disk is told in words and nothing of the transaction is kept', () => {
  const db = openForWriting(savedCatalog(), true);
  const pages = Number(db.pragma('page_count', { simple: true }));
  db.pragma(`max_page_count = ${pages + 2}`);
  const fill = () => {
    for (let i = 0; i < 1000; i++)
      db.prepare('INSERT INTO subject (name) VALUES (?)').run('x'.repeat(500) + i);
  };
  const refused = refusal(() => transaction(db, fill));
  expect(refused.message).toContain('disk is full');
  expect(db.prepare('SELECT count(*) FROM subject').pluck().get()).toBe(0);
  db.close();
});
