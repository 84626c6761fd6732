import { setImmediate } from 'node:timers/promises';
import type { AgreementReport, AgreementRequest } from '#shared/domain/agreement.ts';
import { bootstrap, type Clusters, singly } from '#shared/kernels/agreement/bootstrap.ts';
import type { Task } from '../tasks.ts';
import { type Compared, type Comparison, takeClips, takePair } from './compared.ts';
import type { Estimate, Group, Method, PairEstimates } from './estimate.ts';
import { estimate, methodOf, toReport } from './report.ts';

export interface Resampling {
  readonly resamples: number;
  readonly seed: number;
}

/**
 * The report with intervals by resampling subjects with all their clips, or clips where a subject is not known. Lets
 * other work in after each resample. Rejects with the signal's reason soon after it.
 */
export async function resampledReport(
  { kind }: AgreementRequest,
  comparison: Comparison,
  resampling: Resampling,
  task: Task,
): Promise<AgreementReport> {
  const method = methodOf(kind);
  const { data } = comparison;
  const { by, subjectOf, note } = drawnBy(comparison);
  const points = estimate(comparison, method);
  const pace = createPace(stepsOf(method, points.pairs.length) * resampling.resamples, task);
  const intervalBy = `${resampling.resamples.toLocaleString('en')} resamples of ${by}`;
  const anew = (group: Group, own: Compared, items: ArrayLike<number>, before: readonly Estimate[]) =>
    resampled(group, own, clustersOf(items, subjectOf), { ...resampling, intervalBy }, before, pace);

  const figures: Estimate[] = [];
  const all = singly(data.ratings.items).map((_, item) => item);
  for (const group of method.groups) figures.push(...(await anew(group, data, all, group(data))));
  const biases = method.bias === null ? null : await anew(method.bias, data, all, points.biases ?? []);
  const pairs: PairEstimates[] = [];
  for (const { first, second, estimates } of points.pairs) {
    const pair = takePair(data, first, second);
    const group: Group = (sample) => [...method.pairs(sample)].flatMap((found) => [...found.estimates]);
    pairs.push({ first, second, estimates: await anew(group, pair.data, pair.items, estimates) });
  }
  return toReport(kind, comparison, { figures, biases, pairs }, note === null ? [] : [note]);
}

function stepsOf({ groups, bias }: Method, pairs: number): number {
  return groups.length + (bias === null ? 0 : 1) + pairs;
}

/** Fewer are no sample of people: intervals over them would be far too narrow. */
const FEWEST_SUBJECTS = 3;
const FEW_SUBJECTS = 10;

/** Clips of one person are alike: they are drawn together where it is known whose they are. */
function drawnBy({ clips }: Comparison) {
  const subjects = new Set(clips.map(({ subject }) => subject));
  const unknown = clips.filter(({ subject }) => subject === null).length;
  if (unknown > 0 || subjects.size < FEWEST_SUBJECTS) {
    const why =
      unknown > 0
        ? `the subject of ${unknown} of ${clips.length} clips is not known`
        : `there are fewer than ${FEWEST_SUBJECTS} subjects`;
    const note = `Intervals are by resampling clips, since ${why}: where clips of one person are alike, they are too narrow.`;
    return { by: 'clips', subjectOf: null, note: clips.length === 0 ? null : note };
  }
  const note =
    subjects.size < FEW_SUBJECTS
      ? `There are only ${subjects.size} subjects: intervals by resampling them are likely too narrow.`
      : null;
  return { by: 'subjects', subjectOf: clips.map(({ subject }) => subject), note };
}

/** `items`: the places of the clips that the drawn data have, in their order. */
function clustersOf(items: ArrayLike<number>, subjectOf: readonly (string | null)[] | null): Clusters {
  if (subjectOf === null) return singly(items.length);
  const places = Array.from({ length: items.length }, (_, place) => place);
  return [...Map.groupBy(places, (place) => subjectOf[items[place] ?? -1]).values()];
}

/** The estimates with other intervals; where too few resamples had a value, with their own. */
async function resampled(
  group: Group,
  data: Compared,
  clusters: Clusters,
  { resamples, seed, intervalBy }: Resampling & { readonly intervalBy: string },
  before: readonly Estimate[],
  pace: () => Promise<void>,
): Promise<Estimate[]> {
  const values = (items: Int32Array) => group(takeClips(data, items)).map(({ value }) => value);
  const sampling = bootstrap(clusters, values, { replicates: resamples, seed });
  for (;;) {
    const step = sampling.next();
    if (step.done) {
      return before.map((figure, place) => {
        const interval = step.value[place]?.interval ?? null;
        return interval === null || figure.value === null ? figure : { ...figure, interval, intervalBy };
      });
    }
    await pace();
  }
}

/** Other work gets a turn after so long. */
const TURN_MS = 20;

function createPace(total: number, task: Task): () => Promise<void> {
  let done = 0;
  let turnedMs = performance.now();
  return async () => {
    done++;
    if (performance.now() - turnedMs < TURN_MS) return;
    task.report(done, total);
    await setImmediate();
    turnedMs = performance.now();
    task.signal.throwIfAborted();
  };
}
