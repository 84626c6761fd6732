import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { ImportedFrame } from '#shared/domain/import.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { type TraceValues, traceValues } from '#shared/domain/trace.ts';
import type { Database } from './database.ts';
import type { HistoryItem } from './history.ts';
import {
  fromColumns,
  parseLabel,
  saysNothing,
  serializeLabel,
  VALUE_COLUMNS,
  type ValueColumns,
} from './label-columns.ts';
import { createWritableLabels } from './label-writer.ts';
import { parseTrace, serializeTrace } from './traces.ts';

/** Moves the marks in labels, their history and the undo ledger to where the same source numbers lie among `frames`. */
export function createMarkMover(db: Database) {
  const numbersOf = db
    .prepare<[number], number>('SELECT source_number FROM frame WHERE clip_id = ? ORDER BY position')
    .pluck();
  const labels = db.prepare<[number], ValueColumns & { raterId: RaterId; round: number; at: string }>(
    `SELECT rater_id AS raterId, round, updated_at AS at, ${VALUE_COLUMNS} FROM label WHERE clip_id = ?`,
  );
  const traces = db.prepare<[number], { raterId: number; round: number; name: string; points: string }>(
    'SELECT rater_id AS raterId, round, name, points FROM trace WHERE clip_id = ?',
  );
  const setTrace = db.prepare<[string, number, number, number, string]>(
    'UPDATE trace SET points = ? WHERE clip_id = ? AND rater_id = ? AND round = ? AND name = ?',
  );
  const removeTrace = db.prepare<[number, number, number, string]>(
    'DELETE FROM trace WHERE clip_id = ? AND rater_id = ? AND round = ? AND name = ?',
  );
  const ledgers = [
    { table: 'label_history', columns: ['state'] },
    { table: 'undo_step', columns: ['before', 'after'] },
  ].flatMap(({ table, columns }) =>
    columns.map((column) => ({
      rows: db.prepare<[number], { id: number; item: HistoryItem; state: string | null }>(
        `SELECT id, item, ${column} AS state FROM ${table} WHERE clip_id = ?`,
      ),
      set: db.prepare<[string | null, number]>(`UPDATE ${table} SET ${column} = ? WHERE id = ?`),
    })),
  );
  const write = createWritableLabels(db);
  return (id: ClipId, frames: readonly ImportedFrame[]): void => {
    const oldNumbers = numbersOf.all(id);
    const newIndex = new Map(frames.map((frame, index) => [frame.sourceNumber, index]));
    const move = (mark: Mark): Mark => {
      const number = mark === null ? undefined : oldNumbers[mark];
      return number === undefined ? null : (newIndex.get(number) ?? null);
    };
    const moved = labels.all(id).map(({ raterId, round, at, ...columns }) => {
      const values = movedMarks(fromColumns(columns), move);
      return { key: { clipId: id, raterId, round }, values: saysNothing(values) ? null : values, at };
    });
    write.putAll(moved);
    for (const { raterId, round, name, points } of traces.all(id)) {
      const moved = movedPoints(traceValues.shape.points.parse(JSON.parse(points)), move);
      if (moved.length === 0) removeTrace.run(id, raterId, round, name);
      else setTrace.run(JSON.stringify(moved), id, raterId, round, name);
    }
    for (const { rows, set } of ledgers)
      for (const row of rows.all(id)) set.run(moveState(row.item, row.state, move), row.id);
  };
}
type Mark = number | null;
type Move = (mark: Mark) => Mark;

/** Null where nothing is left of it: a label that says nothing is none, and so is a trace without a point. */
function moveState(item: HistoryItem, json: string | null, move: Move): string | null {
  if (item !== 'label') {
    const values = parseTrace(json);
    if (values === null) return null;
    const points = movedPoints(values.points, move);
    return points.length === 0 ? null : serializeTrace({ ...values, points });
  }
  const values = parseLabel(json);
  if (values === null) return null;
  const moved = movedMarks(values, move);
  return saysNothing(moved) ? null : serializeLabel(moved);
}

function movedMarks(values: LabelValues, move: Move): LabelValues {
  const { onset, apex, offset } = values;
  const moved = { onset: move(onset), apex: move(apex), offset: move(offset) };
  return {
    ...values,
    ...moved,
    onsetEstimated: moved.onset !== null && values.onsetEstimated,
    apexEstimated: moved.apex !== null && values.apexEstimated,
    offsetEstimated: moved.offset !== null && values.offsetEstimated,
  };
}

/** Points on frames that are gone are gone with them. */
function movedPoints(points: TraceValues['points'], move: Move): TraceValues['points'] {
  return points.flatMap(([frame, value]): TraceValues['points'] => {
    const moved = move(frame);
    return moved === null ? [] : [[moved, value]];
  });
}
