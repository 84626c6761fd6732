import { setTimeout as delay } from 'node:timers/promises';
import { type RunClient, trainToEnd } from '#main/engine/runs/train-to-end.ts';
import type { Random } from '#shared/base/random.ts';
import type { ClipId, RaterId, RunId } from '#shared/domain/ids.ts';
import type { RunReview } from '#shared/domain/review.ts';
import type { EpochRecord, RunStatus } from '#shared/domain/run.ts';
import type { RunSpec } from '#shared/domain/run-spec.ts';
import { type EngineProcess, startEngineProcess } from './engine-process.ts';

/** Trains, kills the trainer and the engine in turn at random moments, resumes, and looks at what became of it all. */
export interface DrillOptions {
  /** The project; no engine has it open. */
  readonly dir: string;
  readonly configDir: string;
  readonly spec: RunSpec;
  readonly kills: number;
  /** A kill comes so long after the start of a sitting, at most. */
  readonly longestSittingMs: number;
  readonly random: Random;
  readonly say: (line: string) => void;
}

export interface DrillOutcome {
  readonly backend: string | null;
  readonly kills: readonly { readonly victim: Victim; readonly during: RunStatus }[];
  /** Runs that were killed and resumed until they were done. */
  readonly runs: number;
  /** The greatest distance of any figure of theirs from that of a run nobody killed. */
  readonly figuresOff: number;
  /** The same for probabilities, or intensities, of single clips. */
  readonly predictionsOff: number;
  /** Epochs that were told and trained again all the same. */
  readonly epochsRepeated: number;
  /** Epochs of a finished run that its history lacks, or has twice. */
  readonly epochsOff: number;
  /** Labels that were set and answered just before a kill, and are gone. */
  readonly labelsLost: number;
  /** True where clips, raters, all other labels and the former run are as before. */
  readonly restUnchanged: boolean;
}

export type Victim = 'trainer' | 'engine';
const RATER = 'Kill drill';
const ENDS: ReadonlySet<RunStatus> = new Set(['done', 'failed', 'cancelled', 'interrupted']);

export async function killDrill(options: DrillOptions): Promise<DrillOutcome> {
  const { dir, configDir, spec, say } = options;
  let live = await open(dir, configDir);
  try {
    const reference = await trainToEnd(live.engine, spec);
    const figures = numbersOf(reference.review.figures);
    say(`Nobody killed: ${reference.detail.seconds?.toFixed(1)} s on ${reference.detail.backend}.`);
    const { id: raterId } = await live.engine.call('raters.enter', { name: RATER });
    const before = await restOf(live.engine, raterId, reference.detail.id);
    const labels = await startLabelling(live.engine, raterId);
    const kills: DrillOutcome['kills'][number][] = [];
    const finished: RunId[] = [];
    const told = new Map<string, number>();
    let id: RunId | null = null;
    while (kills.length < options.kills || id !== null) {
      const sitting = await sit(live, spec, id, told);
      id = sitting.id;
      const victim: Victim = kills.length % 2 === 0 ? 'trainer' : 'engine';
      const during = kills.length < options.kills ? await waitToKill(live, sitting, victim, options) : null;
      if (during !== null) await labels.set(live.engine);
      const next = during === null ? null : await kill(live, victim, sitting, options);
      if (during === null || next === null) await sitting.ended;
      else {
        live = next;
        kills.push({ victim, during });
        say(`Kill ${kills.length}: the ${victim}, ${during}.`);
      }
      sitting.stop();
      const { status } = await live.engine.call('runs.show', { runId: id });
      if (next === null && status !== 'done')
        throw new Error(`The run ${id} ended as ${status}, not killed.`);
      if (status !== 'done') continue;
      finished.push(id);
      id = null;
    }
    const reviews = await reviewsOf(live.engine, finished);
    return {
      backend: reference.detail.backend,
      kills,
      runs: finished.length,
      figuresOff: Math.max(0, ...reviews.flatMap((review) => distances(numbersOf(review.figures), figures))),
      predictionsOff: Math.max(0, ...reviews.flatMap((review) => predictionsOff(review, reference.review))),
      epochsRepeated: [...told.values()].reduce((sum, times) => sum + times - 1, 0),
      epochsOff: await epochsOff(live.engine, finished, reference.detail.history),
      labelsLost: await labels.lost(live.engine),
      restUnchanged: (await restOf(live.engine, raterId, reference.detail.id)) === before,
    };
  } finally {
    await live.close();
  }
}

async function open(dir: string, configDir: string): Promise<EngineProcess> {
  const live = startEngineProcess(configDir);
  await live.engine.call('projects.open', { dir });
  return live;
}

interface Sitting {
  readonly id: RunId;
  readonly ended: Promise<RunStatus>;
  readonly status: () => RunStatus;
  /** Counts no more epochs. */
  readonly stop: () => void;
}

/** Starts a run, or lets one go on. Epochs that are told are counted. */
async function sit(
  { engine }: EngineProcess,
  spec: RunSpec,
  former: RunId | null,
  told: Map<string, number>,
): Promise<Sitting> {
  const ended = Promise.withResolvers<RunStatus>();
  let status: RunStatus = 'queued';
  const stop = engine.onEvent((event) => {
    if (event.type !== 'run') return;
    ({ status } = event);
    if (event.epoch !== null) {
      const key = `${event.runId} ${placeOf(event.epoch)}`;
      told.set(key, (told.get(key) ?? 0) + 1);
    }
    if (ENDS.has(status)) ended.resolve(status);
  });
  if (former !== null) await engine.call('runs.resume', { runId: former });
  const id = former ?? (await engine.call('runs.start', { spec })).runId;
  return { id, ended: ended.promise, status: () => status, stop };
}

