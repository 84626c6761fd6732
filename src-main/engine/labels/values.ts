import { OnsetError } from '#shared/base/errors.ts';
import {
  EMPTY_LABEL,
  type LabelChange,
  type LabelStatus,
  type LabelValues,
  labelMarksProblem,
  mostProbable,
} from '#shared/domain/label.ts';

/** What a label says beside its status. */
const SAID_FIELDS = [
  'emotion',
  'distribution',
  'intensity',
  'onset',
  'apex',
  'offset',
  'onsetEstimated',
  'apexEstimated',
  'offsetEstimated',
  'actionUnits',
  'confidence',
  'note',
] as const satisfies readonly (keyof LabelValues)[];

const FIELDS = ['status', ...SAID_FIELDS, 'skipReason'] as const satisfies readonly (keyof LabelValues)[];

/** What is said of a clip; null where nothing is: a label that says nothing is no label, unless the clip was skipped. */
export type Said = LabelValues | null;

/** The fields alone of what may be a whole label; null if it says nothing. */
export function saidBy(label: LabelValues | null): Said {
  if (label === null) return null;
  const values = Object.fromEntries(FIELDS.map((field) => [field, label[field]]));
  const said = { ...EMPTY_LABEL, ...values };
  const isEmpty =
    said.status !== 'skipped' && SAID_FIELDS.every((field) => isSame(said[field], EMPTY_LABEL[field]));
  return isEmpty ? null : said;
}

function changedFields(before: Said, after: Said): (keyof LabelValues)[] {
  const [a, b] = [before ?? EMPTY_LABEL, after ?? EMPTY_LABEL];
  return FIELDS.filter((field) => !isSame(a[field], b[field]));
}

type Value = LabelValues[keyof LabelValues];

/** Shares are the only values that are no plain ones. */
function isSame(a: Value, b: Value): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const emotions = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...emotions].every((emotion) => a[emotion] === b[emotion]);
}

export function isSameSaid(a: Said, b: Said): boolean {
  return (a === null) === (b === null) && changedFields(a, b).length === 0;
}

/**
 * `present` with the change. A mark set by hand is no estimate, unless the change says so; a distribution names its
 * most probable emotion, and another emotion drops it. What is said of a clip that was skipped ends that; `status`
 * holds for a label that is new. Throws OnsetError `bad-input` for values that cannot be.
 */
export function applyChange(
  present: Said,
  change: LabelChange,
  clip: { name: string; frameCount: number },
  status: LabelStatus,
): Said {
  const said = withoutUndefined(change);
  const values = {
    ...(present ?? EMPTY_LABEL),
    status: present === null || present.status === 'skipped' ? status : present.status,
    ...setByHand(said),
    ...said,
    ...emotionOf(present, said),
  };
  if (values.status !== 'skipped') values.skipReason = null;
  const touchesMarks = [said.onset, said.apex, said.offset].some((mark) => mark !== undefined);
  const problem = touchesMarks ? labelMarksProblem(values, clip.frameCount) : null;
  if (problem !== null) throw new OnsetError('bad-input', `Clip ${clip.name}: ${problem}`);
  return saidBy(values);
}

function setByHand(said: Partial<LabelValues>): Partial<LabelValues> {
  return {
    ...(said.onset === undefined ? {} : { onsetEstimated: false }),
    ...(said.apex === undefined ? {} : { apexEstimated: false }),
    ...(said.offset === undefined ? {} : { offsetEstimated: false }),
  };
}

function emotionOf(present: Said, said: Partial<LabelValues>): Partial<LabelValues> {
  const { distribution, emotion } = said;
  if (distribution !== undefined && distribution !== null) {
    const leader = mostProbable(distribution);
    if (emotion !== undefined && emotion !== leader)
      throw new OnsetError(
        'bad-input',
        `The emotion ${emotion ?? 'none'} is not the most probable one of the distribution given with it.`,
      );
    return { emotion: leader };
  }
  const drops = emotion !== undefined && distribution === undefined && emotion !== (present?.emotion ?? null);
  return drops ? { distribution: null } : {};
}

