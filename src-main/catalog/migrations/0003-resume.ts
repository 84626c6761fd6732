import type { Migration } from './migration.ts';

/**
 * Runs may be interrupted; epochs tell of validation and memory. A check can be changed only by making its table anew,
 * and what names the table with it: dropping `run` alone would empty the others.
 */
export const resume: Migration = {
  version: 3,
  name: 'resume',
  sql: `
    CREATE TABLE new_run (
      id TEXT PRIMARY KEY,
      created_at TEXT NOT NULL,
      status TEXT NOT NULL CHECK (
        status IN ('queued', 'preparing', 'training', 'done', 'failed', 'cancelled', 'interrupted')),
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

    -- peak_memory_mib is null in runs of earlier versions.
    CREATE TABLE new_run_epoch (
      run_id TEXT NOT NULL REFERENCES new_run (id) ON DELETE CASCADE,
      fold INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      loss REAL NOT NULL,
      validation_loss REAL,
      held_out_loss REAL,
      seconds REAL NOT NULL,
      peak_memory_mib REAL,
      PRIMARY KEY (run_id, fold, epoch)
    ) STRICT, WITHOUT ROWID;

    -- distribution: the raters' shares in the order of the run's classes, in JSON; null where one emotion is learned.
    CREATE TABLE new_run_clip (
      run_id TEXT NOT NULL REFERENCES new_run (id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      clip_name TEXT NOT NULL,
      subject TEXT,
      target_emotion TEXT,
      target_intensity REAL,
      distribution TEXT,
      PRIMARY KEY (run_id, clip_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE new_prediction (
      run_id TEXT NOT NULL REFERENCES new_run (id) ON DELETE CASCADE,
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      fold INTEGER NOT NULL,
      emotion TEXT,
      intensity REAL,
      confidence REAL,
      probabilities TEXT,
      PRIMARY KEY (run_id, clip_id)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO new_run SELECT id, created_at, status, spec, classes, folds, left_out, subject_independent,
      backend, seconds, folds_done, headline, failure FROM run;
    INSERT INTO new_run_epoch SELECT run_id, fold, epoch, loss, NULL, held_out_loss, seconds, NULL FROM run_epoch;
    INSERT INTO new_run_clip SELECT run_id, clip_id, clip_name, subject, target_emotion, target_intensity, NULL
      FROM run_clip;
    INSERT INTO new_prediction SELECT run_id, clip_id, fold, emotion, intensity, confidence, probabilities
      FROM prediction;

    DROP TABLE run_epoch;
    DROP TABLE run_clip;
    DROP TABLE prediction;
    DROP TABLE run;
    ALTER TABLE new_run RENAME TO run;
    ALTER TABLE new_run_epoch RENAME TO run_epoch;
    ALTER TABLE new_run_clip RENAME TO run_clip;
    ALTER TABLE new_prediction RENAME TO prediction;
  `,
};
