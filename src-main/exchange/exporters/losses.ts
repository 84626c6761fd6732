import type { ExportedLabel, LabelsToExport } from './label-exporter.ts';

/** What a format may keep of labels. */
export type Kept =
  | 'emotion'
  | 'distribution'
  | 'intensity'
  | 'marks'
  | 'estimated'
  | 'actionUnits'
  | 'confidence'
  | 'note'
  | 'status'
  | 'rater'
  | 'round'
  | 'dataset'
  | 'subject'
  | 'traces';

type Part = Exclude<Kept, 'rater' | 'traces'>;

/** Whether a label says anything of a part, and what is then said of `count` such labels. */
const PARTS: Readonly<
  Record<Part, { has: (label: ExportedLabel) => boolean; lost: (count: string, are: string) => string }>
> = {
  status: {
    has: ({ status }) => status !== 'submitted',
    lost: (count, are) => `${count} not submitted (drafts, skipped clips): ${are} left out.`,
  },
  emotion: {
    has: ({ emotion }) => emotion !== null,
    lost: (count) => `${count} with an emotion: the emotion is left out.`,
  },
  distribution: {
    has: ({ distribution }) => distribution !== null,
    lost: (count) =>
      `${count} with a distribution over the emotions: only the most probable one is kept, or none.`,
  },
  intensity: {
    has: ({ intensity }) => intensity !== null,
    lost: (count) => `${count} with an intensity: it is left out.`,
  },
  marks: {
    has: ({ onset, apex, offset }) => onset !== null || apex !== null || offset !== null,
    lost: (count) => `${count} with an onset, apex or offset: they are left out.`,
  },
  estimated: {
    has: (label) => label.onsetEstimated || label.apexEstimated || label.offsetEstimated,
    lost: (count) =>
      `${count} with an estimated onset, apex or offset: that it is an estimate is not written.`,
  },
  actionUnits: {
    has: ({ actionUnits }) => actionUnits !== null,
    lost: (count) => `${count} with action units: they are left out.`,
  },
  confidence: {
    has: ({ confidence }) => confidence !== null,
    lost: (count) => `${count} with the rater's confidence: it is left out.`,
  },
  note: {
    has: ({ note }) => note !== '',
    lost: (count) => `${count} with a note: it is left out.`,
  },
  round: {
    has: ({ round }) => round > 1,
    lost: (count) => `${count} of a later round: which round it was is not written.`,
  },
  dataset: {
    has: ({ clip }) => clip.dataset !== null,
    lost: (count) => `${count} of clips of a data set: its name is not written.`,
  },
  subject: {
    has: ({ clip }) => clip.subject !== null,
    lost: (count) => `${count} of clips with a subject: it is not written.`,
  },
};

/** A sentence for each thing these labels say and a format that keeps only `kept` does not. */
export function lossesExcept({ labels, traces }: LabelsToExport, kept: readonly Kept[]): string[] {
  const keeps = new Set<Kept>(kept);
  const sentences: string[] = [];
  // Of labels that are left out nothing more is to be said.
  const written = keeps.has('status') ? labels : labels.filter(isSubmitted);
  for (const part of PART_NAMES) {
    if (keeps.has(part)) continue;
    const of = part === 'status' ? labels : written;
    const count = of.filter(PARTS[part].has).length;
    if (count > 0)
      sentences.push(PARTS[part].lost(countOf(count, 'label'), count === 1 ? 'it is' : 'they are'));
  }
  const raters = new Set(written.map(({ rater }) => rater)).size;
  if (!keeps.has('rater') && raters > 0)
    sentences.push(
      raters === 1
        ? 'Who said it is not written.'
        : `The labels are of ${raters} raters: who said which is not written.`,
    );
  if (!keeps.has('traces') && traces.length > 0)
    sentences.push(
      `${countOf(traces.length, 'trace')} left out: the format has no place for a course over frames.`,
    );
  return sentences;
}

const PART_NAMES: readonly Part[] = [
  'status',
  'emotion',
  'distribution',
  'intensity',
  'marks',
  'estimated',
  'actionUnits',
  'confidence',
  'note',
  'round',
  'dataset',
  'subject',
];

export const isSubmitted = ({ status }: ExportedLabel) => status === 'submitted';

/** `1 label`, `3 labels`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
