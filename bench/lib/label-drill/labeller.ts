import { LabellingModel, type ModelKey } from '#main/engine/labels/test-model.ts';
import { saidBy } from '#main/engine/labels/values.ts';
import type { RemoteEngine } from '#main/engine/remote.ts';
import type { Random } from '#shared/base/random.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelChange } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { keyOf, type Said, sameJson, toJson } from './stored.ts';

const ROUNDS = [1, 2];
const TRACE = 'intensity';

export type Operation =
  | {
      readonly kind: 'set';
      readonly clip: number;
      readonly round: number;
      readonly change: LabelChange;
      readonly mergeKey: string | null;
    }
  | {
      readonly kind: 'trace';
      readonly clip: number;
      readonly round: number;
      readonly values: TraceValues | null;
    }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

export interface Desk {
  /** Who acts. */
  readonly name: string;
  /** Whose labels they make: their own, or what is adjudicated. */
  readonly rater: string;
  readonly as: 'own' | 'adjudicated';
  readonly clips: number;
  readonly frames: number;
  readonly random: Random;
}

/** Somebody who labels as fast as the engine answers, with a model of what they said beside it. */
export class Labeller {
  readonly desk: Desk;
  readonly counts = { set: 0, trace: 0, undo: 0, redo: 0 };
  readonly #model: LabellingModel;
  /** Everything that was ever said, to tell a state that is old from one that never was. */
  readonly #everSaid = new Set<string>();
  #pending: Operation | null = null;

