import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../database.ts';
import {
  fromColumns,
  parseLabel,
  serializeLabel,
  VALUE_COLUMNS,
  type ValueColumns,
} from '../label-columns.ts';
import { parseTrace, serializeTrace } from '../traces.ts';
import type { CatalogCheck } from './check.ts';

/** The state that the history of each label or trace ends in. */
const ENDS = `
  SELECT clip_id, rater_id, round, item, state FROM (
    SELECT clip_id, rater_id, round, item, state,
      row_number() OVER (PARTITION BY clip_id, rater_id, round, item ORDER BY at DESC, id DESC) AS place
    FROM label_history)
  WHERE place = 1`;

const LABELS = `
  SELECT clip.name AS clip, rater.name AS rater, ends.round, state, label.clip_id IS NOT NULL AS isThere, ${VALUE_COLUMNS}
  FROM (${ENDS} AND item = 'label') AS ends LEFT JOIN label USING (clip_id, rater_id, round)
    JOIN clip ON clip.id = ends.clip_id JOIN rater ON rater.id = ends.rater_id`;

const TRACES = `
  SELECT clip.name AS clip, rater.name AS rater, ends.round, state,
    CASE WHEN trace.clip_id IS NOT NULL
      THEN json_object('interpolation', interpolation, 'points', json(points)) END AS found
  FROM (${ENDS} AND item LIKE 'trace:%') AS ends
    LEFT JOIN trace ON trace.clip_id = ends.clip_id AND trace.rater_id = ends.rater_id
      AND trace.round = ends.round AND trace.name = substr(ends.item, 7)
    JOIN clip ON clip.id = ends.clip_id JOIN rater ON rater.id = ends.rater_id`;

/** Labels, or traces, that no history tells of. */
const untold = (table: 'label' | 'trace', item: string) => `
  SELECT clip.name AS clip, rater.name AS rater, round
  FROM ${table} JOIN clip ON clip.id = clip_id JOIN rater ON rater.id = rater_id
  WHERE NOT EXISTS (
    SELECT 1 FROM label_history AS told WHERE told.clip_id = ${table}.clip_id AND told.rater_id = ${table}.rater_id
      AND told.round = ${table}.round AND told.item = ${item})`;

interface Place {
  readonly clip: string;
  readonly rater: string;
  readonly round: number;
}
interface LabelRow extends Place, ValueColumns {
  readonly state: string | null;
  readonly isThere: 0 | 1;
}
interface TraceRow extends Place {
  readonly state: string | null;
  readonly found: string | null;
}

/** What counts is what was said last: a label that says something else was changed behind its history. */
export const labelsEndTheirHistory: CatalogCheck = {
  name: 'every label is what its history ends in',
  problems: (db, max) => [
    ...different(db, LABELS, 'label', max, ({ clip, rater, round, state, isThere, ...columns }: LabelRow) => {
      const found = isThere === 1 ? serializeLabel(fromColumns(columns)) : null;
      return found === state || isDeepStrictEqual(parseLabel(found), parseLabel(state));
    }),
    ...different(db, untold('label', `'label'`), 'label', max, () => false),
  ],
};

export const tracesEndTheirHistory: CatalogCheck = {
  name: 'every trace is what its history ends in',
  problems: (db, max) => [
    ...different(
      db,
      TRACES,
      'trace',
      max,
      ({ found, state }: TraceRow) =>
        found === state || serializeTrace(parseTrace(found)) === serializeTrace(parseTrace(state)),
    ),
    ...different(db, untold('trace', `'trace:' || trace.name`), 'trace', max, () => false),
  ],
};

/** A sentence for each row that is not `isSame`. */
function different<Row extends Place>(
  db: Database,
  sql: string,
  what: string,
  max: number,
  isSame: (row: Row) => boolean,
): string[] {
  const problems: string[] = [];
  for (const row of db.prepare<[], Row>(sql).iterate()) {
    if (agrees(row, isSame)) continue;
    problems.push(
      `the ${what} of ${row.rater}, round ${row.round}, on clip ${row.clip} is not what its history ends in`,
    );
    if (problems.length >= max) break;
  }
  return problems;
}

/** What cannot even be parsed agrees with nothing. */
function agrees<Row>(row: Row, isSame: (row: Row) => boolean): boolean {
  try {
    return isSame(row);
  } catch {
    return false;
  }
}
