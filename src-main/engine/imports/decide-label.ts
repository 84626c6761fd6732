import type { ImportChanges, StoredRater } from '#main/catalog/index.ts';
import type { ImportedLabel, ImportedTrace } from '#shared/domain/import.ts';
import { EMPTY_LABEL, type LabelValues, labelMarksProblem } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { isSameSaid, saidBy } from '../labels/values.ts';
import type { KeptClip } from './decide-clip.ts';

/** What becomes of a label or a trace of a source: written, or nothing, and everything that is to be listed. */
export interface SaidDecision<T> {
  readonly change: T | null;
  readonly reasons: readonly string[];
}
type LabelChange = ImportChanges['labels'][number];
type TraceChange = ImportChanges['traces'][number];

const FIRST_ROUND = 1;
const MARKS = ['onset', 'apex', 'offset'] as const;
type MarkName = (typeof MARKS)[number];

/** What was said here by hand stays as it is. */
const isByHand = ({ kind }: StoredRater) => kind === 'person' || kind === 'adjudicated';

/** `isWhole`: the source says all of the label, as our own exports do; else what it does not say stays. */
export function decideLabel(
  label: ImportedLabel,
  clip: KeptClip,
  rater: StoredRater,
  isWhole: boolean,
): SaidDecision<LabelChange> {
  const { round = FIRST_ROUND } = label;
  const reasons: string[] = [];
  const before = saidBy(
    clip.labels.find((said) => said.raterName === rater.name && said.round === round) ?? null,
  );
  const marks = indicesOf(label, clip, reasons);
  // A label that says nothing is none.
  const after = saidBy(isWhole ? wholeLabel(label, marks) : withSaid(before ?? EMPTY_LABEL, label, marks));
  const nothing = (...more: string[]) => ({ change: null, reasons: [...reasons, ...more] });
  if (isSameSaid(before, after)) return nothing();
  if (isByHand(rater) && before !== null)
    return nothing(`${rater.name} has labelled it already: what was said here is kept`);
  const problem = after === null ? null : labelMarksProblem(after, clip.numbers.length);
  if (problem !== null) return nothing(`the label of ${rater.name} does not fit: ${problem}`);
  return { change: { clipKey: label.clipKey, rater, round, after, at: label.updatedAt }, reasons };
}

type Marks = Readonly<Record<MarkName, number | null>>;

function indicesOf(label: ImportedLabel, clip: KeptClip, reasons: string[]): Marks {
  const indexOf = (name: MarkName) => {
    const number = label[name];
    if (number === null) return null;
    const index = clip.numbers.indexOf(number);
    if (index >= 0) return index;
    reasons.push(`its ${name} ${number} is none of the frames the project has: it is left out`);
    return null;
  };
  return { onset: indexOf('onset'), apex: indexOf('apex'), offset: indexOf('offset') };
}

function wholeLabel(label: ImportedLabel, marks: Marks): LabelValues {
  const { emotion, intensity, actionUnits } = label;
  return {
    ...EMPTY_LABEL,
    emotion,
    intensity,
    actionUnits,
    ...rareFields(label),
    ...estimates(label),
    ...marks,
  };
}

/** `before` with what the label says. */
function withSaid(before: LabelValues, label: ImportedLabel, marks: Marks): LabelValues {
  const estimated = estimates(label);
  const said = {
    ...before,
    emotion: label.emotion ?? before.emotion,
    intensity: label.intensity ?? before.intensity,
    actionUnits: label.actionUnits ?? before.actionUnits,
    ...rareFields(label),
    onset: marks.onset ?? before.onset,
    apex: marks.apex ?? before.apex,
    offset: marks.offset ?? before.offset,
    onsetEstimated: label.onset === null ? before.onsetEstimated : estimated.onsetEstimated,
    apexEstimated: label.apex === null ? before.apexEstimated : estimated.apexEstimated,
    offsetEstimated: label.offset === null ? before.offsetEstimated : estimated.offsetEstimated,
  };
  const isOtherEmotion = label.distribution === undefined && said.emotion !== before.emotion;
  return isOtherEmotion ? { ...said, distribution: null } : said;
}

function estimates({ onsetEstimated = false, apexEstimated, offsetEstimated = false }: ImportedLabel) {
  return { onsetEstimated, apexEstimated, offsetEstimated };
}

/** Those of the fields few sources have that this one gives. */
function rareFields(label: ImportedLabel): Partial<LabelValues> {
  const { status, distribution, confidence, note, skipReason } = label;
  return {
    ...(status === undefined ? {} : { status }),
    ...(distribution === undefined ? {} : { distribution }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(note === undefined ? {} : { note }),
    ...(skipReason === undefined ? {} : { skipReason }),
  };
}

/** Points on frames the project does not have are left out and counted. */
export function decideTrace(
  trace: ImportedTrace,
  clip: KeptClip,
  rater: StoredRater,
): SaidDecision<TraceChange> {
  const { clipKey, round = FIRST_ROUND, name, interpolation } = trace;
  const indexOf = new Map(clip.numbers.map((number, index) => [number, index]));
  const points = trace.points.flatMap(([number, value]): TraceValues['points'] => {
    const index = indexOf.get(number);
    return index === undefined ? [] : [[index, value]];
  });
  const missing = trace.points.length - points.length;
  const reasons =
    missing === 0
      ? []
      : [
          `${missing} of the ${trace.points.length} points of its trace ${name} are at frames the project does not have`,
        ];
  if (points.length === 0) return { change: null, reasons };
  const before = clip.traces.find(
    (said) => said.raterName === rater.name && said.round === round && said.name === name,
  );
  if (before !== undefined && isSameTrace(before, { interpolation, points }))
    return { change: null, reasons };
  if (before !== undefined && isByHand(rater))
    return {
      change: null,
      reasons: [...reasons, `${rater.name} has the trace ${name} already: what was said here is kept`],
    };
  const values = { interpolation, points };
  return { change: { clipKey, rater, round, name, values, at: trace.updatedAt }, reasons };
}

function isSameTrace(a: TraceValues, b: TraceValues): boolean {
  return (
    a.interpolation === b.interpolation &&
    a.points.length === b.points.length &&
    a.points.every(([frame, value], index) => {
      const other = b.points[index];
      return other !== undefined && other[0] === frame && other[1] === value;
    })
  );
}
