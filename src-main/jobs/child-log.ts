import { closeSync, openSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** What a child prints. */
export interface ChildLog {
  /** Lines of its errors are kept in memory too. */
  follow(stream: Readable, kind: 'output' | 'errors'): void;
  /** The last lines of its errors. */
  lines(): readonly string[];
  close(): void;
}

const KEPT_LINES = 200;
const MAX_LINE_CHARS = 2000;

/** Where `file` is given, appends all lines there. A log that cannot be written stops no work. */
export function createChildLog(file: string | null): ChildLog {
  const kept: string[] = [];
  let descriptor = file === null ? null : openLog(file);

  const add = (line: string, kind: 'output' | 'errors') => {
    if (kind === 'errors') kept.push(line.slice(0, MAX_LINE_CHARS));
    if (kept.length > KEPT_LINES) kept.shift();
    if (descriptor === null) return;
    try {
      writeSync(descriptor, `${line}\n`);
    } catch {
      close();
    }
  };
  const close = () => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  return {
    follow: (stream, kind) => {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        const lines = (rest + chunk).split(/\r?\n/);
        rest = (lines.pop() ?? '').slice(-MAX_LINE_CHARS);
        for (const line of lines) add(line, kind);
      });
      stream.on('end', () => {
        if (rest !== '') add(rest, kind);
        rest = '';
      });
    },
    lines: () => kept,
    close,
  };
}

function openLog(file: string): number | null {
  try {
    return openSync(file, 'a');
  } catch {
    return null;
  }
}
