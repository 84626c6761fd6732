import { csvRecord } from '#shared/base/csv.ts';
import { isCounted } from '#shared/domain/rater.ts';
import { completed, saysCoding, saysMore } from './adjudicated-rows.ts';
import type { ExportedLabel, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from './losses.ts';
import { isAdjudicated, standingLabels } from './standing.ts';

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
 * A clip has a row for each rater, and a single one where it was adjudicated ({@link standingLabels}).
 */
export const codingSheetExporter: LabelExporter = {
  writes: 'file',
  count: (given) => sheetOf(given).rows.length,
  losses: (all) => {
    const { given, losses } = standingLabels(all, saysCoding);
    const sheet = sheetOf(all);
    return [
      ...lossesExcept(given, ['emotion', 'marks', 'actionUnits', 'subject']),
      ...losses,
      ...inPart(sheet),
      ...withoutSubject(given),
      ...repeated(sheet),
    ];
  },
  *write(given) {
    yield { name: 'coding-sheet.csv', chunks: [csvRecord(HEADER), ...sheetOf(given).rows.map(toRow)] };
  },
};

interface Sheet {
  readonly rows: readonly ExportedLabel[];
  /** How many adjudicated clips raters say more of than was decided. */
  readonly inPart: number;
}

/** A sheet's row is known by subject and file name. */
function sheetOf(all: LabelsToExport): Sheet {
  const standing = standingLabels(all, saysCoding).given.labels;
  const votes = Map.groupBy(all.labels.filter(isVote), ({ clip }) => clip.key);
  let inPart = 0;
  const rows = standing.filter(isInSheet).map((label) => {
    const raters = isAdjudicated(label) && saysCoding(label) ? (votes.get(label.clip.key) ?? []) : [];
    if (raters.some((rater) => saysMore(rater, label))) inPart++;
    return raters.length === 0 ? label : completed(label, raters);
  });
  return { rows, inPart };
}

const isInSheet = (label: ExportedLabel) => isSubmitted(label) && label.clip.subject !== null;
const isVote = (label: ExportedLabel) => isSubmitted(label) && isCounted(label.raterKind);

function toRow(label: ExportedLabel): string {
  const { clip, onsetSource, apexSource, offsetSource, actionUnits, emotion } = label;
  const marks = [onsetSource, apexSource, offsetSource].map((mark) => mark ?? NOT_CODED);
  return csvRecord([clip.subject, clip.name, ...marks, actionUnits, emotion]);
}

function inPart({ inPart: count }: Sheet): string[] {
  return count === 0
    ? []
    : [
        `${countOf(count, 'clip')} adjudicated in part: what was not decided is written as the raters say, and left empty where they differ.`,
      ];
}

function withoutSubject({ labels }: LabelsToExport): string[] {
  const count = labels.filter((label) => isSubmitted(label) && label.clip.subject === null).length;
  return count === 0
    ? []
    : [`${countOf(count, 'label')} of clips without a subject left out: a sheet's row names one.`];
}

function repeated({ rows }: Sheet): string[] {
  const clips = new Set(rows.map(({ clip }) => clip.key)).size;
  if (clips === rows.length) return [];
  return [
    `${countOf(clips, 'clip')} in ${countOf(rows.length, 'row')}: a clip with several labels has a row for each, and readers of sheets take one of them or none.`,
  ];
}
