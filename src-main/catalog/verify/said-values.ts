import type { z } from 'zod';
import { distribution, labelValues } from '#shared/domain/label.ts';
import { traceValues } from '#shared/domain/trace.ts';
import type { Database } from '../database.ts';
import type { CatalogCheck } from './check.ts';

/** Of a label or trace: whose it is and which clip it is of. */
interface Said {
  readonly clip: string;
  readonly rater: string;
  readonly round: number;
}

const OF = 'JOIN clip ON clip.id = clip_id JOIN rater ON rater.id = rater_id';
const WHOSE = 'clip.name AS clip, rater.name AS rater, round';

/** SQL keeps the ranges; that shares belong together it cannot know. */
export const sharesAddUp: CatalogCheck = {
  name: 'the shares of every distribution add up to 1',
  problems: (db, max) => {
    const rows = db.prepare<[], Said & { json: string }>(
      `SELECT ${WHOSE}, label.distribution AS json FROM label ${OF} WHERE label.distribution IS NOT NULL`,
    );
    return found(
      rows.iterate(),
      max,
      ({ json }) => isOf(distribution, json),
      (of) => `the distribution of ${of} is none whose shares add up to 1`,
    );
  },
};

export const marksInsideClips: CatalogCheck = {
  name: 'every mark and every point of a trace lies inside its clip',
  problems: (db, max) => [...marksOutside(db, max), ...tracesOutside(db, max)].slice(0, max),
};

function marksOutside(db: Database, max: number): string[] {
  return db
    .prepare<[number], Said & { frames: number }>(`
      SELECT ${WHOSE}, frame_count AS frames FROM label ${OF}
      WHERE max(coalesce(onset_frame, 0), coalesce(apex_frame, 0), coalesce(offset_frame, 0)) >= max(frame_count, 1) LIMIT ?`)
    .all(max)
    .map((row) => `a mark in the label of ${inWords(row)} is past the last of its ${row.frames} frames`);
}

function tracesOutside(db: Database, max: number): string[] {
  const rows = db.prepare<[], Said & { frames: number; interpolation: string; points: string }>(
    `SELECT ${WHOSE}, frame_count AS frames, interpolation, points FROM trace ${OF}`,
  );
  return found(
    rows.iterate(),
    max,
    ({ frames, interpolation, points }) => {
      const parsed = traceValues.safeParse({ interpolation, points: fromJson(points) });
      return parsed.success && (parsed.data.points.at(-1)?.[0] ?? 0) < frames;
    },
    (of) => `the trace of ${of} is none, or goes past the last frame`,
  );
}

export const statesParse: CatalogCheck = {
  name: 'every state that the history and the undo ledger keep can be read',
  problems: (db, max) => {
    const rows = db.prepare<[], Said & { item: string; state: string }>(`
      SELECT ${WHOSE}, item, state FROM label_history ${OF} WHERE state IS NOT NULL
      UNION ALL SELECT ${WHOSE}, item, before FROM undo_step ${OF} WHERE before IS NOT NULL
      UNION ALL SELECT ${WHOSE}, item, after FROM undo_step ${OF} WHERE after IS NOT NULL`);
    const saidOfLabel = labelValues.partial();
    return found(
      rows.iterate(),
      max,
      ({ item, state }) => isOf(item === 'label' ? saidOfLabel : traceValues, state),
      (of) => `a former state of what was said by ${of} cannot be read`,
    );
  },
};

/** In words, the first `max` of the rows that are not right. */
function found<Row extends Said>(
  rows: Iterable<Row>,
  max: number,
  isRight: (row: Row) => boolean,
  toWords: (of: string) => string,
): string[] {
  const problems: string[] = [];
  for (const row of rows) {
    if (isRight(row)) continue;
    problems.push(toWords(inWords(row)));
    if (problems.length >= max) break;
  }
  return problems;
}

const inWords = ({ clip, rater, round }: Said) => `${rater}, round ${round}, on clip ${clip}`;

function isOf(schema: z.ZodType, json: string): boolean {
  return schema.safeParse(fromJson(json)).success;
}

/** `undefined`, which no schema here takes, for what is no JSON. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
