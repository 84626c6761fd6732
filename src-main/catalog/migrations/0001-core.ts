import type { Migration } from './migration.ts';

/** Clips with their frames, raters with their labels, the history of every label and the undo ledger. */
export const core: Migration = {
  version: 1,
  name: 'core',
  sql: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE subject (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE media_root (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE emotion (name TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;

    -- key: the clip's natural key within its source set, by which a second import recognises it.
    CREATE TABLE clip (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      subject_id INTEGER REFERENCES subject (id),
      split TEXT CHECK (split IN ('train', 'test')),
      fps REAL CHECK (fps > 0),
      root_id INTEGER REFERENCES media_root (id),
      frame_count INTEGER NOT NULL CHECK (frame_count >= 0),
      content_hash TEXT,
      media_missing INTEGER NOT NULL CHECK (media_missing IN (0, 1))
    ) STRICT;
    CREATE INDEX clip_by_subject ON clip (subject_id);
    CREATE INDEX clip_by_name ON clip (name);

    -- path is empty for the frames of a clip whose media is missing: their source numbers are still known.
    CREATE TABLE frame (
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      position INTEGER NOT NULL CHECK (position >= 0),
      path TEXT NOT NULL,
      source_number INTEGER NOT NULL,
      PRIMARY KEY (clip_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE rater (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'source', 'model'))
    ) STRICT;

    CREATE TABLE label (
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      rater_id INTEGER NOT NULL REFERENCES rater (id),
      emotion TEXT REFERENCES emotion (name),
      intensity REAL CHECK (intensity BETWEEN 0 AND 1),
      onset_frame INTEGER CHECK (onset_frame >= 0),
      apex_frame INTEGER CHECK (apex_frame >= 0),
      offset_frame INTEGER CHECK (offset_frame >= 0),
      apex_estimated INTEGER NOT NULL CHECK (apex_estimated IN (0, 1)),
      action_units TEXT,
      note TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      PRIMARY KEY (clip_id, rater_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX label_by_rater ON label (rater_id);

    -- before and after are LabelValues as JSON; null where there was, or is, no label.
    CREATE TABLE label_history (
      id INTEGER PRIMARY KEY,
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      rater_id INTEGER NOT NULL REFERENCES rater (id),
      at TEXT NOT NULL,
      cause TEXT NOT NULL CHECK (cause IN ('edit', 'undo', 'redo', 'import')),
      before TEXT,
      after TEXT
    ) STRICT;
    CREATE INDEX label_history_by_clip ON label_history (clip_id);

    CREATE TABLE undo_step (
      id INTEGER PRIMARY KEY,
      rater_id INTEGER NOT NULL REFERENCES rater (id),
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      at TEXT NOT NULL,
      merge_key TEXT,
      before TEXT,
      after TEXT,
      undone INTEGER NOT NULL CHECK (undone IN (0, 1))
    ) STRICT;
    CREATE INDEX undo_step_by_rater ON undo_step (rater_id, undone, id);
  `,
};
