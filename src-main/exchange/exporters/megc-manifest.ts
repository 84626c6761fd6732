import { MEGC_CLASSES, MEGC_ENTRIES } from '#shared/domain/scheme.ts';
import { formatMegcManifest, type MegcManifestRow, parseMegcManifest } from '../importers/megc/manifest.ts';
import type { ExportedClip, ExportedLabel, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from './losses.ts';

type Row = Omit<MegcManifestRow, 'row'>;

/**
 * The list of the MEGC 2019 composite: data set, subject, clip, class 0, 1 or 2. A clip is listed where its submitted
 * labels, taken to the three classes, all say the same.
 */
export const megcManifestExporter: LabelExporter = {
  writes: 'file',
  count: (given) => listed(given).rows.length,
  losses: (given) => [
    ...lossesExcept(given, ['emotion', 'dataset', 'subject']),
    ...leftOut(listed(given).reasons),
  ],
  *write(given) {
    yield { name: 'megc.csv', chunks: [formatMegcManifest(listed(given).rows)] };
  },
};

function listed({ labels }: LabelsToExport): { rows: Row[]; reasons: string[] } {
  const rows: Row[] = [];
  const reasons: string[] = [];
  for (const ofClip of Map.groupBy(labels.filter(isSubmitted), ({ clip }) => clip.key).values()) {
    const row = rowOf(ofClip);
    if (typeof row === 'string') reasons.push(row);
    else rows.push(row);
  }
  return { rows, reasons };
}

/** The clip's row, or why it has none. */
function rowOf(labels: readonly ExportedLabel[]): Row | string {
  const [first] = labels;
  if (first === undefined) return 'without a label';
  const classes = new Set(labels.flatMap(classOf));
  const [only] = classes;
  if (only === undefined) return 'with no emotion that is one of the three classes';
  if (classes.size > 1) return 'with labels of different classes';
  const { dataset, subject } = first.clip;
  if (dataset === null || subject === null) return 'without a data set or a subject';
  const row = { dataset, subject, clip: first.clip.name, megcClass: only };
  return canStand(first.clip, row) ? row : 'with a name that the list cannot hold';
}

function classOf({ emotion }: ExportedLabel): Row['megcClass'][] {
  if (emotion === null) return [];
  const name = MEGC_CLASSES.find((known) => known === emotion) ?? MEGC_ENTRIES[emotion] ?? null;
  const index = name === null ? -1 : MEGC_CLASSES.indexOf(name);
  return index === 0 || index === 1 || index === 2 ? [index] : [];
}

/** As the reader of the list has it; a name with a comma or a line end cannot. */
function canStand({ name }: ExportedClip, { dataset, subject, megcClass }: Row): boolean {
  const line = [dataset, subject, name, megcClass].join(',');
  return parseMegcManifest(new TextEncoder().encode(line), 'the list').rows.length === 1;
}

function leftOut(reasons: readonly string[]): string[] {
  const counts = Map.groupBy(reasons, (reason) => reason);
  return [...counts].map(([reason, all]) => `${countOf(all.length, 'clip')} ${reason}: left out.`);
}
