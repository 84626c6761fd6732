import type { ClipId } from '#shared/domain/ids.ts';
import type { Database } from './database.ts';

/** What was written since somebody last asked. */
export interface CatalogChanges {
  /** Labels of these clips, or what raters together say of them. */
  readonly clips: ReadonlySet<ClipId>;
  /** True where more than labels may have changed: clips, the scheme, a setting, or anything by another program. */
  readonly more: boolean;
}

/** Tables whose rows tell of a clip by `clip_id`. */
const OF_CLIPS = ['label', 'clip_summary'];
/** The events of tables that lists of clips depend on as a whole. */
const OF_ALL: readonly (readonly [table: string, events: readonly string[]])[] = [
  ['clip', ['INSERT', 'UPDATE', 'DELETE']],
  ['frame', ['UPDATE', 'DELETE']],
  ['media_root', ['UPDATE']],
  ['subject', ['UPDATE']],
  ['dataset', ['UPDATE']],
  ['rater', ['UPDATE']],
  ['class_map', ['INSERT', 'UPDATE', 'DELETE']],
  ['class_map_entry', ['INSERT', 'UPDATE', 'DELETE']],
  ['meta', ['INSERT', 'UPDATE', 'DELETE']],
];

/**
 * Notes what this connection writes, by triggers that live with the connection: whoever keeps something in memory cannot
 * miss a statement. A transaction that is taken back may leave notes of what did not change.
 */
export function createChanges(db: Database) {
  const followers = new Set<{ clips: Set<ClipId>; more: boolean }>();
  // A copy of what can only be read is no read-only file, but nothing is written into it either.
  if (!db.readonly && db.pragma('query_only', { simple: true }) === 0) {
    db.function('note_clip', (id: ClipId) => {
      for (const follower of followers) follower.clips.add(id);
      return null;
    });
    db.function('note_all', () => {
      for (const follower of followers) follower.more = true;
      return null;
    });
    db.exec(triggers());
  }
  const versionByOthers = (): unknown => db.pragma('data_version', { simple: true });
  return {
    /** Gives a function that tells what was written since its last call; at the first all counts as changed. */
    follow: (): (() => CatalogChanges) => {
      const noted = { clips: new Set<ClipId>(), more: true };
      followers.add(noted);
      let seen = versionByOthers();
      return () => {
        const version = versionByOthers();
        const changes = { clips: new Set(noted.clips), more: noted.more || version !== seen };
        // What is not committed may yet be taken back: it is told once more.
        if (!db.inTransaction) {
          seen = version;
          noted.clips.clear();
          noted.more = false;
        }
        return changes;
      };
    },
  };
}

function triggers(): string {
  const ofClips = OF_CLIPS.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((event) => {
      const row = event === 'DELETE' ? 'old' : 'new';
      return trigger(table, event, `note_clip(${row}.clip_id)`);
    }),
  );
  const ofAll = OF_ALL.flatMap(([table, events]) =>
    events.map((event) => trigger(table, event, 'note_all()')),
  );
  return [...ofClips, ...ofAll].join('\n');
}

function trigger(table: string, event: string, note: string): string {
  return `CREATE TEMP TRIGGER note_${table}_${event} AFTER ${event} ON main.${table} BEGIN SELECT ${note}; END;`;
}