  constructor(desk: Desk) {
    this.desk = desk;
    this.#model = new LabellingModel(desk.frames);
    for (const key of this.#keys()) this.#everSaid.add(this.#stamp(key, null));
  }

  get acknowledged(): number {
    const { set, trace, undo, redo } = this.counts;
    return set + trace + undo + redo;
  }

  /** Until the engine is gone. Gives what it answered that was not so. */
  async work(engine: RemoteEngine, clipIds: readonly ClipId[], isOver: () => boolean): Promise<string[]> {
    const { id: raterId } = await engine.call('raters.enter', { name: this.desk.name });
    const wrong: string[] = [];
    while (!isOver()) {
      const operation = this.#draw();
      this.#pending = operation;
      const answer = await perform(engine, this.desk, operation, raterId, clipIds);
      this.#apply(operation);
      this.#pending = null;
      this.counts[operation.kind]++;
      if (operation.kind !== 'set' || answer === undefined) continue;
      const key = { ...operation, rater: 0, round: this.#roundOf(operation) };
      if (!sameJson(answer, this.#model.label(key)))
        wrong.push(`${this.desk.name} was answered another label than was set.`);
    }
    return wrong;
  }

  /** Holds what is stored against what was said: what was in flight at the kill may be there or not, but whole. */
  reconcile(stored: ReadonlyMap<string, Said>): {
    inFlight: 'kept' | 'dropped' | null;
    missing: string[];
    halfWritten: string[];
  } {
    const pending = this.#pending;
    this.#pending = null;
    if (this.#differences(stored).length === 0)
      return { inFlight: pending === null ? null : 'dropped', missing: [], halfWritten: [] };
    if (pending !== null) this.#apply(pending);
    const off = this.#differences(stored);
    const neverWas = off.filter(
      (key) => !this.#everSaid.has(this.#stamp(key, stored.get(this.#nameOf(key)) ?? null)),
    );
    return {
      inFlight: pending === null ? null : 'kept',
      missing: off.filter((key) => !neverWas.includes(key)).map((key) => this.#nameOf(key)),
      halfWritten: neverWas.map((key) => this.#nameOf(key)),
    };
  }

  /** Whether the rater could undo and redo. */
  canStep(): [undo: boolean, redo: boolean] {
    return this.#model.canStep(0);
  }

  /** One step back or forth, in the model alone. */
  step(direction: 'undo' | 'redo'): void {
    this.#model[direction](0);
  }

  #draw(): Operation {
    const { random, clips } = this.desk;
    const [clip, roll] = [random.int(clips), random.next()];
    const round = pick(random, ROUNDS);
    if (roll < 0.2) return { kind: 'undo' };
    if (roll < 0.3) return { kind: 'redo' };
    if (roll < 0.42 && this.desk.as === 'own')
      return { kind: 'trace', clip, round, values: drawTrace(random, this.desk.frames) };
    const change = drawChange(random, this.desk.frames);
    const operation: Operation = {
      kind: 'set',
      clip,
      round,
      change,
      mergeKey: random.next() < 0.3 ? 'drag' : null,
    };
    const after = this.#model.changed({ clip, rater: 0, round: this.#roundOf(operation) }, change);
    return after === undefined ? this.#draw() : operation;
  }

  #apply(operation: Operation): void {
    if (operation.kind === 'undo' || operation.kind === 'redo') this.#model[operation.kind](0);
    else {
      const key = { clip: operation.clip, rater: 0, round: this.#roundOf(operation) };
      if (operation.kind === 'trace') this.#model.set(0, { ...key, item: TRACE }, operation.values, null);
      else {
        const after = this.#model.changed(key, operation.change) ?? null;
        this.#model.set(0, { ...key, item: 'label' }, after, operation.mergeKey);
      }
    }
    for (const key of this.#keys()) this.#everSaid.add(this.#stamp(key, this.#said(key)));
  }

  /** What is adjudicated has one round. */
  #roundOf({ round }: { readonly round: number }): number {
    return this.desk.as === 'own' ? round : 1;
  }

  #differences(stored: ReadonlyMap<string, Said>): ModelKey[] {
    return this.#keys().filter((key) => !sameJson(stored.get(this.#nameOf(key)) ?? null, this.#said(key)));
  }

  #said(key: ModelKey): Said {
    return key.item === 'label' ? this.#model.label(key) : this.#model.trace(key);
  }

  #keys(): ModelKey[] {
    return Array.from({ length: this.desk.clips }, (_, clip) => clip).flatMap((clip) =>
      ROUNDS.flatMap((round) => ['label', TRACE].map((item) => ({ clip, rater: 0, round, item }))),
    );
  }

  #nameOf({ clip, round, item }: ModelKey): string {
    return keyOf({ rater: this.desk.rater, clip, round, item });
  }

  #stamp(key: ModelKey, said: Said): string {
    return `${this.#nameOf(key)} ${toJson(said)}`;
  }
}

async function perform(
  { call }: RemoteEngine,
  { as }: Desk,
  operation: Operation,
  raterId: RaterId,
  clipIds: readonly ClipId[],
): Promise<Said | undefined> {
  if (operation.kind === 'undo' || operation.kind === 'redo') {
    await call(`labels.${operation.kind}`, { raterId });
    return undefined;
  }
  const clipId = clipIds[operation.clip];
  if (clipId === undefined) throw new Error(`There is no clip ${operation.clip}.`);
  if (operation.kind === 'trace') {
    const { round, values } = operation;
    await call('traces.set', { clipId, raterId, round, name: TRACE, values, mergeKey: null });
    return undefined;
  }
  const { round, change, mergeKey } = operation;
  return saidBy((await call('labels.set', { clipId, raterId, round, as, change, mergeKey })).label);
}

const EMOTIONS = ['happiness', 'fear', 'surprise'] as const;

function drawChange(random: Random, frames: number): LabelChange {
  const marks = [0, 0, 0].map(() => random.int(frames)).sort((a, b) => a - b);
  const [onset = 0, apex = 0, offset = 0] = marks;
  const value = random.int(1001) / 1000;
  return pick<LabelChange>(random, [
    { intensity: value },
    { emotion: pick(random, [...EMOTIONS, null]) },
    { distribution: { happiness: 0.5 + value / 4, fear: 0.5 - value / 4 } },
    { onset, apex, offset, apexEstimated: random.next() < 0.5 },
    { note: `note ${random.int(1e6)}`, confidence: value },
    { emotion: 'fear', intensity: value, actionUnits: 'R6A+R12', note: 'x'.repeat(random.int(2000)) },
    { status: 'skipped', skipReason: 'blurred' },
    { status: pick(random, ['draft', 'submitted']) },
  ]);
}

/** Now and then one that takes several pages. */
function drawTrace(random: Random, frames: number): TraceValues | null {
  if (random.next() < 0.15) return null;
  const points = Array.from({ length: frames }, (_, frame): [number, number] => [frame, random.next()]);
  return { interpolation: random.next() < 0.5 ? 'linear' : 'hold', points };
}

function pick<T>(random: Random, from: readonly T[]): T {
  const found = from[random.int(from.length)];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}
