import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { ADJUDICATED, type Rater } from '#shared/domain/rater.ts';
import { type Database, transaction } from './database.ts';
import { createMainScheme } from './schemes.ts';
import { createSummaryWriter } from './summaries.ts';

/** Who a rater is; how much they labelled takes a count. */
export type RaterIdentity = Omit<Rater, 'labelCount'>;

const RATER = `
  SELECT rater.id, rater.name, kind, scheme.name AS scheme,
    (SELECT count(*) FROM label WHERE rater_id = rater.id) AS labelCount
  FROM rater JOIN scheme ON scheme.id = scheme_id`;

export function createReadableRaters(db: Database) {
  const all = db.prepare<[], Rater>(`${RATER} ORDER BY kind, rater.name`);
  const byId = db.prepare<[number], Rater>(`${RATER} WHERE rater.id = ?`);
  const byName = db.prepare<[string], Rater>(`${RATER} WHERE rater.name = ?`);
  const identity = db.prepare<[number], RaterIdentity>(`
    SELECT rater.id, rater.name, kind, scheme.name AS scheme FROM rater JOIN scheme ON scheme.id = scheme_id
    WHERE rater.id = ?`);
  return {
    list: (): Rater[] => all.all(),
    /** Without counting. */
    identity: (id: RaterId): RaterIdentity | null => identity.get(id) ?? null,
    get: (id: RaterId): Rater | null => byId.get(id) ?? null,
    /** Names are compared without regard to case, as the catalog keeps them. */
    find: (name: string): Rater | null => byName.get(name) ?? null,
  };
}

export function createWritableRaters(db: Database) {
  const insert = db.prepare<[string, Rater['kind'], number], { id: RaterId }>(
    'INSERT INTO rater (name, kind, scheme_id) VALUES (?, ?, ?) RETURNING id',
  );
  const mainScheme = createMainScheme(db);
  const add = (name: string, kind: Rater['kind']) => inserted(insert.get(name, kind, mainScheme()));
  const adjudicated = db.prepare<[], { id: RaterId }>(`SELECT id FROM rater WHERE kind = 'adjudicated'`);
  const setScheme = db.prepare<[string, number]>(
    'UPDATE rater SET scheme_id = (SELECT id FROM scheme WHERE name = ?) WHERE id = ?',
  );
  const toPerson = db.prepare<[number]>(`UPDATE rater SET kind = 'person' WHERE rater.id = ?`);
  const byName = db.prepare<[string], { id: RaterId; kind: Rater['kind'] }>(
    'SELECT id, kind FROM rater WHERE name = ?',
  );
  const clipsOf = db
    .prepare<[number], ClipId>('SELECT DISTINCT clip_id FROM label WHERE rater_id = ? ORDER BY clip_id')
    .pluck();
  const summaries = createSummaryWriter(db);
  // What raters say together depends on the kind and the scheme of each.
  const refreshClipsOf = (raterId: RaterId) => summaries.refresh(clipsOf.all(raterId));
  return {
    /**
     * The person of that name. A rater whose labels came in with a table becomes one by giving their name. Throws
     * OnsetError `conflict` for a name that is no person's: a model's, or that of what was adjudicated.
     */
    enterPerson: (name: string): RaterId =>
      transaction(db, () => {
        const known = byName.get(name);
        if (known?.kind === 'model')
          throw new OnsetError('conflict', `${name} is the name of a model in this project: choose another.`);
        if (known?.kind === 'adjudicated' || name.toLowerCase() === ADJUDICATED.toLowerCase())
          throw new OnsetError(
            'conflict',
            `${name} stands for what was decided by hand: choose another name.`,
          );
        if (known === undefined) return add(name, 'person');
        if (known.kind === 'source') {
          toPerson.run(known.id);
          refreshClipsOf(known.id);
        }
        return known.id;
      }),
    /** Who holds what was adjudicated; made where nobody does yet. Throws OnsetError `conflict` where somebody bears the name. */
    enterAdjudicated: (): RaterId =>
      transaction(db, () => {
        const known = adjudicated.get();
        if (known !== undefined) return known.id;
        const other = byName.get(ADJUDICATED);
        if (other === undefined) return add(ADJUDICATED, 'adjudicated');
        throw new OnsetError(
          'conflict',
          `A ${other.kind} of this project is named ${ADJUDICATED}, the name of what is decided by hand: nothing was written.`,
        );
      }),
    /** The scheme the rater gives emotions of, by its name; it must be there. */
    setScheme: (raterId: RaterId, scheme: string): void =>
      transaction(db, () => {
        setScheme.run(scheme, raterId);
        refreshClipsOf(raterId);
      }),
    /** The model of that name. Throws OnsetError `conflict` where somebody else bears it. */
    enterModel: (name: string): RaterId =>
      transaction(db, () => {
        const known = byName.get(name);
        if (known === undefined) return add(name, 'model');
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
