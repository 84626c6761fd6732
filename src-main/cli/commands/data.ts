import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ClipRow } from '#shared/domain/clip.ts';
import type { ImportReport } from '#shared/domain/import.ts';
import type { ProjectSummary } from '#shared/domain/project.ts';
import { isNew, withNewOrOldProject, withNewProject } from '../new-project.ts';
import { type ImportOptions, importRequestFromOptions } from '../options.ts';
import { oneLine, table } from '../output.ts';
import { newTaskId, type Session, withSession } from '../session.ts';

/** Rows are asked for in pages the contract allows. */
const ROWS_PER_CALL = 1000;

export async function makeDemo(project: string, seed: number): Promise<ProjectSummary> {
  return withSession(null, (session) =>
    session.call('projects.demo', { dir: resolve(project), seed, taskId: newTaskId() }),
  );
}

export const demoInWords = (demo: ProjectSummary) =>
  `The demo project is in ${demo.dir}: ${demo.clipCount} clips of ${demo.subjectCount} subjects, ${demo.labelCount} labels.`;

/** Previews, and imports unless it is a dry run. A project that does not exist yet is made; a dry run makes none. */
export async function importSource(source: string, options: ImportOptions): Promise<ImportReport> {
  const request = importRequestFromOptions(source, options);
  const dir = resolve(options.project);
  const work = (session: Session) => runImport(session, request, options.dryRun);
  if (!options.dryRun || !(await isNew(dir))) return withNewOrOldProject(dir, work);
  const scratch = await mkdtemp(join(tmpdir(), 'onset-dry-run-'));
  try {
    return await withNewProject(join(scratch, 'project'), work, { configDir: join(scratch, 'config') });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function runImport(
  session: Session,
  request: ReturnType<typeof importRequestFromOptions>,
  dryRun: boolean,
): Promise<ImportReport> {
  const { planId, report } = await session.call('imports.preview', { request, taskId: newTaskId() });
  return dryRun ? report : session.call('imports.run', { planId, taskId: newTaskId() });
}

export function importInWords(report: ImportReport): string {
  const skipped = report.skipped.map(
    ({ item, row, reason }) => `  ${oneLine(item)}${row === null ? '' : `, row ${row}`}: ${oneLine(reason)}`,
  );
  return [
    ...readingInWords(report),
    `Found ${report.clips} clips of ${report.subjects} subjects, ${report.frames} frames, ${report.labels} labels.`,
    `Added ${report.added.clips} clips, ${report.added.frames} frames, ${report.added.labels} labels.`,
    ...(report.missingMedia > 0 ? [`Of these clips ${report.missingMedia} come without frames.`] : []),
    ...(skipped.length > 0 ? [`Skipped or marked ${skipped.length}:`, ...skipped] : []),
  ].join('\n');
}

/** How the source was read, as far as there is a choice. */
function readingInWords({
  recognised,
  columns,
  attributes,
  headers,
  missingColumns,
}: ImportReport): string[] {
  const pairs = Object.entries({ ...columns, ...attributes }).map(
    ([field, header]) => `${field} = ${header}`,
  );
  return [
    ...(recognised === null ? [] : [`Recognised as ${recognised}.`]),
    ...(pairs.length > 0 ? [`Columns: ${pairs.join(', ')}.`] : []),
    ...(missingColumns.length > 0
      ? [
          `No column was found for ${missingColumns.join(', ')}: name them with --column field=header.`,
          `The columns are: ${headers?.join(', ') ?? ''}.`,
        ]
      : []),
  ];
}

/** All clips with the raters' values together, by name. */
export async function listClips(project: string) {
  return withSession(resolve(project), async (session) => {
    const { ids } = await session.call('clips.query', {
      filter: {},
      sort: { by: 'name', direction: 'ascending' },
      raterId: null,
    });
    const rows: ClipRow[] = [];
    for (let at = 0; at < ids.length; at += ROWS_PER_CALL)
      rows.push(
        ...(await session.call('clips.rows', { ids: ids.slice(at, at + ROWS_PER_CALL), raterId: null })),
      );
    return rows.map(({ id, name, subject, emotion, intensity, frameCount, onset, apex, offset }) => ({
      id,
      name,
      subject,
      emotion,
      intensity,
      frames: frameCount,
      onset,
      apex,
      offset,
    }));
  });
}

export const clipsInWords = (clips: Awaited<ReturnType<typeof listClips>>) =>
  table(
    ['id', 'name', 'subject', 'emotion', 'intensity', 'frames', 'onset', 'apex', 'offset'],
    clips.map((c) => [
      c.id,
      c.name,
      c.subject ?? '–',
      c.emotion ?? '–',
      c.intensity,
      c.frames,
      c.onset,
      c.apex,
      c.offset,
    ]),
  );
