import type { Subject } from '#shared/domain/subject.ts';
import { type Database, transaction } from './database.ts';

export function createReadableSubjects(db: Database) {
  const all = db.prepare<[], { id: number; name: string; clipCount: number }>(`
    SELECT id, name, (SELECT count(*) FROM clip WHERE subject_id = subject.id) AS clipCount FROM subject ORDER BY name`);
  const attributes = db.prepare<[number], { name: string; value: string }>(
    'SELECT name, value FROM subject_attribute WHERE subject_id = ? ORDER BY name',
  );
  return {
    list: (): Subject[] =>
      all.all().map(({ id, ...subject }) => ({
        ...subject,
        attributes: Object.fromEntries(attributes.all(id).map(({ name, value }) => [name, value])),
      })),
  };
}

export function createWritableSubjects(db: Database) {
  const put = db.prepare<[string, string, string]>(`
    INSERT OR REPLACE INTO subject_attribute (subject_id, name, value)
    SELECT id, ?, ? FROM subject WHERE subject.name = ?`);
  const remove = db.prepare<[string, string]>(`
    DELETE FROM subject_attribute WHERE name = ? AND subject_id = (SELECT id FROM subject WHERE name = ?)`);
  return {
    /** Null takes the attribute away; of a subject that is not there nothing is written. */
    setAttribute: (subject: string, name: string, value: string | null): void =>
      transaction(db, () => {
        if (value === null) remove.run(name, subject);
        else put.run(name, value, subject);
      }),
  };
}
