import { isDeepStrictEqual as same } from 'node:util';
import {
  type Distribution,
  EMPTY_LABEL,
  type LabelChange,
  type LabelValues,
  labelMarksProblem,
} from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** Which label or trace: `item` is `label`, or the name of a trace. */
export interface ModelKey {
  readonly clip: number;
  /** A rater's number, or that of who adjudicates. */
  readonly rater: number;
  readonly round: number;
  readonly item: string;
}
type State = LabelValues | TraceValues | null;
interface Step {
  readonly key: ModelKey;
  readonly before: State;
  after: State;
  mergeKey: string | null;
}

/** The plainest labelling there is, held against the engine's: states kept whole, and for each actor a list with a place in it. */
export class LabellingModel {
  readonly #states = new Map<string, State>();
  readonly #ledgers = new Map<number, { steps: Step[]; at: number }>();
  /** By label: what was said when something else was done next, in order. */
  readonly #settled = new Map<string, State[]>();
  readonly #frameCount: number;

  constructor(frameCount: number) {
    this.#frameCount = frameCount;
  }

  label(key: Omit<ModelKey, 'item'>): LabelValues | null {
    return asLabel(this.#state({ ...key, item: 'label' }));
  }

  trace(key: ModelKey): TraceValues | null {
    return asTrace(this.#state(key));
  }

  settled(key: ModelKey): readonly State[] {
    return this.#settled.get(nameOf(key)) ?? [];
  }

  /** Whether the actor has a step to take back, and one to do again. */
  canStep(actor: number): [undo: boolean, redo: boolean] {
    const { steps, at } = this.#ledger(actor);
    return [at > 0, at < steps.length];
  }

  /** What the label would say after the change; null for nothing, `undefined` if its marks cannot be. */
  changed(key: Omit<ModelKey, 'item'>, change: LabelChange): LabelValues | null | undefined {
    const present = this.label(key) ?? EMPTY_LABEL;
    const said = Object.entries(change).filter(([, value]) => value !== undefined);
    const next: LabelValues = { ...present, ...Object.fromEntries(said) };
    if (present.status === 'skipped' && change.status === undefined) next.status = 'submitted';
    if (change.onset !== undefined) next.onsetEstimated = change.onsetEstimated ?? false;
    if (change.apex !== undefined) next.apexEstimated = change.apexEstimated ?? false;
    if (change.offset !== undefined) next.offsetEstimated = change.offsetEstimated ?? false;
    if (change.distribution) next.emotion = leaderOf(change.distribution);
    else if (change.emotion !== undefined && change.emotion !== present.emotion) next.distribution = null;
    if (next.status !== 'skipped') next.skipReason = null;
    const marksChange = [change.onset, change.apex, change.offset].some((mark) => mark !== undefined);
    if (marksChange && labelMarksProblem(next, this.#frameCount) !== null) return undefined;
    return unlessEmpty(next);
  }

  set(actor: number, key: ModelKey, after: State, mergeKey: string | null): void {
    const before = this.#state(key);
    if (same(before, after)) return;
    const ledger = this.#ledger(actor);
    ledger.steps.length = ledger.at;
    const last = ledger.steps.at(-1);
    const goesOn =
      mergeKey !== null && last?.mergeKey === mergeKey && same(last.key, key) && same(last.after, before);
    if (!goesOn) {
      this.#settle(key);
      ledger.steps.push({ key, before, after, mergeKey });
    } else if (same(last.before, after)) ledger.steps.pop();
    else last.after = after;
    ledger.at = ledger.steps.length;
    this.#states.set(nameOf(key), after);
  }

  undo(actor: number): void {
    const ledger = this.#ledger(actor);
    const step = ledger.steps[ledger.at - 1];
    if (step === undefined) return;
    this.#move(step.key, step.after, step.before);
    ledger.at--;
    this.#seal(actor);
  }

  redo(actor: number): void {
    const ledger = this.#ledger(actor);
    const step = ledger.steps[ledger.at];
    if (step === undefined) return;
    this.#move(step.key, step.before, step.after);
    ledger.at++;
    this.#seal(actor);
  }

  /** What differs between the two goes to the second; what somebody else changed since stays. */
  #move(key: ModelKey, from: State, to: State): void {
    this.#settle(key);
    if (key.item !== 'label') {
      this.#states.set(nameOf(key), to);
      return;
    }
    this.#states.set(nameOf(key), this.#taken(this.label(key), asLabel(from), asLabel(to)));
  }

  /** Field by field what the step says, unless somebody else has spoken of it since. */
  #taken(present: LabelValues | null, from: LabelValues | null, to: LabelValues | null): LabelValues | null {
    const [now, a, b] = [present ?? EMPTY_LABEL, from ?? EMPTY_LABEL, to ?? EMPTY_LABEL];
    const next = { ...now };
    if (now.intensity === a.intensity) next.intensity = b.intensity;
    if (now.note === a.note) next.note = b.note;
    if (now.confidence === a.confidence) next.confidence = b.confidence;
    if (now.actionUnits === a.actionUnits) next.actionUnits = b.actionUnits;
    if (now.emotion === a.emotion && same(now.distribution, a.distribution)) {
      next.emotion = b.emotion;
      next.distribution = b.distribution;
    }
    const marks = { ...next };
    if (now.onset === a.onset && now.onsetEstimated === a.onsetEstimated) {
      marks.onset = b.onset;
      marks.onsetEstimated = b.onsetEstimated;
    }
    if (now.apex === a.apex && now.apexEstimated === a.apexEstimated) {
      marks.apex = b.apex;
      marks.apexEstimated = b.apexEstimated;
    }
    if (now.offset === a.offset && now.offsetEstimated === a.offsetEstimated) {
      marks.offset = b.offset;
      marks.offsetEstimated = b.offsetEstimated;
    }
    const last = labelMarksProblem(marks, this.#frameCount) === null ? marks : next;
    const isTheirs =
      (present === null) === (from === null) && now.status === a.status && now.skipReason === a.skipReason;
    const isLeftAlone =
      to === null && unlessEmpty({ ...last, status: 'submitted', skipReason: null }) !== null;
    if (isTheirs && !isLeftAlone) {
      last.status = b.status;
      last.skipReason = b.skipReason;
    }
    return unlessEmpty(last);
  }

  #seal(actor: number): void {
    const { steps, at } = this.#ledger(actor);
    const last = steps[at - 1];
    if (last !== undefined) last.mergeKey = null;
  }

  #settle(key: ModelKey): void {
    const settled = this.#settled.get(nameOf(key)) ?? [];
    this.#settled.set(nameOf(key), [...settled, this.#state(key)]);
  }

  #state(key: ModelKey): State {
    return this.#states.get(nameOf(key)) ?? null;
  }

  #ledger(actor: number): { steps: Step[]; at: number } {
    const ledger = this.#ledgers.get(actor) ?? { steps: [], at: 0 };
    this.#ledgers.set(actor, ledger);
    return ledger;
  }
}

const nameOf = ({ clip, rater, round, item }: ModelKey) => `${clip} ${rater} ${round} ${item}`;

function asLabel(state: State): LabelValues | null {
  return state === null || 'points' in state ? null : state;
}

function asTrace(state: State): TraceValues | null {
  return state !== null && 'points' in state ? state : null;
}

/** A label that says nothing is none, unless the clip was skipped. */
function unlessEmpty(label: LabelValues): LabelValues | null {
  const { status, skipReason: _, ...said } = label;
  const { status: __, skipReason: ___, ...nothing } = EMPTY_LABEL;
  return status !== 'skipped' && same(said, nothing) ? null : label;
}

function leaderOf(shares: Distribution): string | null {
  const [first, second] = Object.entries(shares).sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
