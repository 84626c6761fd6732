import { csvRecord } from '#shared/base/csv.ts';
import type { ExportedLabel, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from './losses.ts';

const HEADER = [
  'Subject',
  'Filename',
  'OnsetFrame',
  'ApexFrame',
  'OffsetFrame',
  'Action Units',
  'Estimated Emotion',
];
/** As CASME II's own sheet has it where a mark was not coded. */
const NOT_CODED = '/';

/**
 * A coding sheet in the layout of CASME II, as CSV: a row a submitted label, marks in the source's own frame numbers.
 * A clip has a row for each rater.
 */
export const codingSheetExporter: LabelExporter = {
  writes: 'file',
  count: (given) => rowsOf(given).length,
  losses: (given) => [
    ...lossesExcept(given, ['emotion', 'marks', 'actionUnits', 'subject']),
    ...withoutSubject(given),
    ...repeated(given),
  ],
  *write(given) {
    const rows = rowsOf(given);
    yield { name: 'coding-sheet.csv', chunks: [csvRecord(HEADER), ...rows.map(toRow)] };
  },
};

/** A sheet's row is known by subject and file name. */
function rowsOf({ labels }: LabelsToExport): ExportedLabel[] {
  return labels.filter((label) => isSubmitted(label) && label.clip.subject !== null);
}

function toRow(label: ExportedLabel): string {
  const { clip, onsetSource, apexSource, offsetSource, actionUnits, emotion } = label;
  const marks = [onsetSource, apexSource, offsetSource].map((mark) => mark ?? NOT_CODED);
  return csvRecord([clip.subject, clip.name, ...marks, actionUnits, emotion]);
}

function withoutSubject({ labels }: LabelsToExport): string[] {
  const count = labels.filter((label) => isSubmitted(label) && label.clip.subject === null).length;
  return count === 0
    ? []
    : [`${countOf(count, 'label')} of clips without a subject left out: a sheet's row names one.`];
}

function repeated(given: LabelsToExport): string[] {
  const rows = rowsOf(given);
  const clips = new Set(rows.map(({ clip }) => clip.key)).size;
  if (clips === rows.length) return [];
  return [
    `${countOf(clips, 'clip')} in ${countOf(rows.length, 'row')}: a clip with several labels has a row for each, and readers of sheets take one of them or none.`,
  ];
}
