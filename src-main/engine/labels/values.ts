import { OnsetError } from '#shared/base/errors.ts';
import { EMPTY_LABEL, type LabelChange, type LabelValues, labelMarksProblem } from '#shared/domain/label.ts';

const FIELDS = [
  'emotion',
  'intensity',
  'onset',
  'apex',
  'offset',
  'apexEstimated',
  'actionUnits',
  'note',
] as const satisfies readonly (keyof LabelValues)[];

/** What is said of a clip; null where nothing is: a label that says nothing is no label. */
export type Said = LabelValues | null;

/** The fields alone of what may be a whole label; null if it says nothing. */
export function saidBy(label: LabelValues | null): Said {
  if (label === null) return null;
  const { emotion, intensity, onset, apex, offset, apexEstimated, actionUnits, note } = label;
  const values = { emotion, intensity, onset, apex, offset, apexEstimated, actionUnits, note };
  return changedFields(values, EMPTY_LABEL).length === 0 ? null : values;
}

function changedFields(before: Said, after: Said): (keyof LabelValues)[] {
  const [a, b] = [before ?? EMPTY_LABEL, after ?? EMPTY_LABEL];
  return FIELDS.filter((field) => a[field] !== b[field]);
}

export function isSameSaid(a: Said, b: Said): boolean {
  return changedFields(a, b).length === 0;
}

/** An apex set by hand is no estimate. Throws OnsetError `bad-input` for marks that cannot be. */
export function applyChange(
  present: Said,
  change: LabelChange,
  clip: { name: string; frameCount: number },
): Said {
  const byHand = change.apex === undefined ? {} : { apexEstimated: false };
  const values = { ...(present ?? EMPTY_LABEL), ...withoutUndefined(change), ...byHand };
  const touchesMarks = change.onset !== undefined || change.apex !== undefined || change.offset !== undefined;
  const problem = touchesMarks ? labelMarksProblem(values, clip.frameCount) : null;
  if (problem !== null) throw new OnsetError('bad-input', `Clip ${clip.name}: ${problem}`);
  return saidBy(values);
}

/**
 * What takes a step back (or forth) leaves: `present` with `to` in the fields in which the step differs, so that what
 * somebody else changed since stays. Marks go together where they would not fit one another.
 */
export function restore(present: Said, from: Said, to: Said, frameCount: number): Said {
  const target = to ?? EMPTY_LABEL;
  const fields = changedFields(from, to).map((field) => [field, target[field]]);
  const restored: LabelValues = { ...(present ?? EMPTY_LABEL), ...Object.fromEntries(fields) };
  if (labelMarksProblem(restored, frameCount) === null) return saidBy(restored);
  const { onset, apex, offset, apexEstimated } = target;
  return saidBy({ ...restored, onset, apex, offset, apexEstimated });
}

/** Such as `intensity of clip S01_02: 0.4 → 0.7`. */
export function stepInWords(clipName: string, before: Said, after: Said): string {
  const changed = changedFields(before, after);
  const told = changed.length > 1 ? changed.filter((field) => field !== 'apexEstimated') : changed;
  const words = (said: Said, field: keyof LabelValues) => valueInWords((said ?? EMPTY_LABEL)[field]);
  const names = told.map((field) => FIELD_WORDS[field]).join(', ');
  const values = told.map((field) => `${words(before, field)} → ${words(after, field)}`).join(', ');
  return `${names} of clip ${clipName}: ${values}`;
}

const FIELD_WORDS: Readonly<Record<keyof LabelValues, string>> = {
  emotion: 'emotion',
  intensity: 'intensity',
  onset: 'onset',
  apex: 'apex',
  offset: 'offset',
  apexEstimated: 'apex estimated',
  actionUnits: 'action units',
  note: 'note',
};

const MAX_QUOTED_CHARS = 30;

function valueInWords(value: LabelValues[keyof LabelValues]): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(Number(value.toFixed(3)));
  return value.length > MAX_QUOTED_CHARS ? `${value.slice(0, MAX_QUOTED_CHARS)}…` : value;
}

/** A field that is there but undefined would blank what was said. */
function withoutUndefined(change: LabelChange): Partial<LabelValues> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
