import type { Migration } from './migration.ts';

/** Training runs, their epochs, and what they predicted of which clip. */
export const runs: Migration = {
  version: 2,
  name: 'runs',
  sql: `
    -- spec, classes, folds and left_out are JSON, frozen when the run was saved.
    CREATE TABLE run (
      id TEXT PRIMARY KEY,
      created_at TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('queued', 'preparing', 'training', 'done', 'failed', 'cancelled')),
      spec TEXT NOT NULL,
      classes TEXT NOT NULL,
      folds TEXT NOT NULL,
      left_out TEXT NOT NULL,
      subject_independent INTEGER NOT NULL CHECK (subject_independent IN (0, 1)),
      backend TEXT,
      seconds REAL,
      folds_done INTEGER NOT NULL DEFAULT 0,
      headline REAL,
      failure TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_epoch (
      run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      fold INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      loss REAL NOT NULL,
      held_out_loss REAL,
      seconds REAL NOT NULL,
      PRIMARY KEY (run_id, fold, epoch)
    ) STRICT, WITHOUT ROWID;

    -- Each clip as it was when the run froze its data: a target that differs later makes the run stale.
    CREATE TABLE run_clip (
      run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      clip_name TEXT NOT NULL,
      subject TEXT,
      target_emotion TEXT,
      target_intensity REAL,
      PRIMARY KEY (run_id, clip_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE prediction (
      run_id TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      fold INTEGER NOT NULL,
      emotion TEXT,
      intensity REAL,
      confidence REAL,
      probabilities TEXT,
      PRIMARY KEY (run_id, clip_id)
    ) STRICT, WITHOUT ROWID;
  `,
};
