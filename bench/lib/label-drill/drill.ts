import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { verifyCatalog } from '#main/catalog/verify/verify.ts';
import { createRandom, type Random } from '#shared/base/random.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import { ADJUDICATED } from '#shared/domain/rater.ts';
import { type EngineProcess, startEngineProcess } from '../engine-process.ts';
import { Labeller } from './labeller.ts';
import { Merger } from './merger.ts';
import { readStored } from './stored.ts';
import { clipIdsOf, makeStudy, type StudySize } from './study.ts';

/** Several people label through a real engine that is killed (kill -9) at random moments; each time all is looked through. */
export interface DrillOptions {
  /** A new project folder in a folder of its own. */
  readonly dir: string;
  readonly kills: number;
  /** A kill comes so long after the labelling begins, at most. */
  readonly longestSittingMs: number;
  readonly bundles: number;
  readonly random: Random;
  readonly say: (line: string) => void;
}

export interface DrillOutcome {
  readonly kills: number;
  /** What the engine had answered before it was killed. */
  readonly acknowledged: Readonly<Record<'set' | 'trace' | 'undo' | 'redo' | 'merge', number>>;
  /** What it had been asked and had not answered: it may be there whole, or not at all. */
  readonly inFlight: { readonly kept: number; readonly dropped: number };
  readonly missing: readonly string[];
  readonly halfWritten: readonly string[];
  readonly wrongAnswers: readonly string[];
  /** Kills after which the catalog passed every check: pages, references, histories, states, summaries. */
  readonly whole: number;
  readonly problems: readonly string[];
  /** Steps taken back at the end, one by one, and made again. */
  readonly stepsWalked: number;
}

const SIZE: StudySize = { clips: 12, frames: 40 };
const PEOPLE = ['Ada', 'Bea', 'Cem'];
const ADJUDICATOR = 'Dan';
const STEPS_BETWEEN_LOOKS = 25;

export async function labelDrill(options: DrillOptions): Promise<DrillOutcome> {
  const drill = new Drill(options.dir, await makeStudy(options.dir, SIZE, options.bundles), options.random);
  for (let kill = 1; kill <= options.kills && drill.isUnharmed(); kill++) {
    await drill.sit(options.longestSittingMs);
    options.say(`Kill ${kill}: ${drill.acknowledged} changes acknowledged so far.`);
  }
  return drill.end();
}

class Drill {
  readonly #dir: string;
  readonly #random: Random;
  readonly #labellers: readonly Labeller[];
  readonly #merger: Merger;
  readonly #inFlight = { kept: 0, dropped: 0 };
  readonly #missing: string[] = [];
  readonly #halfWritten: string[] = [];
  readonly #wrongAnswers: string[] = [];
  readonly #problems: string[] = [];
  #kills = 0;
  #whole = 0;

