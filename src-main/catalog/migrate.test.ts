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
      INSERT INTO run_epoch (run_id, fold, epoch, loss, held_out_loss, seconds) VALUES ('r1', 0, 1, 0.5, 0.75, 2);
      INSERT INTO run_clip (run_id, clip_id, clip_name, subject, target_emotion)
        VALUES ('r1', 1, 'a', 'S01', 'fear');
      INSERT INTO prediction VALUES ('r1', 1, 0, 'fear', NULL, 0.9, '[0.9]');`,
    check: `
      SELECT p.emotion = 'fear' AND confidence = 0.9 AND c.subject = 'S01' AND e.held_out_loss = 0.75 AND e.seconds = 2
        AND r.status = 'done' AND r.subject_independent = 1 AND c.target_emotion = 'fear' AND c.distribution IS NULL
      FROM run r JOIN prediction p ON p.run_id = r.id JOIN run_clip c ON c.run_id = r.id
        JOIN run_epoch e ON e.run_id = r.id WHERE r.id = 'r1'`,
  },
  {
    version: 3,
    rows: `
      INSERT INTO run (id, created_at, status, spec, classes, folds, left_out, subject_independent)
        VALUES ('r2', '2026-01-01T00:00:00.000Z', 'interrupted', '{}', '[]', '[]', '[]', 1);
      INSERT INTO run_epoch VALUES ('r2', 0, 1, 0.5, 0.6, NULL, 2, 512.5);
      INSERT INTO run_clip VALUES ('r2', 1, 'a', 'S01', 'fear', NULL, '[0.75,0.25]');`,
    check: `
      SELECT e.validation_loss = 0.6 AND e.peak_memory_mib = 512.5 AND c.distribution = '[0.75,0.25]'
      FROM run_epoch e JOIN run_clip c ON c.run_id = e.run_id WHERE e.run_id = 'r2'`,
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

it('still takes a run with all that is its own when it is deleted, after its tables were made anew', () => {
  const db = newDatabase();
  migrate(db, MIGRATIONS.slice(0, 2));
  for (const { rows } of DATA.slice(0, 2)) db.exec(rows);
  migrate(db, MIGRATIONS);
  db.exec(`DELETE FROM run WHERE id = 'r1'`);
  for (const table of ['run_epoch', 'run_clip', 'prediction'])
    expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  expect(db.prepare(`SELECT count(*) FROM clip`).pluck().get()).toBe(1);
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
