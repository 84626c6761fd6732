import type { LabelFormat } from '#shared/domain/label-format.ts';
import { codingSheetExporter } from './coding-sheet.ts';
import { elanExporter } from './elan/elan.ts';
import { fer2013Exporter } from './fer2013.ts';
import type { LabelExporter } from './label-exporter.ts';
import { csvExporter, jsonExporter } from './labels.ts';
import { megcManifestExporter } from './megc-manifest.ts';
import { novaExporter } from './nova/nova.ts';

export type {
  ExportedClip,
  ExportedLabel,
  ExportedTrace,
  LabelExporter,
  LabelsToExport,
} from './label-exporter.ts';

/** Every form labels leave the program in. */
export const LABEL_EXPORTERS: Readonly<Partial<Record<LabelFormat, LabelExporter>>> = {
  csv: csvExporter,
  json: jsonExporter,
  'coding-sheet': codingSheetExporter,
  'megc-manifest': megcManifestExporter,
  fer2013: fer2013Exporter,
  elan: elanExporter,
  nova: novaExporter,
};
