import type { Migration } from './migration.ts';

/**
 * Many raters: labels by round, with a status, soft distributions, confidence and estimated marks; traces; data sets,
 * attributes of subjects, schemes and class maps, recipes of gold labels. The history keeps each state once: what was
 * before is the state of the row before. A kind of rater more: `adjudicated`, whose labels were decided by hand.
 */
export const raters: Migration = {
  version: 4,
  name: 'raters',
  sql: `
    CREATE TABLE dataset (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE) STRICT;
    ALTER TABLE clip ADD COLUMN dataset_id INTEGER REFERENCES dataset (id);
    CREATE INDEX clip_by_dataset ON clip (dataset_id);

    CREATE TABLE subject_attribute (
      subject_id INTEGER NOT NULL REFERENCES subject (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (subject_id, name)
    ) STRICT, WITHOUT ROWID;

    -- A scheme is a set of emotions that exclude one another. Scheme 1 is there from the start.
    CREATE TABLE scheme (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE) STRICT;
    CREATE TABLE scheme_emotion (
      scheme_id INTEGER NOT NULL REFERENCES scheme (id) ON DELETE CASCADE,
      emotion TEXT NOT NULL REFERENCES emotion (name),
      position INTEGER NOT NULL,
      PRIMARY KEY (scheme_id, emotion)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO scheme VALUES (1, 'emotions');
    INSERT INTO scheme_emotion SELECT 1, name, position FROM emotion;

    -- Spellings of the project's own, on top of the built-in ones.
    CREATE TABLE emotion_alias (alias TEXT PRIMARY KEY, emotion TEXT NOT NULL REFERENCES emotion (name)) STRICT, WITHOUT ROWID;

    -- to_emotion is null where the map drops an emotion.
    CREATE TABLE class_map (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      from_scheme_id INTEGER NOT NULL REFERENCES scheme (id),
      to_scheme_id INTEGER NOT NULL REFERENCES scheme (id)
    ) STRICT;
    CREATE TABLE class_map_entry (
      map_id INTEGER NOT NULL REFERENCES class_map (id) ON DELETE CASCADE,
      from_emotion TEXT NOT NULL REFERENCES emotion (name),
      to_emotion TEXT REFERENCES emotion (name),
      PRIMARY KEY (map_id, from_emotion)
    ) STRICT, WITHOUT ROWID;

    -- recipe is a GoldRecipe as JSON.
    CREATE TABLE gold_recipe (
      name TEXT PRIMARY KEY COLLATE NOCASE,
      recipe TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The emotions a rater gives are those of one scheme.
    CREATE TABLE new_rater (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      kind TEXT NOT NULL CHECK (kind IN ('person', 'source', 'model', 'adjudicated')),
      scheme_id INTEGER NOT NULL DEFAULT 1 REFERENCES scheme (id)
    ) STRICT;
    INSERT INTO new_rater SELECT id, name, kind, 1 FROM rater;

    -- distribution: {emotion: share} in JSON, shares sum to 1.
    CREATE TABLE new_label (
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      rater_id INTEGER NOT NULL REFERENCES new_rater (id),
      round INTEGER NOT NULL CHECK (round >= 1),
      status TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'skipped')),
      emotion TEXT REFERENCES emotion (name),
      distribution TEXT,
      intensity REAL CHECK (intensity BETWEEN 0 AND 1),
      onset_frame INTEGER CHECK (onset_frame >= 0),
      apex_frame INTEGER CHECK (apex_frame >= 0),
      offset_frame INTEGER CHECK (offset_frame >= 0),
      onset_estimated INTEGER NOT NULL CHECK (onset_estimated IN (0, 1)),
      apex_estimated INTEGER NOT NULL CHECK (apex_estimated IN (0, 1)),
      offset_estimated INTEGER NOT NULL CHECK (offset_estimated IN (0, 1)),
      action_units TEXT,
      confidence REAL CHECK (confidence BETWEEN 0 AND 1),
      note TEXT NOT NULL,
      skip_reason TEXT,
      updated_at TEXT NOT NULL,
      PRIMARY KEY (clip_id, rater_id, round)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_label SELECT clip_id, rater_id, 1, 'submitted', emotion, NULL, intensity, onset_frame, apex_frame,
      offset_frame, 0, apex_estimated, 0, action_units, NULL, note, NULL, updated_at FROM label;

    -- points: [[frame, value], …] in JSON, by frame.
    CREATE TABLE trace (
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      rater_id INTEGER NOT NULL REFERENCES new_rater (id),
      round INTEGER NOT NULL CHECK (round >= 1),
      name TEXT NOT NULL,
      interpolation TEXT NOT NULL CHECK (interpolation IN ('linear', 'hold')),
      points TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      PRIMARY KEY (clip_id, rater_id, round, name)
    ) STRICT, WITHOUT ROWID;

    -- item: 'label', or 'trace:' and its name. state: what was said from then on, in JSON; null where nothing was any more.
    -- actor: who did it; null for imports. An id is never used twice, though a drag that goes on takes the last row back:
    -- the last id given out names a state of all labels.
    CREATE TABLE new_label_history (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      rater_id INTEGER NOT NULL REFERENCES new_rater (id),
      round INTEGER NOT NULL,
      item TEXT NOT NULL,
      actor_id INTEGER REFERENCES new_rater (id),
      at TEXT NOT NULL,
      cause TEXT NOT NULL CHECK (cause IN ('edit', 'undo', 'redo', 'restore', 'import', 'merge')),
      state TEXT
    ) STRICT;
    INSERT INTO new_label_history SELECT id, clip_id, rater_id, 1, 'label', iif(cause = 'import', NULL, rater_id), at, cause, after
      FROM label_history;

    CREATE TABLE new_undo_step (
      id INTEGER PRIMARY KEY,
      actor_id INTEGER NOT NULL REFERENCES new_rater (id),
      clip_id INTEGER NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
      rater_id INTEGER NOT NULL REFERENCES new_rater (id),
      round INTEGER NOT NULL,
      item TEXT NOT NULL,
      at TEXT NOT NULL,
      merge_key TEXT,
      before TEXT,
      after TEXT,
      undone INTEGER NOT NULL CHECK (undone IN (0, 1))
    ) STRICT;
    INSERT INTO new_undo_step SELECT id, rater_id, clip_id, rater_id, 1, 'label', at, merge_key, before, after, undone
      FROM undo_step;

    DROP TABLE undo_step;
    DROP TABLE label_history;
    DROP TABLE label;
    DROP TABLE rater;
    ALTER TABLE new_rater RENAME TO rater;
    ALTER TABLE new_label RENAME TO label;
    ALTER TABLE new_label_history RENAME TO label_history;
    ALTER TABLE new_undo_step RENAME TO undo_step;
    CREATE INDEX label_by_rater ON label (rater_id);
    CREATE INDEX trace_by_rater ON trace (rater_id);
    CREATE INDEX label_history_by_clip ON label_history (clip_id, rater_id, round);
    CREATE INDEX undo_step_by_actor ON undo_step (actor_id, undone, id);
    CREATE INDEX undo_step_by_clip ON undo_step (clip_id);

    -- The state of all labels when the run froze its data (the last id of their history); null for former runs.
    ALTER TABLE run ADD COLUMN label_version INTEGER;
    CREATE INDEX run_by_label_version ON run (label_version);

    -- What the raters together say of a clip, kept in step with its labels; a clip nobody labelled has none.
    CREATE TABLE clip_summary (
      clip_id INTEGER PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
      rater_count INTEGER NOT NULL,
      emotion TEXT,
      emotion_agreement REAL,
      intensity REAL,
      intensity_spread REAL,
      onset_frame INTEGER,
      apex_frame INTEGER,
      offset_frame INTEGER,
      apex_estimated INTEGER NOT NULL CHECK (apex_estimated IN (0, 1))
    ) STRICT;
  `,
};
