import { z } from 'zod';
import type { ClipId } from '#shared/domain/ids.ts';
import { type Trace, type TraceValues, traceValues } from '#shared/domain/trace.ts';
import { type Database, transaction } from './database.ts';
import type { LabelKey } from './label-writer.ts';

interface TraceColumns extends Omit<Trace, 'points'> {
  readonly points: string;
}

const TRACE = `
  SELECT clip_id AS clipId, rater_id AS raterId, rater.name AS raterName, round, trace.name, interpolation, points,
    updated_at AS updatedAt
  FROM trace JOIN rater ON rater.id = rater_id`;

export function createReadableTraces(db: Database) {
  const ofClip = db.prepare<[number], TraceColumns>(
    `${TRACE} WHERE clip_id = ? ORDER BY rater_id, round, trace.name`,
  );
  const one = db.prepare<[number, number, number, string], TraceColumns>(
    `${TRACE} WHERE clip_id = ? AND rater_id = ? AND round = ? AND trace.name = ?`,
  );
  const all = db.prepare<[], TraceColumns>(`${TRACE} ORDER BY clip_id, rater_id, round, trace.name`);
  return {
    /** By rater, round and name. */
    ofClip: (clipId: ClipId): Trace[] => ofClip.all(clipId).map(fromRow),
    get: ({ clipId, raterId, round }: LabelKey, name: string): Trace | null => {
      const row = one.get(clipId, raterId, round, name);
      return row === undefined ? null : fromRow(row);
    },
    /** Of every clip; a row at a time, since there may be many. */
    *all(): Generator<Trace> {
      for (const row of all.iterate()) yield fromRow(row);
    },
  };
}

export function createWritableTraces(db: Database) {
  const upsert = db.prepare<
    [LabelKey & { name: string; interpolation: string; points: string; at: string }]
  >(`
    INSERT OR REPLACE INTO trace (clip_id, rater_id, round, name, interpolation, points, updated_at)
    VALUES (@clipId, @raterId, @round, @name, @interpolation, @points, @at)`);
  const remove = db.prepare<[number, number, number, string]>(
    'DELETE FROM trace WHERE clip_id = ? AND rater_id = ? AND round = ? AND name = ?',
  );
  return {
    /** Null takes it away. */
    put: ({ clipId, raterId, round }: LabelKey, name: string, values: TraceValues | null, at: string): void =>
      transaction(db, () => {
        if (values === null) remove.run(clipId, raterId, round, name);
        else
          upsert.run({ clipId, raterId, round, name, at, ...values, points: JSON.stringify(values.points) });
      }),
  };
}

const storedPoints = z.string().transform((text) => traceValues.shape.points.parse(JSON.parse(text)));

function fromRow(row: TraceColumns): Trace {
  return { ...row, points: storedPoints.parse(row.points) };
}

/** A trace as the history and the undo ledger keep it. */
export function parseTrace(text: string | null): TraceValues | null {
  return text === null ? null : traceValues.parse(JSON.parse(text));
}

export function serializeTrace(values: TraceValues | null): string | null {
  return values === null
    ? null
    : JSON.stringify({ interpolation: values.interpolation, points: values.points });
}
