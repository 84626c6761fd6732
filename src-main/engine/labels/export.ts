import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import type { SourcedLabel } from '#main/catalog/index.ts';
import { type ExportedLabel, labelsToCsv, labelsToJson } from '#main/exchange/exporters/labels.ts';
import { diskErrorInWords } from '#shared/base/disk-error.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import type { OpenProject } from '../project.ts';
import { writeFileAtomically } from '../write-file.ts';

const WRITERS = { csv: labelsToCsv, json: labelsToJson } as const;

/** Every label of every rater, into a file that is there whole or not at all. Throws OnsetError. */
export function exportLabels(
  { catalog }: OpenProject,
  format: keyof typeof WRITERS,
  file: string,
): CallOutput<'labels.export'> {
  if (!isAbsolute(file))
    throw new OnsetError('bad-input', `${file} is not an absolute path: say where it starts.`);
  if (!existsSync(dirname(file))) throw new OnsetError('not-found', `There is no folder ${dirname(file)}.`);
  if (existsSync(file) && statSync(file).isDirectory())
    throw new OnsetError('bad-input', `${file} is a folder. Name a file in it.`);
  const labels = catalog.read.labels.allSourced().map(toExported);
  try {
    writeFileAtomically(file, WRITERS[format](labels));
  } catch (error) {
    throw diskErrorInWords(error, file) ?? error;
  }
  return { file, labels: labels.length };
}

function toExported({ clipId: _, raterId: __, raterName, ...label }: SourcedLabel): ExportedLabel {
  return { ...label, rater: raterName };
}
