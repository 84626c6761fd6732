import { csvRecord } from '#shared/base/csv.ts';
import type { ExportedLabel, LabelExporter, LabelsToExport } from './label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from './losses.ts';
import { clipsLeftOut, saysEmotion, standingLabels } from './standing.ts';

/** FER2013's numbers. */
const CLASSES = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
const USAGE = { train: 'Training', test: 'PublicTest' } as const;

/**
 * FER2013's table: the emotion as its number and the usage, a row a clip where what stands for it
 * ({@link standingLabels}) all says the same. Its images are not written: `pixels` stays empty.
 */
export const fer2013Exporter: LabelExporter = {
  writes: 'file',
  count: (given) => rowsOf(given).length,
  losses: (all) => {
    const { given, losses } = standingLabels(all, saysEmotion);
    const rows = rowsOf(all);
    return [
      ...lossesExcept(given, ['emotion']),
      ...losses,
      ...otherEmotions(given),
      ...differing(given),
      ...withoutSplit(rows),
      ...(rows.length === 0
        ? []
        : [
            "The column pixels stays empty, and a row does not name its clip: rows are in the order of the clips' names.",
          ]),
    ];
  },
  *write(given) {
    const rows = rowsOf(given).map(({ emotion, clip }) =>
      csvRecord([CLASSES.indexOf(emotion ?? ''), null, USAGE[clip.split ?? 'train']]),
    );
    yield { name: 'fer2013.csv', chunks: [csvRecord(['emotion', 'pixels', 'Usage']), ...rows] };
  },
};

const isNamed = ({ emotion }: ExportedLabel) => CLASSES.includes(emotion ?? '');

/** Labels of the emotion, clip by clip. */
function clipsOf({ labels }: LabelsToExport): ExportedLabel[][] {
  const said = labels.filter((label) => isSubmitted(label) && saysEmotion(label));
  return [...Map.groupBy(said, ({ clip }) => clip.key).values()];
}

/**
 * Whether labels of a clip say different things. One of none of the seven emotions contradicts those of its own scheme:
 * a coarser scheme may well mean the same by another word.
 */
function differ(ofClip: readonly ExportedLabel[]): boolean {
  const named = ofClip.filter(isNamed);
  if (new Set(named.map(({ emotion }) => emotion)).size > 1) return true;
  const schemes = new Set(named.map(({ raterScheme }) => raterScheme));
  return ofClip.some((label) => !isNamed(label) && schemes.has(label.raterScheme));
}

/** One label a clip: the first of those that say the same. */
function rowsOf(all: LabelsToExport): ExportedLabel[] {
  return clipsOf(standingLabels(all, saysEmotion).given).flatMap((ofClip) =>
    differ(ofClip) ? [] : ofClip.filter(isNamed).slice(0, 1),
  );
}

function differing(given: LabelsToExport): string[] {
  return clipsLeftOut(
    clipsOf(given)
      .filter(differ)
      .map(() => 'with labels of different emotions'),
  );
}

function otherEmotions({ labels }: LabelsToExport): string[] {
  const others = labels.filter((label) => isSubmitted(label) && !isNamed(label));
  if (others.length === 0) return [];
  const names = [...new Set(others.map(({ emotion }) => emotion ?? 'no emotion'))].sort().join(', ');
  return [`${countOf(others.length, 'label')} left out, with none of FER2013's seven emotions: ${names}.`];
}

function withoutSplit(rows: readonly ExportedLabel[]): string[] {
  const count = rows.filter(({ clip }) => clip.split === null).length;
  return count === 0 ? [] : [`${countOf(count, 'clip')} without a split: written as Training.`];
}
