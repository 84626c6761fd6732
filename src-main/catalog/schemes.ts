import { OnsetError } from '#shared/base/errors.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { ClassMap, Scheme } from '#shared/domain/scheme.ts';
import { type Heard, hear, type WayMap, wayOfAny, waysInto } from '#shared/kernels/class-maps.ts';
import { type Database, transaction } from './database.ts';
import { parseDistribution } from './label-columns.ts';

/** The scheme a new project labels in. */
const FIRST_SCHEME_ID = 1;

/** Whose emotion it is: what was adjudicated may be of any scheme. */
export interface Translated {
  readonly scheme: number;
  readonly kind: RaterKind;
  readonly emotion: string | null;
  /** Shares as JSON. */
  readonly distribution: string | null;
}

/** What is said in the main scheme. */
export type Translator = (said: Translated) => Pick<Heard, 'emotion' | 'missing'>;

/** Asks for the id of the main scheme. */
export function createMainScheme(db: Database): () => number {
  const stored = db.prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'main-scheme'`);
  return () => Number(stored.get()?.value ?? FIRST_SCHEME_ID);
}

/** Makes translators: each holds for the schemes and maps as they are when it is made. */
export function createTranslators(db: Database): () => Translator {
  const mainScheme = createMainScheme(db);
  const entriesTo = db.prepare<[number], MapEntry>(`
    SELECT class_map.id AS map, from_scheme_id AS scheme, from_emotion AS emotion, to_emotion AS "to"
    FROM class_map LEFT JOIN class_map_entry ON map_id = class_map.id
    WHERE to_scheme_id = ? ORDER BY class_map.id`);
  const emotions = db.prepare<[], { scheme: number; emotion: string }>(
    'SELECT scheme_id AS scheme, emotion FROM scheme_emotion ORDER BY scheme_id',
  );
  return () => {
    const main = mainScheme();
    // Nearly every label is of the main scheme: the maps are read when one is not.
    let ways: ReturnType<typeof waysInto<number>> | null = null;
    const wayFrom = (own: number) => {
      ways ??= waysInto(main, null, mapsOf(entriesTo.all(main), main));
      return ways(own);
    };
    let known: SchemeEmotions[] | null = null;
    const wayOfDecided = (own: number) => {
      known ??= schemesOf(emotions.all());
      const first = (id: number) => (known ?? []).filter(({ scheme }) => scheme === id);
      return wayOfAny([...first(main), ...first(own), ...known], wayFrom);
    };
    return ({ scheme, kind, emotion, distribution }) => {
      if (emotion === null && distribution === null) return { emotion, missing: null };
      const isAsItIs = scheme === main && kind !== 'adjudicated';
      // A distribution names its emotion: where nothing is mapped it need not be read.
      if (isAsItIs) return { emotion, missing: emotion === null ? 'tied' : null };
      const way = kind === 'adjudicated' ? wayOfDecided(scheme) : wayFrom(scheme);
      const shares = distribution === null ? null : parseDistribution(distribution);
      return hear(way, { emotion, distribution: shares });
    };
  };
}

interface MapEntry {
  readonly map: number;
  readonly scheme: number;
  /** Null: the map has no entries. */
  readonly emotion: string | null;
  readonly to: string | null;
}

function mapsOf(rows: readonly MapEntry[], to: number): WayMap<number>[] {
  const maps = new Map<number, { from: number; to: number; entries: Record<string, string | null> }>();
  for (const { map, scheme, emotion, to: target } of rows) {
    const known = maps.get(map) ?? { from: scheme, to, entries: {} };
    if (emotion !== null) known.entries[emotion] = target;
    maps.set(map, known);
  }
  return [...maps.values()];
}

interface SchemeEmotions {
  readonly scheme: number;
  readonly emotions: Set<string>;
}

function schemesOf(rows: readonly { scheme: number; emotion: string }[]): SchemeEmotions[] {
  const schemes = new Map<number, Set<string>>();
  for (const { scheme, emotion } of rows)
    schemes.set(scheme, (schemes.get(scheme) ?? new Set<string>()).add(emotion));
  return [...schemes].map(([scheme, emotions]) => ({ scheme, emotions }));
}

export function createReadableSchemes(db: Database) {
  const schemes = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM scheme ORDER BY id');
  const emotions = db.prepare<[number], { emotion: string }>(
    'SELECT emotion FROM scheme_emotion WHERE scheme_id = ? ORDER BY position, emotion',
  );
  const maps = db.prepare<[], { id: number; name: string; from: string; to: string }>(`
    SELECT class_map.id, class_map.name, a.name AS "from", b.name AS "to"
    FROM class_map JOIN scheme a ON a.id = from_scheme_id JOIN scheme b ON b.id = to_scheme_id ORDER BY class_map.id`);
  const entries = db.prepare<[number], { emotion: string; to: string | null }>(
    'SELECT from_emotion AS emotion, to_emotion AS "to" FROM class_map_entry WHERE map_id = ? ORDER BY from_emotion',
  );
  const aliases = db.prepare<[], { alias: string; emotion: string }>(
    'SELECT alias, emotion FROM emotion_alias ORDER BY alias',
  );
  const ofName = db.prepare<[string], { emotion: string }>(`
    SELECT emotion FROM scheme_emotion JOIN scheme ON scheme.id = scheme_id WHERE scheme.name = ? ORDER BY position, emotion`);
  const mainScheme = createMainScheme(db);
  return {
    /** Of the scheme of that name, in its order. */
    emotionsOf: (name: string): string[] => ofName.all(name).map(({ emotion }) => emotion),
    list: (): Scheme[] => {
      const main = mainScheme();
      return schemes.all().map(({ id, name }) => ({
        name,
        emotions: emotions.all(id).map(({ emotion }) => emotion),
        isMain: id === main,
      }));
    },
    classMaps: (): ClassMap[] =>
      maps.all().map(({ id, ...names }) => ({
        ...names,
        entries: Object.fromEntries(entries.all(id).map(({ emotion, to }) => [emotion, to])),
      })),
    /** {spelling: emotion}, the project's own. */
    aliases: (): Record<string, string> =>
      Object.fromEntries(aliases.all().map(({ alias, emotion }) => [alias, emotion])),
  };
}

export function createWritableSchemes(db: Database) {
  const idOf = db.prepare<[string], { id: number }>('SELECT id FROM scheme WHERE name = ?');
  const insert = db.prepare<[string], { id: number }>('INSERT INTO scheme (name) VALUES (?) RETURNING id');
  const addWord = db.prepare<[string]>(`
    INSERT INTO emotion (name, position) VALUES (?, (SELECT coalesce(max(position), -1) + 1 FROM emotion))
    ON CONFLICT (name) DO NOTHING`);
  const addEmotion = db.prepare<[number, string, number]>(`
    INSERT INTO scheme_emotion (scheme_id, emotion, position)
    VALUES (?, ?, (SELECT coalesce(max(position), -1) + 1 FROM scheme_emotion WHERE scheme_id = ?))
    ON CONFLICT (scheme_id, emotion) DO NOTHING`);
  const setMain = db.prepare<[string]>(`INSERT OR REPLACE INTO meta (key, value) VALUES ('main-scheme', ?)`);
  // Who never gave an emotion: no state of their labels names one, so no undo can bring one back.
  const moveRaters = db.prepare<[number, number]>(`
    UPDATE rater SET scheme_id = ? WHERE scheme_id = ? AND kind IN ('person', 'adjudicated') AND NOT EXISTS (
      SELECT 1 FROM label_history
      WHERE rater_id = rater.id AND (state LIKE '%"emotion":"%' OR state LIKE '%"distribution":{%'))`);
  const putMap = db.prepare<[string, number, number], { id: number }>(`
    INSERT INTO class_map (name, from_scheme_id, to_scheme_id) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET from_scheme_id = excluded.from_scheme_id, to_scheme_id = excluded.to_scheme_id
    RETURNING id`);
  const clearEntries = db.prepare<[number]>('DELETE FROM class_map_entry WHERE map_id = ?');
  const insertEntry = db.prepare<[number, string, string | null]>(
    'INSERT INTO class_map_entry (map_id, from_emotion, to_emotion) VALUES (?, ?, ?)',
  );
  const putAlias = db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO emotion_alias (alias, emotion) VALUES (?, ?)',
  );
  const mainScheme = createMainScheme(db);
  const required = (name: string): number => {
    const found = idOf.get(name);
    if (found === undefined) throw new OnsetError('not-found', `This project has no scheme ${name}.`);
    return found.id;
  };
  const addEmotions = (schemeId: number, emotions: readonly string[]): number => {
    let added = 0;
    for (const emotion of emotions) {
      addWord.run(emotion);
      added += addEmotion.run(schemeId, emotion, schemeId).changes;
    }
    return added;
  };
  return {
    /** Makes the scheme or adds what it lacks. */
    add: (name: string, emotions: readonly string[]): void =>
      transaction(db, () => {
        const id = (idOf.get(name) ?? insert.get(name))?.id;
        if (id === undefined) throw new Error('An insert returned no row.');
        addEmotions(id, emotions);
      }),
    /** Adds emotions to the main scheme, at its end; how many were not there. */
    addToMain: (emotions: readonly string[]): number =>
      transaction(db, () => addEmotions(mainScheme(), emotions)),
    /**
     * Raters who have not given an emotion yet go on in the new main scheme; the others keep theirs, since what they
     * said is in it. Whoever calls this refreshes the summaries. Throws OnsetError `not-found`.
     */
    setMain: (name: string): void =>
      transaction(db, () => {
        const [former, id] = [mainScheme(), required(name)];
        setMain.run(String(id));
        moveRaters.run(id, former);
      }),
    /**
     * Replaces the map of that name; emotions a scheme lacks are added to it. Whoever calls this refreshes the
     * summaries. Throws OnsetError `not-found` for schemes that are not there.
     */
    putClassMap: ({ name, from, to, entries }: ClassMap): void =>
      transaction(db, () => {
        const map = putMap.get(name, required(from), required(to));
        if (map === undefined) throw new Error('An insert returned no row.');
        clearEntries.run(map.id);
        addEmotions(required(from), Object.keys(entries));
        addEmotions(
          required(to),
          [...new Set(Object.values(entries))].filter((emotion) => emotion !== null),
        );
        for (const [emotion, target] of Object.entries(entries)) insertEntry.run(map.id, emotion, target);
      }),
    /** The emotion joins the main scheme where it is not in it. */
    putAlias: (alias: string, emotion: string): void =>
      transaction(db, () => {
        addEmotions(mainScheme(), [emotion]);
        putAlias.run(alias, emotion);
      }),
  };
}
