import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Catalog, openCatalog } from '#main/catalog/index.ts';
import { addSamples, clipIdOf, temporaryFolder } from '#main/catalog/test-support.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelChange, LabelValues } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';
import { summarizeClip } from '#shared/kernels/clip-summary.ts';
import { restoreLabel, setLabel, takeStep, undoState } from './ledger.ts';
import { LabellingModel, type ModelKey } from './test-model.ts';
import { setTrace } from './traces.ts';
import { saidBy } from './values.ts';

const FRAMES = 6;
const CLIPS = [0, 1];
const PEOPLE = [0, 1, 2];
const ADJUDICATED = 3;
const ROUNDS = [1, 2];
const TRACES = ['intensity', 'AU12'];

type Action =
  | {
      readonly do: 'set';
      readonly round: number;
      readonly as: 'own' | 'adjudicated';
      readonly clip: number;
      readonly change: LabelChange;
      readonly mergeKey: string | null;
    }
  | {
      readonly do: 'trace';
      readonly round: number;
      readonly clip: number;
      readonly name: string;
      readonly values: TraceValues | null;
      readonly mergeKey: string | null;
    }
  | { readonly do: 'restore'; readonly clip: number; readonly entry: number }
  | { readonly do: 'undo' | 'redo' };

const mark = fc.constantFrom(null, 0, 2, 4, 5, FRAMES);
const share = fc.constantFrom({ fear: 1 }, { fear: 0.5, anger: 0.5 }, { fear: 0.25, anger: 0.75 }, null);
const change: fc.Arbitrary<LabelChange> = fc.oneof(
  fc.record({ intensity: fc.constantFrom(null, 0, 0.5, 1) }),
  fc.record({ emotion: fc.constantFrom(null, 'fear', 'anger') }),
  fc.record({ distribution: share }),
  fc.record({ note: fc.constantFrom('', 'a', 'b "quoted"') }),
  fc.record({ onset: mark, apex: mark }),
  fc.record({ apex: mark }),
  fc.record({ apex: mark, apexEstimated: fc.boolean() }),
  fc.record({ offset: mark }),
  fc.record({ actionUnits: fc.constantFrom(null, 'R6A+R12'), confidence: fc.constantFrom(null, 0.5, 1) }),
  fc.record({ status: fc.constantFrom('draft' as const, 'submitted' as const) }),
  fc.record({ status: fc.constant('skipped' as const), skipReason: fc.constantFrom(null, 'blurred') }),
);
const points: fc.Arbitrary<TraceValues | null> = fc.oneof(
  fc.constant(null),
  fc.record({
    interpolation: fc.constantFrom('linear' as const, 'hold' as const),
    points: fc.constantFrom<TraceValues['points'][]>(
      [[0, 0.5]],
      [
        [0, 0],
        [5, 1],
      ],
      [
        [2, 0.25],
        [3, 1],
      ],
    ),
  }),
);
const place = {
  clip: fc.constantFrom(...CLIPS),
  round: fc.constantFrom(1, 1, 2),
  mergeKey: fc.constantFrom(null, null, 'drag', 'type'),
};
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      ...place,
      as: fc.constantFrom('own' as const, 'own' as const, 'adjudicated' as const),
      change,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('trace' as const),
      ...place,
      name: fc.constantFrom(...TRACES),
      values: points,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('restore' as const), clip: place.clip, entry: fc.nat(20) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('undo' as const, 'undo' as const, 'redo' as const) }),
  },
);
const session = fc.array(
  fc.oneof(
    { weight: 14, arbitrary: fc.record({ actor: fc.constantFrom(...PEOPLE), action }) },
    { weight: 1, arbitrary: fc.constant('restart' as const) },
  ),
  { minLength: 5, maxLength: 60 },
);

/** A catalog with its model beside it. */
class Study {
  readonly #file: string;
  readonly model = new LabellingModel(FRAMES);
  catalog: Catalog;
  readonly clips: ClipId[];
  /** By number: people, then who adjudicates. */
  readonly raters: RaterId[];

  constructor(file: string) {
    this.#file = file;
    this.catalog = openCatalog(file, { mode: 'create' });
    const clips = CLIPS.map((clip) => ({ name: `clip ${clip}`, frames: FRAMES }));
    addSamples(this.catalog, clips, [
      { clip: 'clip 0', rater: 'sheet', emotion: 'fear', onset: 1, apex: 3 },
      { clip: 'clip 1', rater: 'sheet', emotion: 'anger', intensity: 0.25 },
    ]);
    this.clips = clips.map(({ name }) => clipIdOf(this.catalog, name));
    const { raters } = this.catalog.write;
    this.raters = [
      ...PEOPLE.map((person) => raters.enterPerson(`Person ${person}`)),
      raters.enterAdjudicated(),
    ];
  }

  restart(): void {
    this.catalog.close();
    this.catalog = openCatalog(this.#file, { mode: 'write' });
  }

  perform(actor: number, action: Action): void {
    const raterId = at(this.raters, actor);
    if (action.do === 'set') this.#set(actor, action);
    else if (action.do === 'trace') this.#trace(actor, action);
    else if (action.do === 'restore') this.#restore(actor, action);
    else {
      takeStep(this.catalog, raterId, action.do);
      this.model[action.do](actor);
    }
  }

  #set(actor: number, { clip, round, as, change, mergeKey }: Action & { do: 'set' }): void {
    const key = { clip, rater: as === 'own' ? actor : ADJUDICATED, round: as === 'own' ? round : 1 };
    const after = this.model.changed(key, change);
    const set = () =>
      setLabel(this.catalog, {
        clipId: at(this.clips, clip),
        raterId: at(this.raters, actor),
        round,
        as,
        change,
        mergeKey,
      });
    if (after === undefined) expect(set).toThrow(OnsetError);
    else {
      expect(saidBy(set().label)).toEqual(after);
      this.model.set(actor, { ...key, item: 'label' }, after, mergeKey);
    }
  }

