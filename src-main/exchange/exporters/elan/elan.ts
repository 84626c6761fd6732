import { type ElanField, type ElanOrigin, ORIGIN_PROPERTY, tierName } from '../../elan/format.ts';
import { frameToMs, MAX_FPS_IN_MS } from '../../frame-times.ts';
import { createFileNames } from '../file-names.ts';
import type { ExportedClip, ExportedLabel, LabelExporter, LabelsToExport } from '../label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from '../losses.ts';
import { isWritable } from '../xml-text.ts';
import { type EafEntry, formatEaf } from './eaf.ts';

/**
 * ELAN: an .eaf for each clip with submitted labels, in folders by the clips' keys; tiers for each rater. Times are
 * those of frames, so that they lead back to the very frames.
 */
export const elanExporter: LabelExporter = {
  writes: 'folder',
  count: (given) => written(given).length,
  losses: (given) => [
    ...lossesExcept(given, [
      ...(['emotion', 'intensity', 'marks', 'estimated', 'actionUnits', 'confidence', 'note'] as const),
      ...(['rater', 'round', 'dataset', 'subject'] as const),
    ]),
    ...leftOut(given),
    ...replaced(given),
  ],
  *write(given) {
    const nameOf = createFileNames();
    for (const labels of Map.groupBy(written(given), ({ clip }) => clip.key).values()) {
      const [first] = labels;
      if (first === undefined) continue;
      const name = nameOf(first.clip.key.split('/'), '.eaf');
      yield { name, chunks: [eafOf(first.clip, first.clip.fps, labels)] };
    }
  },
};

interface TimedLabel extends ExportedLabel {
  readonly clip: ExportedClip & { readonly fps: number };
}

function hasTimes(label: ExportedLabel): label is TimedLabel {
  return label.clip.fps !== null && label.clip.fps <= MAX_FPS_IN_MS;
}

function written({ labels }: LabelsToExport): TimedLabel[] {
  return labels.filter(isSubmitted).filter(hasTimes);
}

function leftOut({ labels }: LabelsToExport): string[] {
  const lost = labels.filter((label) => isSubmitted(label) && !hasTimes(label));
  const unknown = lost.filter(({ clip }) => clip.fps === null).length;
  const tooFast = lost.length - unknown;
  const sentence = (count: number, why: string) =>
    count === 0 ? [] : [`${countOf(count, 'label')} left out, of clips ${why}`];
  return [
    ...sentence(unknown, 'whose frames per second are not known: ELAN has times, no frames.'),
    ...sentence(
      tooFast,
      `of more than ${MAX_FPS_IN_MS} frames per second: ELAN's times are whole milliseconds.`,
    ),
  ];
}

function replaced(given: LabelsToExport): string[] {
  const count = written(given).filter(({ rater, emotion, actionUnits, note }) =>
    [rater, emotion ?? '', actionUnits ?? '', note].some((text) => !isWritable(text)),
  ).length;
  if (count === 0) return [];
  return [`${countOf(count, 'label')} with characters that XML cannot hold: each is written as \uFFFD.`];
}

function eafOf(clip: ExportedClip, fps: number, labels: readonly ExportedLabel[]): string {
  const { key, name, dataset, subject } = clip;
  const raters = new Map(labels.map((label) => [label.rater, label]));
  const origin: ElanOrigin = {
    ...{ version: 1, key, clip: name, dataset, subject, fps },
    raters: [...raters].map(([rater, of]) => ({ name: rater, kind: of.raterKind, scheme: of.raterScheme })),
  };
  return formatEaf({
    date: labels.map(({ updatedAt }) => updatedAt).reduce((a, b) => (a > b ? a : b)),
    properties: { [ORIGIN_PROPERTY]: JSON.stringify(origin) },
    tiers: labels.flatMap((label) =>
      saidBy(label).map(({ field, from, to, value }) => {
        const entry: EafEntry = { startMs: frameToMs(from, fps), endMs: frameToMs(to, fps), value };
        const { rater, round } = label;
        const id = tierName(field, rater, round);
        return { id, type: field, annotator: rater, participant: subject ?? '', entries: [entry] };
      }),
    ),
  });
}

/** A field and the frames it lies on, `to` excluded. */
interface Said {
  readonly field: ElanField;
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

function saidBy(label: ExportedLabel): Said[] {
  const { onset, offset, clip } = label;
  const span = onset !== null && offset !== null && onset <= offset ? { from: onset, to: offset + 1 } : null;
  // ELAN has no annotation without a length.
  const place = span ?? { from: 0, to: Math.max(clip.frameCount, 1) };
  const over = (field: ElanField, value: string | number | null): Said[] =>
    value === null || value === '' ? [] : [{ field, ...place, value: String(value) }];
  const mark = (field: 'onset' | 'apex' | 'offset'): Said[] => {
    const frame = label[field];
    return frame === null ? [] : [{ field, from: frame, to: frame + 1, value: field }];
  };
  const estimated = (['onset', 'apex', 'offset'] as const).filter((name) => label[`${name}Estimated`]);
  return [
    { field: span === null ? 'clip emotion' : 'emotion', ...place, value: label.emotion ?? '' },
    ...(span === null ? mark('onset') : []),
    ...mark('apex'),
    ...(span === null ? mark('offset') : []),
    ...over('estimated', estimated.join(', ')),
    ...over('intensity', label.intensity),
    ...over('action units', label.actionUnits),
    ...over('confidence', label.confidence),
    ...over('note', label.note),
  ];
}
