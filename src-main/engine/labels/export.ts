import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { Catalog } from '#main/catalog/index.ts';
import { LABEL_EXPORTERS, type LabelExporter, type LabelsToExport } from '#main/exchange/exporters/index.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { LabelFormat } from '#shared/domain/label-format.ts';
import { writeChunksAtomically } from '../write-file.ts';
import { writeNewFolder } from '../write-folder.ts';
import { labelsToExport } from './export-source.ts';

/** What {@link exportLabels} would write, and what the format cannot keep of it. */
export function planExport(
  catalog: Catalog,
  { format, raters }: CallRequest<'labels.exportPlan'>,
): CallOutput<'labels.exportPlan'> {
  const given = labelsToExport(catalog, raters);
  const exporter = exporterOf(format);
  return { labels: exporter.count(given), writes: exporter.writes, losses: exporter.losses(given) };
}

/** Labels in a file, or a folder with a file a clip, that is there whole or not at all. Throws OnsetError. */
export async function exportLabels(
  catalog: Catalog,
  { format, raters, file }: CallRequest<'labels.export'>,
): Promise<CallOutput<'labels.export'>> {
  const exporter = exporterOf(format);
  if (exporter.writes === 'file') requirePlace(file);
  const given = labelsToExport(catalog, raters);
  if (exporter.writes === 'file') await writeFile(file, exporter, given);
  else await writeFolder(file, exporter, given);
  return { file, labels: exporter.count(given) };
}

function exporterOf(format: LabelFormat): LabelExporter {
  const exporter = LABEL_EXPORTERS[format];
  if (exporter === undefined) throw new OnsetError('bad-input', `Labels cannot be written as ${format} yet.`);
  return exporter;
}

/** That a file can be written there, or why not. */
export function requirePlace(file: string): void {
  if (!isAbsolute(file))
    throw new OnsetError('bad-input', `${file} is not an absolute path: say where it starts.`);
  if (!existsSync(dirname(file))) throw new OnsetError('not-found', `There is no folder ${dirname(file)}.`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new OnsetError('bad-input', `${file} is a folder. Name a file in it.`);
}

async function writeFile(file: string, exporter: LabelExporter, given: LabelsToExport): Promise<void> {
  const [only] = exporter.write(given);
  try {
    await writeChunksAtomically(file, only?.chunks ?? []);
  } catch (error) {
    throw diskErrorInWords(error, file) ?? error;
  }
}

async function writeFolder(dir: string, exporter: LabelExporter, given: LabelsToExport): Promise<void> {
  await writeNewFolder(dir, async (folder) => {
    for (const { name, chunks } of exporter.write(given)) await folder.write(name, [...chunks].join(''));
  });
}
