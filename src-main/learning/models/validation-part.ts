import { intensityStratum, splitItems } from '#shared/kernels/splits/split.ts';

const INTENSITY_STRATA = 5;

export interface ValidationPart {
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** False where all clips are of one subject, who then is in both parts. */
  readonly bySubject: boolean;
}

/**
 * Divides a fold's training clips, as positions, for early stopping: whole subjects go to the validation part, about
 * `share` of the clips, classes (or levels of intensity) alike. A clip without a subject is taken for one of its own.
 */
export function validationPart(
  subjects: readonly (string | null)[],
  yTrue: readonly number[],
  isIntensity: boolean,
  share: number,
  seed: number,
): ValidationPart {
  const strata = isIntensity ? intensityStratum(yTrue, INTENSITY_STRATA) : yTrue.map(String);
  const items = subjects.map((subject, id) => ({
    ...{ id, stratum: strata[id] ?? null, split: null },
    subject: subject === null ? `clip ${id}` : `subject ${subject}`,
  }));
  const bySubject = new Set(items.map(({ subject }) => subject)).size > 1;
  const kind = bySubject ? 'holdout' : 'holdout-clips';
  const [part] = splitItems(items, { kind, testShare: share }, seed);
  if (part === undefined) throw new Error('A holdout gave no fold.');
  return { train: part.trainIds, validation: part.testIds, bySubject };
}
