import { hash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedLabel } from '#shared/domain/import.ts';
import { createPlan, type Importer, type Skipped } from '../plan.ts';
import { clipKey, sourceName, sourceRater } from '../source.ts';
import { type FerColumns, readFerHeader, readFerRow } from './row.ts';
import { isUtf16, streamLines } from './stream-lines.ts';

const DATASET = 'fer2013';
/** A row of it holds up to 9,300. */
const MAX_LINE_CHARACTERS = 100_000;
/** As files of the set are named elsewhere (FER+). */
const DIGITS = 7;

/**
 * FER2013 as one table: `emotion,pixels,Usage`, a still a row. Stills are clips of one frame, which stays where it is in
 * the table, named by their row, and of no subject. Every row that is not blank is taken or listed.
 */
export const importFer2013: Importer = async (request, _known, task) => {
  const file = resolve(request.source);
  const name = basename(file);
  const rater = sourceRater(sourceName(file, true));
  const dataset = request.dataset ?? DATASET;
  const clips: ImportedClip[] = [];
  const labels: ImportedLabel[] = [];
  const skipped: Skipped[] = [];
  const copies = createCopies();
  // The decoder finds rows by their bytes.
  const hasFrames = !(await isUtf16(file));
  let columns: FerColumns | null = null;
  let index = -1;
  for await (const { line, text, share } of streamLines(file, MAX_LINE_CHARACTERS)) {
    task.signal.throwIfAborted();
    task.report(share, 1);
    const list = (reason: string) => skipped.push({ item: name, row: line, reason });
    if (columns === null) {
      columns = text === null ? null : readFerHeader(text);
      if (columns === null && text?.trim() === '') continue;
      if (columns === null) throw noHeader(name);
      continue;
    }
    if (text?.trim() === '') continue;
    // A row that is left out counts, so that the others keep their names and places.
    index++;
    const row = text === null ? 'it is too long to be a row of FER2013' : readFerRow(text, columns);
    if (typeof row === 'string') {
      list(row);
      continue;
    }
    const clip = `fer${String(index).padStart(DIGITS, '0')}`;
    const key = clipKey(dataset, clip);
    const contentHash = hash('sha256', row.pixels, 'hex');
    copies.add(contentHash, row.split);
    clips.push({
      ...{ key, name: clip, dataset, subject: null, split: row.split, fps: null },
      frames: [{ path: '', sourceNumber: index + 1 }],
      ...(hasFrames
        ? { root: dirname(file), contentHash, container: { kind: 'pixel-table', path: name } }
        : { root: null, contentHash: null }),
    });
    labels.push({
      ...{ clipKey: key, rater, emotion: row.emotion, intensity: null, onset: null, apex: null },
      ...{ offset: null, apexEstimated: false, actionUnits: null },
    });
  }
  if (columns === null) throw noHeader(name);
  skipped.push(...notes(name, clips.length, copies));
  if (!hasFrames && clips.length > 0)
    skipped.push({
      item: name,
      row: null,
      reason: 'it is UTF-16: its clips are kept without their images until it is saved as UTF-8',
    });
  return createPlan(request.kind, {
    clips,
    labels,
    skipped,
    aliasesApplied: {},
    recognised: 'FER2013',
    columns: { ...columns.headers },
  });
};

function noHeader(name: string): OnsetError {
  return new OnsetError('bad-input', `${name} is not FER2013: its first line is not emotion,pixels,Usage.`);
}

/** Counts images that stand in several rows. */
function createCopies() {
  const splits = new Map<string, string | null>();
  const counts = { copies: 0, acrossSplits: 0 };
  return {
    counts,
    add: (contentHash: string, split: string | null): void => {
      const before = splits.get(contentHash);
      if (before === undefined) splits.set(contentHash, split);
      else {
        counts.copies++;
        if (before !== split) counts.acrossSplits++;
      }
    },
  };
}

/** What must be known of the set as a whole. */
function notes(name: string, clips: number, { counts }: ReturnType<typeof createCopies>): Skipped[] {
  if (clips === 0) return [];
  const reasons = ['its images name no subject: a subject-independent split is impossible'];
  if (counts.copies > 0)
    reasons.push(
      `${counts.copies} of its rows hold an image that stands in an earlier row too, ${counts.acrossSplits} of them in another split`,
    );
  return reasons.map((reason) => ({ item: name, row: null, reason }));
}
