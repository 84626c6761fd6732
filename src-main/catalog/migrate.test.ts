import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Database, makeDurable, openForWriting } from './database.ts';
import { openCatalog } from './index.ts';
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
      INSERT INTO run_clip VALUES ('r2', 1, 'a', 'S01', 'fear', NULL, '[0.75,0.25]');
      INSERT INTO emotion VALUES ('anger', 1);
      INSERT INTO rater VALUES (2, 'sheet', 'source'), (3, 'Model r1', 'model');
      INSERT INTO label VALUES (1, 2, 'anger', NULL, 0, 1, 1, 1, NULL, '', '2026-02-01T00:00:00.000Z');
      INSERT INTO label_history VALUES
        (5, 1, 2, '2026-02-01T00:00:00.000Z', 'import', NULL, '{"emotion":"anger","onset":0,"apex":1,"offset":1,"apexEstimated":true,"actionUnits":null,"note":"","intensity":null}'),
        (6, 1, 1, '2026-02-02T00:00:00.000Z', 'edit', NULL, '{"emotion":"fear"}');
      INSERT INTO undo_step VALUES (7, 1, 1, '2026-02-02T00:00:00.000Z', 'drag', NULL, '{"emotion":"fear"}', 1);`,
    check: `
      SELECT e.validation_loss = 0.6 AND e.peak_memory_mib = 512.5 AND c.distribution = '[0.75,0.25]'
        AND (SELECT apex_estimated = 1 AND onset_estimated = 0 AND status = 'submitted' AND round = 1 AND distribution IS NULL
          AND onset_frame = 0 AND offset_frame = 1 AND updated_at = '2026-02-01T00:00:00.000Z' FROM label WHERE rater_id = 2)
        AND (SELECT group_concat(name || ' ' || kind || ' ' || scheme_id, ', ' ORDER BY id) FROM rater WHERE id < 4)
          = 'Ada person 1, sheet source 1, Model r1 model 1'
        AND (SELECT group_concat(emotion, ', ' ORDER BY position) FROM scheme_emotion WHERE scheme_id = 1) = 'fear, anger'
        AND (SELECT actor_id IS NULL AND item = 'label' AND state LIKE '{"emotion":"anger",%' FROM label_history WHERE id = 5)
        AND (SELECT actor_id = 1 AND round = 1 AND cause = 'edit' AND state = '{"emotion":"fear"}' FROM label_history WHERE id = 6)
        AND (SELECT actor_id = 1 AND rater_id = 1 AND merge_key = 'drag' AND undone = 1 AND before IS NULL
          AND after = '{"emotion":"fear"}' FROM undo_step WHERE id = 7)
      FROM run_epoch e JOIN run_clip c ON c.run_id = e.run_id WHERE e.run_id = 'r2'`,
  },
  {
    version: 4,
    rows: `
      INSERT INTO dataset VALUES (1, 'casme2');
      UPDATE clip SET dataset_id = 1;
      INSERT INTO subject_attribute VALUES (1, 'age', '22');
      INSERT INTO scheme VALUES (2, 'MEGC 2019');
      INSERT INTO emotion VALUES ('negative', 2);
      INSERT INTO scheme_emotion VALUES (2, 'negative', 0);
      INSERT INTO emotion_alias VALUES ('scared', 'fear');
      INSERT INTO class_map VALUES (1, 'seven to three', 1, 2);
      INSERT INTO class_map_entry VALUES (1, 'fear', 'negative'), (1, 'anger', NULL);
      INSERT INTO gold_recipe VALUES ('mine', '{}', '2026-03-01T00:00:00.000Z');
      INSERT INTO rater VALUES (4, 'Adjudicated', 'adjudicated', 1);
      INSERT INTO label VALUES (1, 4, 2, 'draft', 'fear', '{"fear":1}', 0.5, 0, 1, 1, 1, 0, 1, 'R6A', 0.9, 'n', NULL, '2026-03-01T00:00:00.000Z');
      INSERT INTO trace VALUES (1, 1, 1, 'intensity', 'linear', '[[0,0.5]]', '2026-03-01T00:00:00.000Z');
      INSERT INTO label_history (clip_id, rater_id, round, item, actor_id, at, cause, state)
        VALUES (1, 1, 1, 'trace:intensity', 1, '2026-03-01T00:00:00.000Z', 'edit', '{}');
      INSERT INTO clip_summary VALUES (1, 2, NULL, 0.5, 0.7, NULL, 0, 1, 1, 1);`,
    check: `
      SELECT status = 'draft' AND confidence = 0.9 AND distribution = '{"fear":1}' AND onset_estimated = 1
        AND (SELECT points = '[[0,0.5]]' FROM trace) AND (SELECT count(*) = 1 FROM clip_summary)
        AND (SELECT max(id) = 7 FROM label_history)
      FROM label WHERE rater_id = 4 AND round = 2`,
  },
  {
    version: 5,
    rows: `
      INSERT INTO kept_log VALUES ('l1', '2026-04-01T00:00:00.000Z', 'log.txt', '["negative"]', 2, 0.5);
      INSERT INTO kept_log_row VALUES ('l1', 2, 0, 'casme2', 'sub01', 'EP02_01f', 'negative', 'negative');`,
    check: `
      SELECT file_name = 'log.txt' AND skipped_lines = 2 AND headline = 0.5 AND r.clip = 'EP02_01f' AND r.fold = 0
      FROM kept_log l JOIN kept_log_row r ON r.log_id = l.id`,
  },
  {
    version: 6,
    rows: `UPDATE label_history SET state = '{"intensity":0.25}' WHERE id = 7`,
    check: `SELECT state = '{"intensity":0.25}' AND item = 'trace:intensity' FROM label_history WHERE id = 7`,
  },
  {
    version: 7,
    rows: `
      INSERT INTO clip VALUES (2, 'v', 'v', 1, NULL, 25, NULL, 1, 'hv', 0, NULL, 'video', 'v.mp4');
      INSERT INTO frame VALUES (2, 0, '', 0, 33.5);`,
    check: `
      SELECT container_kind = 'video' AND container_path = 'v.mp4' AND timestamp_ms = 33.5
      FROM clip JOIN frame ON clip_id = clip.id WHERE clip.id = 2`,
  },
];

function newDatabase(): Database {
  const db = openForWriting(join(temporaryFolder(), 'catalog.sqlite'), false);
  makeDurable(db);
  return db;
}

it.each(DATA)('goes from version $version to the next with its data', ({ version }) => {
  const db = newDatabase();
  const known = DATA.filter((data) => data.version <= version);
  for (const data of known) {
    migrate(db, MIGRATIONS.slice(0, data.version));
    db.exec(data.rows);
  }
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

it('lets what raters said of clips before summaries were kept be summed up at the next opening', () => {
  const db = newDatabase();
  for (const { version, rows } of DATA.slice(0, 3)) {
    migrate(db, MIGRATIONS.slice(0, version));
    db.exec(rows);
  }
  db.close();
  const looked = openCatalog(db.name, { mode: 'read' });
  onTestFinished(() => looked.close());
  const catalog = openCatalog(db.name, { mode: 'write' });
  onTestFinished(() => catalog.close());
  // Ada (0.7, fear) and the sheet (anger, its apex estimated): a tie, the sheet's marks.
  expect(catalog.read.summaries.all()).toEqual([
    {
      clipId: 1,
      raterCount: 2,
      emotion: null,
      emotionAgreement: 0.5,
      intensity: 0.7,
      intensitySpread: null,
      onset: 0,
      apex: 1,
      offset: 1,
      apexEstimated: true,
    },
  ]);
  expect(looked.read.summaries.all()).toEqual(catalog.read.summaries.all());
});

it('names no state of all labels twice: what a drag takes back is never given out again', () => {
  const db = newDatabase();
  migrate(db, MIGRATIONS);
  const add = `INSERT INTO label_history (clip_id, rater_id, round, item, at, cause) VALUES (1, 1, 1, 'label', '', 'edit') RETURNING id`;
  db.exec(`INSERT INTO clip (id, key, name, frame_count, media_missing) VALUES (1, 'a', 'a', 1, 0);
    INSERT INTO rater (id, name, kind) VALUES (1, 'Ada', 'person');`);
  const [first, second] = [db.prepare(add).pluck().get(), db.prepare(add).pluck().get()];
  db.exec(`DELETE FROM label_history WHERE id = ${second}`);
  expect([first, second, db.prepare(add).pluck().get()]).toEqual([1, 2, 3]);
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
