import type { Catalog } from '#main/catalog/index.ts';
import { LABEL_EXPORTERS, type LabelExporter, type LabelsToExport } from '#main/exchange/exporters/index.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput, CallRequest } from '#shared/contract/calls.ts';
import type { LabelFormat } from '#shared/domain/label-format.ts';
import { requirePlace } from '../require-place.ts';
import { writeChunksAtomically } from '../write-file.ts';
import { writeNewFolder } from '../write-folder.ts';
import { labelsToExport } from './export-source.ts';

/** What {@link exportLabels} would write, and what the format cannot keep of it. */
export function planExport(
  catalog: Catalog,
  { format, ...question }: CallRequest<'labels.exportPlan'>,
): CallOutput<'labels.exportPlan'> {
  const given = labelsToExport(catalog, question);
  const exporter = exporterOf(format);
  const isBlinded = question.raterId !== null && catalog.read.project.isBlind();
  return {
    labels: exporter.count(given),
    writes: exporter.writes,
    losses: [...(isBlinded ? [BLIND] : []), ...exporter.losses(given)],
  };
}

const BLIND =
  'The project is blind: of clips that you have not submitted or skipped, what others say is left out.';

/** Labels in a file, or a folder with a file a clip, that is there whole or not at all. Throws OnsetError. */
export async function exportLabels(
  catalog: Catalog,
  { format, file, ...question }: CallRequest<'labels.export'>,
): Promise<CallOutput<'labels.export'>> {
  const exporter = exporterOf(format);
  if (exporter.writes === 'file') requirePlace(file);
  const given = labelsToExport(catalog, question);
  if (exporter.writes === 'file') await writeFile(file, exporter, given);
  else await writeFolder(file, exporter, given);
  return { file, labels: exporter.count(given) };
}

function exporterOf(format: LabelFormat): LabelExporter {
  const exporter = LABEL_EXPORTERS[format];
  if (exporter === undefined) throw new OnsetError('bad-input', `Labels cannot be written as ${format} yet.`);
  return exporter;
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
