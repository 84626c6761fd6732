import { basename, resolve } from 'node:path';
import { OnsetError } from '#shared/base/errors.ts';
import type { ImportedClip, ImportedLabel, ImportRequest } from '#shared/domain/import.ts';
import { assumedNote, joinClips } from './clip-identity.ts';
import { createEmotionReader } from './emotion-reader.ts';
import { createPlan, type Importer, type ImportPlan, type ProbeVideo, type Skipped } from './plan.ts';
import { findSheetColumns, type SheetColumns } from './sheet-columns.ts';
import { labelOf, subjectsOf } from './sheet-labels.ts';
import { recogniseLayout } from './sheet-layouts.ts';
import { mediaOf, readMedia } from './sheet-media.ts';
import { readSheetRows, tellRowsApart } from './sheet-rows.ts';
import { clipKey, sourceName, sourceRater } from './source.ts';
import { readTables } from './tables/read-tables.ts';
import type { Table } from './tables/table.ts';

/**
 * Coding sheets: one row a clip, from .xlsx or .csv, joined to the clips of the project and to the frames below `mediaRoot` by a
 * layout: images, or a video whose frames the sheet counts. The labels belong to a rater named after the sheet. A clip whose media is missing is kept: its frames from the
 * first mark to the last are known by their numbers. In a sheet whose rows are parts of recordings (see
 * {@link tellRowsApart}) a clip is the frames from its onset to its offset, else all frames of its folder. A sheet
 * without the columns needed makes a plan of nothing that names those there are.
 */
export const createSheetImporter =
  (probe: ProbeVideo): Importer =>
  async (request, known, task) => {
    const file = resolve(request.source);
    const sheet = basename(file);
    const skipped: Skipped[] = [];
    const columns = pickTable(await readTables(file), request, sheet, skipped);
    if (columns.missing.length > 0) return planWithout(columns, request, sheet);
    skipped.push(...columns.badRows.map(({ row, reason }) => ({ item: sheet, row, reason })));
    const emotions = createEmotionReader(request.aliases);
    const read = readSheetRows(columns, emotions, sheet, skipped);
    const recognised = recogniseLayout(columns, read);
    const told = tellRowsApart(read, recognised?.areParts ?? false, sheet, skipped);
    const { layout, rows, media } = await readMedia(
      told,
      request,
      { known, probe },
      { task, sheet, skipped },
    );

    const set = sourceName(file, true);
    const rater = sourceRater(set);
    const datasets = rows.map((row) => request.dataset ?? row.dataset ?? recognised?.dataset ?? null);
    const placed = joinClips(
      known.all(),
      rows.map(({ subject, name }, i) => ({
        ...{ dataset: datasets[i] ?? null, subject, name },
        key: clipKey(set, subject, name),
      })),
    );
    const clips: ImportedClip[] = [];
    const labels: ImportedLabel[] = [];
    for (const [index, row] of rows.entries()) {
      const list = (reason: string) => skipped.push({ item: sheet, row: row.row, reason });
      const place = placed[index];
      if (place === undefined) continue;
      const { key, name, subject } = place;
      const dataset = datasets[index] ?? null;
      const clip: ImportedClip = {
        ...{ key, name, subject, split: null, fps: row.fps ?? request.fps ?? media[index]?.fps ?? null },
        ...mediaOf(row, media[index], request.mediaRoot, list),
        ...(dataset === null ? {} : { dataset }),
      };
      clips.push(clip);
      const label = labelOf(row, clip, rater, recognised?.lacksApex ?? false, list);
      if (label !== null) labels.push(label);
    }
    const subjects = subjectsOf(
      rows,
      placed.map(({ subject }) => subject),
      sheet,
      skipped,
    );
    skipped.push(...notes(sheet, labels, placed.filter(({ isAssumed }) => isAssumed).length));
    const plan = createPlan(request.kind, {
      clips,
      labels,
      skipped,
      aliasesApplied: emotions.applied(),
      layout,
      recognised: recognised?.name ?? null,
      ...found(columns),
    });
    return subjects.length > 0 ? { ...plan, subjects } : plan;
  };

/** What holds for the sheet as a whole. */
function notes(sheet: string, labels: readonly ImportedLabel[], assumed: number): Skipped[] {
  const estimated = labels.filter(({ apexEstimated }) => apexEstimated).length;
  const reason = `it has no apexes: for ${estimated} clips the frame midway from onset to offset stands in, marked as estimated`;
  return [
    ...(estimated > 0 ? [{ item: sheet, row: null, reason }] : []),
    ...(assumed > 0 ? [assumedNote(sheet, assumed)] : []),
  ];
}

/** The first sheet with the columns; others that hold anything are listed. Without any, the first that does. */
function pickTable(
  tables: readonly Table[],
  request: ImportRequest,
  sheet: string,
  skipped: Skipped[],
): SheetColumns {
  const filled = tables.filter(({ rows, badRows }) => rows.length + badRows.length > 0);
  const read = filled.map((table) => findSheetColumns(table, request));
  const picked = read.find(({ missing }) => missing.length === 0) ?? read[0];
  if (picked === undefined) throw new OnsetError('bad-input', `${sheet} holds no rows.`);
  for (const [index, columns] of read.entries())
    if (columns !== picked)
      skipped.push({
        item: `${sheet}, sheet ${filled[index]?.name ?? ''}`,
        row: null,
        reason:
          columns.missing.length === 0
            ? 'only the first sheet with clips is read'
            : 'it is not read: it lacks the columns of a coding sheet',
      });
  return picked;
}

/** Tells the columns there are, so that they can be named. Throws OnsetError `bad-input` for what is no table at all. */
function planWithout(columns: SheetColumns, request: ImportRequest, sheet: string): ImportPlan {
  const problem = columns.problem(sheet);
  if (columns.allHeaders.length < 2) throw problem;
  return createPlan(request.kind, {
    clips: [],
    labels: [],
    skipped: [{ item: sheet, row: null, reason: problem.message }],
    aliasesApplied: {},
    missingColumns: [...columns.missing],
    ...found(columns),
  });
}

function found({ headers, allHeaders, attributes }: SheetColumns) {
  const byName = [...attributes].map(([name, { header }]) => [name, header] as const);
  return { columns: headers, headers: [...allHeaders], attributes: Object.fromEntries(byName) };
}
