import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type BundleReport, bundleKeep } from '#shared/domain/bundle.ts';
import { type ImportReport, importRequest } from '#shared/domain/import.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import { labelFormat } from '#shared/domain/label-format.ts';
import { inProject } from '../command.ts';
import { raterIds } from '../rater-ids.ts';
import { newTaskId, type Session, withSession } from '../session.ts';
import { importInWords as tableInWords } from './data.ts';

export const exportOptions = inProject
  .extend({
    format: labelFormat.optional(),
    out: z.string().optional(),
    rater: z.array(z.string()).default([]),
    bundle: z.string().optional(),
  })
  .superRefine(({ format, out, rater, bundle }, { addIssue }) => {
    const isFile = format !== undefined && out !== undefined && bundle === undefined;
    const isBundle = format === undefined && out === undefined && bundle !== undefined && rater.length === 1;
    if (!isFile && !isBundle)
      addIssue('give --format F --out FILE, or, for a bundle, --rater NAME --bundle FILE');
  });
type ExportOptions = z.output<typeof exportOptions>;

export const labelImportOptions = inProject.extend({
  keep: bundleKeep.default('newer'),
  dryRun: z.boolean().default(false),
});
type LabelImportOptions = z.output<typeof labelImportOptions>;

/** Says what the format cannot keep before it writes. */
export async function exportLabels({ project, format, out, rater, bundle }: ExportOptions) {
  return withSession(resolve(project), async (session) => {
    const ids = await raterIds(session, rater);
    const [only] = ids;
    if (bundle !== undefined && only !== undefined)
      return {
        ...(await session.call('bundles.export', { raterId: only, file: resolve(bundle) })),
        losses: [],
      };
    if (format === undefined || out === undefined) throw new Error('The options were checked.');
    const asked = { format, raters: ids.length === 0 ? null : ids };
    const { losses } = await session.call('labels.exportPlan', asked);
    for (const loss of losses) session.note(loss);
    return { ...(await session.call('labels.export', { ...asked, file: resolve(out) })), losses };
  });
}

export const exportInWords = ({ file, labels }: { file: string; labels: number }) =>
  `${labels} labels are in ${file}.`;

export type LabelImport =
  | (BundleReport & { readonly kind: 'bundle'; readonly written: boolean })
  | (ImportReport & { readonly kind: 'labels'; readonly written: boolean });

/** Previews, says what is in conflict, and writes unless it is a dry run. */
export async function importLabels(
  given: string,
  { project, keep, dryRun }: LabelImportOptions,
): Promise<LabelImport> {
  const file = resolve(given);
  const isBundle = await looksLikeBundle(file);
  return withSession(resolve(project), async (session) => {
    if (!isBundle) return { kind: 'labels', written: !dryRun, ...(await importTable(session, file, dryRun)) };
    const preview = await session.call('bundles.preview', { file, keep, taskId: newTaskId() });
    for (const line of conflictsInWords(preview)) session.note(line);
    const report = dryRun
      ? preview
      : await session.call('bundles.merge', { file, keep, taskId: newTaskId() });
    return { kind: 'bundle', written: !dryRun, ...report };
  });
}

const HEAD_BYTES = 4096;

/** What cannot be read is the engine's to explain. */
async function looksLikeBundle(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return /^\s*\{/.test(buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, ''));
    } finally {
      await handle.close();
    }
  } catch {
    return false;
  }
}

async function importTable({ call, note }: Session, source: string, dryRun: boolean): Promise<ImportReport> {
  const request = importRequest.parse({ kind: 'onset-labels', source });
  const { planId, report } = await call('imports.preview', { request, taskId: newTaskId() });
  for (const { item, reason } of report.skipped) note(`${item}: ${reason}`);
  return dryRun ? report : call('imports.run', { planId, taskId: newTaskId() });
}

function conflictsInWords({ conflicts }: BundleReport): string[] {
  return conflicts.map(
    ({ clip, round, mine, mineAt, theirs, theirsAt, taken }) =>
      `${clip}, round ${round}: here ${said(mine)} (${mineAt}), in the bundle ${said(theirs)} (${theirsAt}): ${
        taken === 'mine' ? "this project's" : "the bundle's"
      } is taken.`,
  );
}

/** What tells two labels apart at a glance. */
function said(label: LabelValues | null): string {
  if (label === null) return 'nothing';
  const { emotion, intensity, onset, apex, offset, status } = label;
  const parts = Object.entries({ emotion, intensity, onset, apex, offset })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`);
  return [status === 'submitted' ? [] : status, parts].flat().join(', ') || 'other details';
}

export function importInWords(result: LabelImport): string {
  const would = result.written ? '' : 'A dry run, nothing was written. ';
  if (result.kind === 'labels') return `${would}${tableInWords(result)}`;
  const { rater, labels, added, changed, same, conflicts, skipped } = result;
  return [
    `${would}${rater}: ${labels} labels in the bundle, ${added} added, ${changed} changed, ${same} the same, ${conflicts.length} in conflict.`,
    ...(skipped.length > 0 ? [`Skipped ${skipped.length}:`] : []),
    ...skipped.map(({ item, reason }) => `  ${item}: ${reason}`),
  ].join('\n');
}