  #trace(actor: number, { clip, round, name, values, mergeKey }: Action & { do: 'trace' }): void {
    const [clipId, raterId] = [at(this.clips, clip), at(this.raters, actor)];
    setTrace(this.catalog, { clipId, raterId, round, name, values, mergeKey });
    this.model.set(actor, { clip, rater: actor, round, item: name }, values, mergeKey);
  }

  #restore(actor: number, { clip, entry }: Action & { do: 'restore' }): void {
    const [clipId, raterId] = [at(this.clips, clip), at(this.raters, actor)];
    const entries = this.catalog.read.history.ofClip(clipId);
    const chosen = entries[entry % entries.length];
    if (chosen === undefined) throw new Error('The sheet has a history.');
    const rater = this.raters.indexOf(chosen.raterId);
    const restore = () => restoreLabel(this.catalog, { clipId, raterId, historyId: chosen.id });
    if (rater !== actor && rater !== ADJUDICATED) expect(restore).toThrow('theirs');
    else {
      restore();
      this.model.set(actor, { clip, rater, round: chosen.round, item: 'label' }, chosen.after, null);
    }
  }

  /** Everything stored is what the model says. */
  expectModelled(): void {
    const { read } = this.catalog;
    for (const key of this.#keys()) {
      const [clipId, raterId] = [at(this.clips, key.clip), at(this.raters, key.rater)];
      if (key.item === 'label')
        expect(saidBy(read.labels.get(clipId, raterId, key.round))).toEqual(this.model.label(key));
      else {
        const trace = read.traces.get({ clipId, raterId, round: key.round }, key.item);
        const { interpolation, points } = trace ?? {};
        expect(trace === null ? null : { interpolation, points }).toEqual(this.model.trace(key));
      }
    }
    for (const person of PEOPLE) {
      const { undo, redo } = undoState(this.catalog, at(this.raters, person));
      expect([undo !== null, redo !== null]).toEqual(this.model.canStep(person));
    }
  }

  /** Each row begins where the one before it ended, the last one ends in what is there, and no state is missing. */
  expectWholeHistory(): void {
    const { read } = this.catalog;
    for (const key of this.#keys().filter(({ item }) => item === 'label')) {
      const [clipId, raterId] = [at(this.clips, key.clip), at(this.raters, key.rater)];
      const rows = read.history
        .ofClip(clipId)
        .filter((row) => row.raterId === raterId && row.round === key.round);
      let reached: LabelValues | null = null;
      const wanted = [...this.model.settled(key)];
      if (isDeepStrictEqual(wanted[0], null)) wanted.shift();
      for (const { before, after } of rows.reverse()) {
        expect(before).toEqual(reached);
        reached = after;
        while (wanted.length > 0 && isDeepStrictEqual(wanted[0], reached)) wanted.shift();
      }
      expect(saidBy(read.labels.get(clipId, raterId, key.round))).toEqual(reached);
      expect(wanted).toEqual([]);
    }
  }

  /** What is kept of each clip is what its labels give. */
  expectSummaries(): void {
    const { read } = this.catalog;
    for (const clipId of this.clips) {
      const kindOf = new Map(read.raters.list().map(({ id, kind }) => [id, kind]));
      const latest = new Map<RaterId, Parameters<typeof summarizeClip>[0][number]>();
      for (const label of read.labels.list([clipId])) {
        const kind = kindOf.get(label.raterId);
        if (label.status === 'submitted' && kind !== undefined && kind !== 'model')
          latest.set(label.raterId, { ...label, kind, missing: isTied(label) ? 'tied' : null });
      }
      expect(read.summaries.ofClips([clipId]).get(clipId)).toEqual({
        ...summarizeClip([...latest.values()]),
        clipId,
      });
    }
  }

  #keys(): ModelKey[] {
    return CLIPS.flatMap((clip) =>
      [...PEOPLE, ADJUDICATED].flatMap((rater) =>
        ROUNDS.flatMap((round) => ['label', ...TRACES].map((item) => ({ clip, rater, round, item }))),
      ),
    );
  }
}

function isTied({ emotion, distribution }: LabelValues): boolean {
  return emotion === null && distribution !== null;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`There is no ${index}.`);
  return found;
}

it('any labelling by several raters, with restarts, is what the plainest undo makes of it', () => {
  const folder = temporaryFolder();
  let count = 0;
  fc.assert(
    fc.property(session, (steps) => {
      const study = new Study(join(folder, `${count++}.sqlite`));
      try {
        for (const step of steps) {
          if (step === 'restart') study.restart();
          else study.perform(step.actor, step.action);
          study.expectModelled();
          study.expectSummaries();
        }
        study.expectWholeHistory();
      } finally {
        study.catalog.close();
      }
    }),
    { numRuns: 50, seed: 5 },
  );
}, 240_000);
