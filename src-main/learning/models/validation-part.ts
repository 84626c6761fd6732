import { intensityStratum, splitItems } from '#shared/kernels/splits/split.ts';

const INTENSITY_STRATA = 5;

/**
 * Divides a fold's training clips, as positions, for early stopping: whole subjects go to the validation part, about
 * `share` of the clips, classes (or levels of intensity) alike. Clips without subjects, or of one subject alone, are divided clip by clip.
 */
export function validationPart(
  subjects: readonly (string | null)[],
  yTrue: readonly number[],
  isIntensity: boolean,
  share: number,
  seed: number,
): { readonly train: readonly number[]; readonly validation: readonly number[] } {
  const strata = isIntensity ? intensityStratum(yTrue, INTENSITY_STRATA) : yTrue.map(String);
  const items = subjects.map((subject, id) => ({ id, subject, stratum: strata[id] ?? null, split: null }));
  const bySubject = !subjects.includes(null) && new Set(subjects).size > 1;
  const kind = bySubject ? 'holdout' : 'holdout-clips';
  const [part] = splitItems(items, { kind, testShare: share }, seed);
  if (part === undefined) throw new Error('A holdout gave no fold.');
  return { train: part.trainIds, validation: part.testIds };
}
