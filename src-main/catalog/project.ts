import type { ProjectSummary } from '#shared/domain/project.ts';
import { type Database, transaction } from './database.ts';

export type ProjectCounts = Pick<
  ProjectSummary,
  'clipCount' | 'subjectCount' | 'labelCount' | 'missingMediaCount'
>;

export function createReadableProject(db: Database) {
  // A model's suggestions are no labels of the project's.
  const counts = db.prepare<[], ProjectCounts>(`
    SELECT count(*) AS clipCount, coalesce(sum(media_missing), 0) AS missingMediaCount,
      (SELECT count(*) FROM subject) AS subjectCount,
      (SELECT count(*) FROM label WHERE rater_id NOT IN (SELECT id FROM rater WHERE kind IN ('model', 'adjudicated')))
        AS labelCount
    FROM clip`);
  const ownChanges = db.prepare<[], { count: number }>('SELECT total_changes() AS count');
  const meta = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  return {
    counts: (): ProjectCounts => {
      const row = counts.get();
      if (row === undefined) throw new Error('A count returned no row.');
      return row;
    },
    /** Another one whenever anything was written since, here or by another program. */
    version: (): string => {
      const byOthers: unknown = db.pragma('data_version', { simple: true });
      return `${byOthers} ${ownChanges.get()?.count}`;
    },
    /** True where nobody may see another's label of a clip before submitting their own. */
    isBlind: (): boolean => meta.get('blind')?.value === '1',
    /** The seed of the demo that was brought in whole; null for any other project. */
    demoSeed: (): number | null => {
      const row = meta.get('demo-seed');
      return row === undefined ? null : Number(row.value);
    },
  };
}

export function createWritableProject(db: Database) {
  const set = db.prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
  return {
    setDemoSeed: (seed: number): void => transaction(db, () => void set.run('demo-seed', String(seed))),
    setBlind: (blind: boolean): void => transaction(db, () => void set.run('blind', blind ? '1' : '0')),
  };
}
