import type { Migration } from './migration.ts';

/** Clips whose frames all lie in one file, a video or a table of pixels; frames with the time their container gives them. */
export const containers: Migration = {
  version: 7,
  name: 'containers',
  sql: `
    ALTER TABLE clip ADD COLUMN container_kind TEXT CHECK (container_kind IN ('video', 'pixel-table'));
    ALTER TABLE clip ADD COLUMN container_path TEXT CHECK ((container_path IS NULL) = (container_kind IS NULL));
    ALTER TABLE frame ADD COLUMN timestamp_ms REAL;
  `,
};
