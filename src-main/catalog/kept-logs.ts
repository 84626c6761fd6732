import { z } from 'zod';
import { emotionName } from '#shared/domain/emotion.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { type Database, transaction } from './database.ts';

/** A published log that is kept as a run. */
export interface KeptLog {
  readonly id: RunId;
  readonly createdAt: string;
  readonly fileName: string;
  readonly classes: readonly string[];
  /** Lines that could not be read. */
  readonly skippedLines: number;
  readonly foldCount: number;
  readonly clipCount: number;
  /** UF1, pooled. */
  readonly headline: number | null;
}

/** What the log says of one clip, whether or not the project has it. */
export interface KeptLogRow {
  /** Of the file, from 1. */
  readonly line: number;
  readonly fold: number;
  readonly dataset: string;
  readonly subject: string;
  readonly clip: string;
  readonly truth: string;
  readonly prediction: string;
}

type NewLog = Omit<KeptLog, 'foldCount' | 'clipCount'>;
type LogRow = Omit<KeptLog, 'classes'> & { classes: string };

const LOG = `
  SELECT id, created_at AS createdAt, file_name AS fileName, classes, skipped_lines AS skippedLines, headline,
    (SELECT count(DISTINCT fold) FROM kept_log_row WHERE log_id = id) AS foldCount,
    (SELECT count(*) FROM kept_log_row WHERE log_id = id) AS clipCount
  FROM kept_log`;

const classNames = z.array(emotionName);
const toLog = (row: LogRow): KeptLog => ({ ...row, classes: classNames.parse(JSON.parse(row.classes)) });

export function createReadableKeptLogs(db: Database) {
  const all = db.prepare<[], LogRow>(`${LOG} ORDER BY created_at DESC, id DESC`);
  const byId = db.prepare<[string], LogRow>(`${LOG} WHERE id = ?`);
  const rows = db.prepare<[string], KeptLogRow>(`
    SELECT line, fold, dataset, subject, clip, truth, prediction FROM kept_log_row WHERE log_id = ? ORDER BY line`);
  return {
    /** The newest first. */
    list: (): KeptLog[] => all.all().map(toLog),
    get: (id: RunId): KeptLog | null => {
      const row = byId.get(id);
      return row === undefined ? null : toLog(row);
    },
    /** In the file's order. */
    rows: (id: RunId): KeptLogRow[] => rows.all(id),
  };
}

export function createWritableKeptLogs(db: Database) {
  const insertLog = db.prepare<[string, string, string, string, number, number | null]>(
    'INSERT INTO kept_log (id, created_at, file_name, classes, skipped_lines, headline) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertRow = db.prepare<[string, number, number, string, string, string, string, string]>(`
    INSERT INTO kept_log_row (log_id, line, fold, dataset, subject, clip, truth, prediction)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  return {
    add: (log: NewLog, rows: readonly KeptLogRow[]): void =>
      transaction(db, () => {
        const { id, createdAt, fileName, classes, skippedLines, headline } = log;
        insertLog.run(id, createdAt, fileName, JSON.stringify(classes), skippedLines, headline);
        for (const { line, fold, dataset, subject, clip, truth, prediction } of rows)
          insertRow.run(id, line, fold, dataset, subject, clip, truth, prediction);
      }),
  };
}
