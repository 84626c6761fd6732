import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Database, makeDurable, openForWriting } from './database.ts';
import { checkCatalog, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { temporaryFolder } from './test-support.ts';

/** Rows written by the program when migration n was its last one, and what must be there after the next. */
const DATA: readonly { readonly version: number; readonly rows: string; readonly check: string }[] = [
  {
    version: 1,
    rows: `
      INSERT INTO subject VALUES (1, 'S01');
      INSERT INTO emotion VALUES ('fear', 0);
      INSERT INTO clip VALUES (1, 'a', 'a', 1, 'train', 200, NULL, 2, 'h', 0);
      INSERT INTO frame VALUES (1, 0, 'a/1.png', 1), (1, 1, 'a/2.png', 2);
      INSERT INTO rater VALUES (1, 'Ada', 'person');
      INSERT INTO label VALUES (1, 1, 'fear', 0.7, 0, 1, 1, 0, '4+L12', 'a note', '2026-01-01T00:00:00.000Z');
      INSERT INTO undo_step VALUES (1, 1, 1, '2026-01-01T00:00:00.000Z', NULL, NULL, '{}', 0);`,
    check: `SELECT intensity = 0.7 AND note = 'a note' AND onset_frame = 0 AND apex_frame = 1 FROM label`,
  },
  {
    version: 2,
    rows: `
      INSERT INTO run (id, created_at, status, spec, classes, folds, left_out, subject_independent)
        VALUES ('r1', '2026-01-01T00:00:00.000Z', 'done', '{}', '[]', '[]', '[]', 1);
      INSERT INTO run_clip VALUES ('r1', 1, 'a', 'S01', 'fear', NULL);
      INSERT INTO prediction VALUES ('r1', 1, 0, 'fear', NULL, 0.9, '[0.9]');`,
    check: `SELECT emotion = 'fear' AND confidence = 0.9 FROM prediction`,
  },
];

function newDatabase(): Database {
  const db = openForWriting(join(temporaryFolder(), 'catalog.sqlite'), false);
  makeDurable(db);
  return db;
}

it.each(DATA)('goes from version $version to the next with its data', ({ version }) => {
  const db = newDatabase();
  migrate(db, MIGRATIONS.slice(0, version));
  const known = DATA.filter((data) => data.version <= version);
  for (const { rows } of known) db.exec(rows);
  migrate(db, MIGRATIONS.slice(0, version + 1));
  for (const { check } of known) expect(db.prepare(check).pluck().get()).toBe(1);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.pragma('user_version', { simple: true })).toBe(Math.min(version + 1, MIGRATIONS.length));
  expect(() => checkCatalog(db, MIGRATIONS.slice(0, version + 1))).not.toThrow();
});

it('has data for every migration, and numbers them without gaps', () => {
  expect(MIGRATIONS.map(({ version }) => version)).toEqual(DATA.map(({ version }) => version));
  expect(DATA.map(({ version }) => version)).toEqual(DATA.map((_, index) => index + 1));
});

it('keeps nothing of a migration that fails', () => {
  const db = newDatabase();
  migrate(db, MIGRATIONS.slice(0, 1));
  const broken = { version: 2, name: 'broken', sql: 'CREATE TABLE half (x) STRICT; CREATE TABLE half (x);' };
  expect(() => migrate(db, [...MIGRATIONS.slice(0, 1), broken])).toThrow();
  expect(db.prepare(`SELECT count(*) FROM sqlite_schema WHERE name = 'half'`).pluck().get()).toBe(0);
  expect(db.pragma('user_version', { simple: true })).toBe(1);
  expect(() => migrate(db, MIGRATIONS)).not.toThrow();
});

it('syncs every commit, also of a catalog that is opened again', () => {
  const first = newDatabase();
  migrate(first, MIGRATIONS);
  first.close();
  const db = openForWriting(first.name, true);
  // SQLite's own choice for a file with a write-ahead log is less: it may lose the last commits.
  db.pragma('user_version');
  makeDurable(db);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
});