/** Fields that are changed at once, and so taken back at once. The status is treated apart. */
const GROUPS = [
  ['emotion', 'distribution'],
  ['intensity'],
  ['actionUnits'],
  ['confidence'],
  ['note'],
] as const satisfies readonly (readonly (keyof LabelValues)[])[];
const MARKS = [
  ['onset', 'onsetEstimated'],
  ['apex', 'apexEstimated'],
  ['offset', 'offsetEstimated'],
] as const satisfies readonly (readonly (keyof LabelValues)[])[];

/**
 * What takes a step back (or forth) leaves: `present` with `to` in the fields in which the step differs, as far as they
 * still say what the step left (`from`): what somebody else changed since stays. So do all marks where those taken back
 * would not fit what somebody else marked.
 */
export function restore(present: Said, from: Said, to: Said, frameCount: number): Said {
  const [now, former, target] = [present ?? EMPTY_LABEL, from ?? EMPTY_LABEL, to ?? EMPTY_LABEL];
  const taken = (groups: readonly (readonly (keyof LabelValues)[])[]) =>
    groups
      .filter((group) => group.every((field) => isSame(now[field], former[field])))
      .flatMap((group) => group.map((field) => [field, target[field]]));
  const others: LabelValues = { ...now, ...Object.fromEntries(taken(GROUPS)) };
  const marked: LabelValues = { ...others, ...Object.fromEntries(taken(MARKS)) };
  const said = labelMarksProblem(marked, frameCount) === null ? marked : others;
  return saidBy({ ...said, ...statusOf(present, from, to, said) });
}

/** A label that somebody else began, or adds to, keeps its status: nothing of it was skipped, or submitted, by this step. */
function statusOf(
  present: Said,
  from: Said,
  to: Said,
  said: LabelValues,
): Pick<LabelValues, 'status' | 'skipReason'> {
  const isOthers = (present === null) !== (from === null) || (to === null && saysMore(said));
  const isTouched =
    present !== null &&
    from !== null &&
    !(present.status === from.status && present.skipReason === from.skipReason);
  const { status, skipReason } = isOthers || isTouched ? (present ?? EMPTY_LABEL) : (to ?? EMPTY_LABEL);
  return { status, skipReason };
}

/** Beside that a clip was skipped. */
function saysMore(said: LabelValues): boolean {
  return saidBy({ ...said, status: 'submitted' }) !== null;
}

/** Such as `intensity of clip S01_02: 0.4 → 0.7`. */
export function stepInWords(clipName: string, before: Said, after: Said): string {
  const changed = changedFields(before, after);
  const told = changed.length > 1 ? changed.filter((field) => !field.endsWith('Estimated')) : changed;
  // A label that is not there has no status.
  const words = (said: Said, field: keyof LabelValues) =>
    said === null && field === 'status' ? 'none' : valueInWords((said ?? EMPTY_LABEL)[field]);
  const names = told.map((field) => FIELD_WORDS[field]).join(', ');
  const values = told.map((field) => `${words(before, field)} → ${words(after, field)}`).join(', ');
  return `${names} of clip ${clipName}: ${values}`;
}

const FIELD_WORDS: Readonly<Record<keyof LabelValues, string>> = {
  status: 'status',
  emotion: 'emotion',
  distribution: 'distribution',
  intensity: 'intensity',
  onset: 'onset',
  apex: 'apex',
  offset: 'offset',
  onsetEstimated: 'onset estimated',
  apexEstimated: 'apex estimated',
  offsetEstimated: 'offset estimated',
  actionUnits: 'action units',
  confidence: 'confidence',
  note: 'note',
  skipReason: 'reason to skip',
};

const MAX_QUOTED_CHARS = 30;

function valueInWords(value: LabelValues[keyof LabelValues]): string {
  if (value === null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return numberInWords(value);
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([emotion, share]) => `${emotion} ${numberInWords(share)}`)
      .join(', ');
  return value.length > MAX_QUOTED_CHARS ? `${value.slice(0, MAX_QUOTED_CHARS)}…` : value;
}

const numberInWords = (value: number) => String(Number(value.toFixed(3)));

/** A field that is there but undefined would blank what was said. */
function withoutUndefined(change: LabelChange): Partial<LabelValues> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
