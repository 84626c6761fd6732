import type { Migration } from './migration.ts';

/**
 * Published logs that are kept as runs. They lead to clips by data set, subject and name when they are read: the project
 * need not have any of the clips, and may get them later.
 */
export const keptLogs: Migration = {
  version: 5,
  name: 'kept-logs',
  sql: `
    -- classes: JSON, in the order of the figures. skipped_lines: how many lines could not be read and count in no figure.
    CREATE TABLE kept_log (
      id TEXT PRIMARY KEY,
      created_at TEXT NOT NULL,
      file_name TEXT NOT NULL,
      classes TEXT NOT NULL,
      skipped_lines INTEGER NOT NULL CHECK (skipped_lines >= 0),
      headline REAL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE kept_log_row (
      log_id TEXT NOT NULL REFERENCES kept_log (id) ON DELETE CASCADE,
      line INTEGER NOT NULL CHECK (line >= 1),
      fold INTEGER NOT NULL CHECK (fold >= 0),
      dataset TEXT NOT NULL,
      subject TEXT NOT NULL,
      clip TEXT NOT NULL,
      truth TEXT NOT NULL,
      prediction TEXT NOT NULL,
      PRIMARY KEY (log_id, line)
    ) STRICT, WITHOUT ROWID;
  `,
};