const placeOf = ({ fold, epoch }: EpochRecord) => `${fold}/${epoch}`;

/** What the run was doing at the random moment; null if it had ended before. */
async function waitToKill(
  live: EngineProcess,
  sitting: Sitting,
  victim: Victim,
  { random, longestSittingMs }: DrillOptions,
): Promise<RunStatus | null> {
  // A trainer takes a moment to be there.
  if (victim === 'trainer') await trainerOf(live, sitting);
  await Promise.race([delay(random.next() * longestSittingMs), sitting.ended]);
  return ENDS.has(sitting.status()) ? null : sitting.status();
}

/** Its process, once it is there; null if the run ends without. */
async function trainerOf(live: EngineProcess, { status }: Sitting): Promise<number | null> {
  let pid = live.trainerPid();
  while (pid === null && !ENDS.has(status())) {
    await delay(20);
    pid = live.trainerPid();
  }
  return pid;
}

/** Gives the engine to go on with; null where the trainer had left before it could be killed. */
async function kill(
  live: EngineProcess,
  victim: Victim,
  sitting: Sitting,
  { dir, configDir }: DrillOptions,
): Promise<EngineProcess | null> {
  const { id, ended } = sitting;
  if (victim === 'trainer') {
    const pid = await trainerOf(live, sitting);
    if (pid === null || !killed(pid)) return null;
    await ended;
    return live;
  }
  await live.kill();
  const next = await open(dir, configDir);
  const rows = await next.engine.call('runs.list', {});
  const status = rows.find((run) => run.id === id)?.status;
  if (status === 'interrupted' || status === 'done') return next;
  throw new Error(`The run ${id} is ${status} after the engine died.`);
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
}

/** Before each kill a label is set, as a researcher might who works on meanwhile. */
async function startLabelling({ call }: RunClient, raterId: RaterId) {
  const { ids } = await call('clips.query', {
    filter: {},
    sort: { by: 'name', direction: 'ascending' },
    raterId: null,
  });
  const given = new Map<ClipId, number>();
  let next = 0;
  return {
    set: async (client: RunClient) => {
      const clipId = ids[next++ % ids.length];
      if (clipId === undefined) throw new Error('The project has no clips.');
      const intensity = next / 1000;
      await client.call('labels.set', { clipId, raterId, change: { intensity }, mergeKey: null });
      given.set(clipId, intensity);
    },
    lost: async (client: RunClient) => {
      let lost = 0;
      for (const [clipId, intensity] of given) {
        const { labels } = await client.call('clips.detail', { clipId, raterId });
        const own = labels.find((label) => label.raterId === raterId);
        if (own?.intensity !== intensity) lost++;
      }
      return lost;
    },
  };
}

/** All that no kill may change, as text: clips with their media, labels of all other raters, raters, a former run. */
async function restOf({ call }: RunClient, drillRater: RaterId, former: RunId): Promise<string> {
  const { ids } = await call('clips.query', {
    filter: {},
    sort: { by: 'name', direction: 'ascending' },
    raterId: null,
  });
  const clips: unknown[] = [];
  for (const clipId of ids) {
    const { clip, labels, media } = await call('clips.detail', { clipId, raterId: null });
    const others = labels.filter((label) => label.raterId !== drillRater);
    clips.push([clip.name, clip.subject, media, others]);
  }
  const { staleClipCount: _, ...run } = await call('runs.show', { runId: former });
  const { staleClipIds: __, ...review } = await call('runs.review', { runId: former });
  const raters = (await call('raters.list', {})).filter((rater) => rater.id !== drillRater);
  return JSON.stringify([clips, raters, await call('emotions.list', {}), run, review]);
}

async function reviewsOf({ call }: RunClient, ids: readonly RunId[]): Promise<RunReview[]> {
  const reviews: RunReview[] = [];
  for (const runId of ids) reviews.push(await call('runs.review', { runId }));
  return reviews;
}

async function epochsOff(
  { call }: RunClient,
  ids: readonly RunId[],
  reference: readonly EpochRecord[],
): Promise<number> {
  const expected = reference.map(placeOf);
  let off = 0;
  for (const runId of ids) {
    const found = (await call('runs.show', { runId })).history.map(placeOf);
    off += expected.filter((place) => found.filter((other) => other === place).length !== 1).length;
    off += Math.max(0, found.length - expected.length);
  }
  return off;
}

/** All numbers in it, in order; what is null or undefined counts as none. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersOf);
}

function distances(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) return [Number.POSITIVE_INFINITY];
  return a.map((value, index) => Math.abs(value - (b[index] ?? Number.NaN)));
}

function predictionsOff(a: RunReview, b: RunReview): number[] {
  const values = ({ predictions }: RunReview) =>
    predictions.map(({ clipId, probabilities, prediction }) => [clipId, probabilities ?? prediction]);
  return distances(numbersOf(values(a)), numbersOf(values(b)));
}
