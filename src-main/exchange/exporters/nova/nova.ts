import {
  CLIP_EMOTION_SCHEME,
  EMOTION_SCHEME,
  NOVA_ENDING,
  NOVA_ROWS_ENDING,
  type NovaOrigin,
} from '../../nova/format.ts';
import { sampleTrace } from '../../nova/sample-trace.ts';
import { createFileNames } from '../file-names.ts';
import type {
  ExportedClip,
  ExportedFile,
  ExportedLabel,
  ExportedTrace,
  LabelExporter,
  LabelsToExport,
} from '../label-exporter.ts';
import { countOf, isSubmitted, lossesExcept } from '../losses.ts';
import { escapeXml, isWritable } from '../xml-text.ts';

/** What NOVA writes where nobody said how sure they were. */
const SURE = 1;

/**
 * NOVA: a folder for each clip (a session there) with a discrete annotation of the emotion for each rater and a
 * continuous one for each trace, a sample a frame.
 */
export const novaExporter: LabelExporter = {
  writes: 'folder',
  count: (given) => writtenLabels(given).length,
  losses: (given) => [
    ...lossesExcept(given, ['emotion', 'marks', 'confidence', 'rater', 'round', 'subject', 'traces']),
    ...leftOut(given),
    ...changed(given),
  ],
  *write(given) {
    const nameOf = createFileNames();
    const classes = classesByScheme(writtenLabels(given));
    for (const label of writtenLabels(given))
      yield* filesOf(label, nameOf, discrete(label, classes.get(label.raterScheme) ?? []));
    for (const trace of writtenTraces(given)) yield* filesOf(trace, nameOf, continuous(trace));
  },
};

type Said = ExportedLabel | ExportedTrace;
type Timed<T> = T & { readonly clip: ExportedClip & { readonly fps: number } };

function hasTimes<T extends Said>(said: T): said is Timed<T> {
  return said.clip.fps !== null;
}

const hasEmotion = <T extends ExportedLabel>(label: T): label is T & { readonly emotion: string } =>
  label.emotion !== null;

const writtenLabels = ({ labels }: LabelsToExport) =>
  labels.filter(isSubmitted).filter(hasTimes).filter(hasEmotion);
const writtenTraces = ({ traces }: LabelsToExport) => traces.filter(hasTimes);
const spanOf = ({ onset, offset }: ExportedLabel) =>
  onset !== null && offset !== null && onset <= offset ? ([onset, offset + 1] as const) : null;

function leftOut(given: LabelsToExport): string[] {
  const labels = given.labels.filter(isSubmitted);
  const sentence = (count: number, noun: string, why: string) =>
    count === 0 ? [] : [`${countOf(count, noun)} ${why}`];
  const untimed = 'left out, of clips whose frames per second are not known: NOVA has times, no frames.';
  return [
    ...sentence(labels.filter((label) => !hasTimes(label)).length, 'label', untimed),
    ...sentence(given.traces.filter((trace) => !hasTimes(trace)).length, 'trace', untimed),
    ...sentence(
      labels.filter((label) => hasTimes(label) && !hasEmotion(label)).length,
      'label',
      'without an emotion left out: a segment there has a class.',
    ),
  ];
}

/** What stands otherwise in the files than it was said. */
function changed(given: LabelsToExport): string[] {
  const labels = writtenLabels(given);
  const sentence = (count: number, noun: string, what: string) =>
    count === 0 ? [] : [`${countOf(count, noun)} ${what}`];
  const isHalf = (label: ExportedLabel) =>
    spanOf(label) === null && (label.onset !== null || label.offset !== null);
  return [
    ...sentence(labels.filter(({ apex }) => apex !== null).length, 'label', 'with an apex: it is left out.'),
    ...sentence(labels.filter(isHalf).length, 'label', 'with an onset or an offset alone: it is left out.'),
    ...sentence(
      labels.filter(({ confidence }) => confidence === null).length,
      'label',
      `without a confidence: written with ${SURE}, as NOVA does.`,
    ),
    ...sentence(
      writtenTraces(given).length,
      'trace',
      'written as a sample a frame: which of them were set by hand is not kept.',
    ),
    ...sentence(
      labels.filter(({ rater, emotion }) => !isWritable(rater) || !isWritable(emotion)).length,
      'label',
      'with characters that XML cannot hold: each is written as \uFFFD.',
    ),
  ];
}

/** The same classes in the same order in all files of a scheme. */
function classesByScheme(labels: readonly ExportedLabel[]): Map<string, string[]> {
  const byScheme = Map.groupBy(labels, ({ raterScheme }) => raterScheme);
  return new Map(
    [...byScheme].map(([scheme, of]) => [
      scheme,
      [...new Set(of.flatMap(({ emotion }) => emotion ?? []))].sort(),
    ]),
  );
}

interface Annotation {
  readonly scheme: string;
  /** The header's element, whole. */
  readonly header: string;
  readonly rows: readonly string[];
  /** Whether that of the rows was said. */
  readonly confidence: NovaOrigin['onset-confidence'];
}

function discrete(
  label: Timed<ExportedLabel & { readonly emotion: string }>,
  classes: readonly string[],
): Annotation {
  const { clip, emotion, confidence } = label;
  const span = spanOf(label);
  const [from, to] = span ?? [0, Math.max(clip.frameCount, 1)];
  const scheme = span === null ? CLIP_EMOTION_SCHEME : EMOTION_SCHEME;
  const items = classes.map((name, id) => `        <item name="${escapeXml(name)}" id="${id}" />`);
  return {
    scheme,
    header: [`    <scheme name="${scheme}" type="DISCRETE">`, ...items, '    </scheme>'].join('\n'),
    rows: [[from / clip.fps, to / clip.fps, classes.indexOf(emotion), confidence ?? SURE].join(';')],
    confidence: confidence === null ? 'none' : 'said',
  };
}

function continuous(trace: Timed<ExportedTrace>): Annotation {
  const { name, clip } = trace;
  return {
    scheme: name,
    header: `    <scheme name="${escapeXml(name)}" type="CONTINUOUS" sr="${clip.fps}" min="0" max="1" />`,
    rows: sampleTrace(trace, clip.frameCount).map((score) => `${score};${SURE}`),
    confidence: 'none',
  };
}

function* filesOf(
  { clip, rater, raterKind, raterScheme, round }: Said,
  nameOf: ReturnType<typeof createFileNames>,
  { scheme, header, rows, confidence }: Annotation,
): Generator<ExportedFile> {
  const annotator = round === 1 ? rater : `${rater} (round ${round})`;
  const role = clip.subject ?? 'face';
  // What begins with "onset-" NOVA passes over; our importer knows by it what it reads.
  const meta = {
    ...{ annotator, role, 'onset-clip': clip.key, 'onset-rater': rater, 'onset-round': String(round) },
    ...{ 'onset-kind': raterKind, 'onset-scheme': raterScheme, 'onset-confidence': confidence },
  };
  const attributes = Object.entries(meta).map(([key, value]) => `${key}="${escapeXml(value)}"`);
  const name = nameOf([...clip.key.split('/'), `${role}.${scheme}.${annotator}`], NOVA_ENDING);
  yield {
    name,
    chunks: [
      '<?xml version="1.0" ?>\n<annotation ssi-v="3">\n',
      `    <info ftype="ASCII" size="${rows.length}" />\n    <meta ${attributes.join(' ')} />\n`,
      `${header}\n</annotation>\n`,
    ],
  };
  yield {
    name: name.replace(/\.annotation$/, NOVA_ROWS_ENDING),
    chunks: rows.map((row) => `${row}\n`),
  };
}