  constructor(dir: string, bundles: readonly string[], random: Random) {
    this.#dir = dir;
    this.#random = random;
    this.#merger = new Merger(bundles, SIZE.clips);
    const desk = () => ({ ...SIZE, random: createRandom(random.int(2 ** 31)) });
    this.#labellers = [
      ...PEOPLE.map((name) => new Labeller({ ...desk(), name, rater: name, as: 'own' })),
      new Labeller({ ...desk(), name: ADJUDICATOR, rater: ADJUDICATED, as: 'adjudicated' }),
    ];
  }

  get acknowledged(): number {
    return this.#labellers.reduce((sum, { acknowledged }) => sum + acknowledged, this.#merger.merged);
  }

  /** Whatever came after a loss would be measured against what is gone. */
  isUnharmed(): boolean {
    return this.#missing.length + this.#halfWritten.length + this.#problems.length === 0;
  }

  /** Opens the project, looks at all there is, labels until the engine is killed, and checks the catalog it leaves. */
  async sit(longestMs: number): Promise<void> {
    const live = await this.#open();
    try {
      const { clipIds } = await this.#look(live);
      let dying = false;
      const work = this.#labellers.map(async (labeller) => {
        this.#wrongAnswers.push(...(await labeller.work(live.engine, clipIds, () => dying)));
      });
      const merges = this.#random.next() < 0.5 ? [this.#merger.mergeNext(live.engine)] : [];
      const ended = Promise.allSettled([...work, ...merges]);
      await delay(this.#random.next() * longestMs);
      dying = true;
      await live.kill();
      await ended;
    } finally {
      await live.kill();
    }
    this.#kills++;
    const problems = this.#verify();
    if (problems.length === 0) this.#whole++;
    this.#problems.push(...problems);
  }

  async end(): Promise<DrillOutcome> {
    const live = await this.#open();
    try {
      await this.#look(live);
      const stepsWalked = this.isUnharmed() ? await this.#walkBackAndForth(live) : 0;
      return {
        kills: this.#kills,
        acknowledged: this.#counts(),
        inFlight: this.#inFlight,
        missing: this.#missing,
        halfWritten: this.#halfWritten,
        wrongAnswers: this.#wrongAnswers,
        whole: this.#whole,
        problems: [...this.#problems, ...this.#verify()],
        stepsWalked,
      };
    } finally {
      await live.close();
    }
  }

  async #open(): Promise<EngineProcess> {
    const live = startEngineProcess(`${this.#dir}-config`);
    await live.engine.call('projects.open', { dir: this.#dir });
    return live;
  }

  /** Holds everything that is stored, and what can be undone, against what was said. */
  async #look({
    engine,
  }: EngineProcess): Promise<{ clipIds: readonly ClipId[]; raterIds: readonly RaterId[] }> {
    const clipIds = await clipIdsOf(engine.call);
    const raterIds: RaterId[] = [];
    for (const { desk } of this.#labellers)
      raterIds.push((await engine.call('raters.enter', { name: desk.name })).id);
    const stored = await readStored(engine, clipIds, raterIds);
    for (const one of [...this.#labellers, this.#merger]) {
      const { inFlight, missing, halfWritten } = one.reconcile(stored);
      if (inFlight !== null) this.#inFlight[inFlight]++;
      this.#missing.push(...missing);
      this.#halfWritten.push(...halfWritten);
    }
    for (const [i, labeller] of this.#labellers.entries()) {
      const raterId = raterIds[i];
      if (raterId === undefined) throw new Error('Every labeller has entered.');
      const { undo, redo } = await engine.call('labels.undoState', { raterId });
      const [canUndo, canRedo] = labeller.canStep();
      if ((undo !== null) !== canUndo || (redo !== null) !== canRedo)
        this.#missing.push(`undo steps of ${labeller.desk.name}`);
    }
    return { clipIds, raterIds };
  }

  /** Takes every step of everybody back and makes it again, and looks at what is there on the way. */
  async #walkBackAndForth(live: EngineProcess): Promise<number> {
    const { raterIds } = await this.#look(live);
    let walked = 0;
    for (const direction of ['undo', 'redo'] as const)
      for (const [i, labeller] of this.#labellers.entries()) {
        const raterId = raterIds[i];
        if (raterId === undefined) throw new Error('Every labeller has entered.');
        while (labeller.canStep()[direction === 'undo' ? 0 : 1] && this.isUnharmed()) {
          await live.engine.call(`labels.${direction}`, { raterId });
          labeller.step(direction);
          walked++;
          if (walked % STEPS_BETWEEN_LOOKS === 0) await this.#look(live);
        }
      }
    await this.#look(live);
    return walked;
  }

  #verify(): string[] {
    const { checks } = verifyCatalog(join(this.#dir, 'catalog.sqlite'));
    return checks.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`));
  }

  #counts(): DrillOutcome['acknowledged'] {
    const counts = { set: 0, trace: 0, undo: 0, redo: 0, merge: this.#merger.merged };
    for (const { counts: own } of this.#labellers)
      for (const kind of ['set', 'trace', 'undo', 'redo'] as const) counts[kind] += own[kind];
    return counts;
  }
}
