import { csvRecord } from '#shared/base/csv.ts';
import type { ExportedLabel, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from './losses.ts';

/** FER2013's numbers. */
const CLASSES = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
const USAGE = { train: 'Training', test: 'PublicTest' } as const;

/** FER2013's table: the emotion as its number and the usage. Its images are not written: `pixels` stays empty. */
export const fer2013Exporter: LabelExporter = {
  writes: 'file',
  count: (given) => rowsOf(given).length,
  losses: (given) => [
    ...lossesExcept(given, ['emotion']),
    ...otherEmotions(given),
    ...withoutSplit(given),
    ...(rowsOf(given).length === 0
      ? []
      : [
          "The column pixels stays empty, and a row does not name its clip: rows are in the order of the clips' names.",
        ]),
  ],
  *write(given) {
    const rows = rowsOf(given).map(({ emotion, clip }) =>
      csvRecord([CLASSES.indexOf(emotion ?? ''), null, USAGE[clip.split ?? 'train']]),
    );
    yield { name: 'fer2013.csv', chunks: [csvRecord(['emotion', 'pixels', 'Usage']), ...rows] };
  },
};

function rowsOf({ labels }: LabelsToExport): ExportedLabel[] {
  return labels.filter((label) => isSubmitted(label) && CLASSES.includes(label.emotion ?? ''));
}

function otherEmotions({ labels }: LabelsToExport): string[] {
  const others = labels.filter((label) => isSubmitted(label) && !CLASSES.includes(label.emotion ?? ''));
  if (others.length === 0) return [];
  const names = [...new Set(others.map(({ emotion }) => emotion ?? 'no emotion'))].sort().join(', ');
  return [`${countOf(others.length, 'label')} left out, with none of FER2013's seven emotions: ${names}.`];
}

function withoutSplit(given: LabelsToExport): string[] {
  const count = rowsOf(given).filter(({ clip }) => clip.split === null).length;
  return count === 0 ? [] : [`${countOf(count, 'label')} of clips without a split: written as Training.`];
}
