import { OnsetError } from '#shared/base/errors.ts';
import type { RaterId } from '#shared/domain/ids.ts';
import { ADJUDICATED, type Rater } from '#shared/domain/rater.ts';
import { type Database, transaction } from './database.ts';

const RATER = `
  SELECT rater.id, rater.name, kind, scheme.name AS scheme,
    (SELECT count(*) FROM label WHERE rater_id = rater.id) AS labelCount
  FROM rater JOIN scheme ON scheme.id = scheme_id`;

export function createReadableRaters(db: Database) {
  const all = db.prepare<[], Rater>(`${RATER} ORDER BY kind, rater.name`);
  const byId = db.prepare<[number], Rater>(`${RATER} WHERE rater.id = ?`);
  const byName = db.prepare<[string], Rater>(`${RATER} WHERE rater.name = ?`);
  return {
    list: (): Rater[] => all.all(),
    get: (id: RaterId): Rater | null => byId.get(id) ?? null,
    /** Names are compared without regard to case, as the catalog keeps them. */
    find: (name: string): Rater | null => byName.get(name) ?? null,
  };
}

export function createWritableRaters(db: Database) {
  const insert = db.prepare<[string, Rater['kind']], { id: RaterId }>(
    'INSERT INTO rater (name, kind) VALUES (?, ?) RETURNING id',
  );
  const adjudicated = db.prepare<[], { id: RaterId }>(`SELECT id FROM rater WHERE kind = 'adjudicated'`);
  const setScheme = db.prepare<[string, number]>(
    'UPDATE rater SET scheme_id = (SELECT id FROM scheme WHERE name = ?) WHERE id = ?',
  );
  const toPerson = db.prepare<[number]>(`UPDATE rater SET kind = 'person' WHERE rater.id = ?`);
  const byName = db.prepare<[string], { id: RaterId; kind: Rater['kind'] }>(
    'SELECT id, kind FROM rater WHERE name = ?',
  );
  return {
    /** The person of that name. A rater whose labels came in with a table becomes one by giving their name. */
    enterPerson: (name: string): RaterId =>
      transaction(db, () => {
        const known = byName.get(name);
        if (known !== undefined) {
          if (known.kind === 'source') toPerson.run(known.id);
          return known.id;
        }
        return inserted(insert.get(name, 'person'));
      }),
    /** Who holds what was adjudicated; made where nobody does yet. */
    enterAdjudicated: (): RaterId =>
      transaction(db, () => adjudicated.get()?.id ?? inserted(insert.get(ADJUDICATED, 'adjudicated'))),
    /** The scheme the rater gives emotions of, by its name; it must be there. */
    setScheme: (raterId: RaterId, scheme: string): void =>
      transaction(db, () => void setScheme.run(scheme, raterId)),
    /** The model of that name. Throws OnsetError `conflict` where somebody else bears it. */
    enterModel: (name: string): RaterId =>
      transaction(db, () => {
        const known = byName.get(name);
        if (known === undefined) return inserted(insert.get(name, 'model'));
        if (known.kind === 'model') return known.id;
        throw new OnsetError(
          'conflict',
          `There is a ${known.kind} named ${name}: nothing was written over it.`,
        );
      }),
  };
}

function inserted(row: { id: RaterId } | undefined): RaterId {
  if (row === undefined) throw new Error('An insert returned no row.');
  return row.id;
}
