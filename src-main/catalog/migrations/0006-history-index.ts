import type { Migration } from './migration.ts';

/** A put asks when its label was last changed: the index answers alone, without a read of a row far away in the file. */
export const historyIndex: Migration = {
  version: 6,
  name: 'history-index',
  sql: `
    DROP INDEX label_history_by_clip;
    CREATE INDEX label_history_by_clip ON label_history (clip_id, rater_id, round, item, at);
  `,
};
