import { createRandom, deriveSeed } from '#shared/base/random.ts';
import type { ClipId, RaterId, RunId } from '#shared/domain/ids.ts';
import type { QueueKind } from '#shared/domain/queue.ts';
import { sortedByKey } from '../clips/order.ts';
import { modelDistances } from './model-distances.ts';
import { INTENSITY_TOLERANCE, type Scene } from './scene.ts';

export interface QueueRequest {
  readonly raterId: RaterId;
  readonly size: number | null;
  readonly seed: number;
  readonly runId: RunId | null;
}

const UNSURE_BELOW = 0.5;
/** An emotion is rare where it has fewer clips than this share of the mean over the emotions there are. */
const RARE_SHARE = 0.5;
/** The standard deviation of intensities that are half 0, half 1. */
const WIDEST_SPREAD = 0.5;

/** The clips of a queue in the order to label them. Throws OnsetError `not-found` for a run that is not there. */
export function queueClips(scene: Scene, kind: QueueKind, request: QueueRequest): ClipId[] {
  const places = placesOf(scene, kind, request);
  return Array.from(places.subarray(0, request.size ?? places.length)).flatMap(
    (place) => scene.view.columns.ids[place] ?? [],
  );
}

function placesOf(scene: Scene, kind: QueueKind, request: QueueRequest): Int32Array {
  switch (kind) {
    case 'unlabelled':
      return placesWhere(scene, (place) => !scene.isDone(place));
    case 'drafts':
      return placesWhere(scene, (place) => scene.statusAt(place) === 'draft');
    case 'disagreeing':
      return byKey(scene, disagreements(scene), 'descending');
    case 'low-confidence':
      return byKey(scene, doubts(scene), 'ascending');
    case 'minority':
      return byKey(scene, rareness(scene), 'ascending');
    case 'model-disagrees':
      return byKey(scene, modelDistances(scene, request.runId), 'descending');
    case 're-rate':
      return sampleToRerate(scene, request);
  }
}

function placesWhere({ count }: Scene, isIn: (place: number) => boolean): Int32Array {
  const places = new Int32Array(count);
  let found = 0;
  for (let place = 0; place < count; place++) if (isIn(place)) places[found++] = place;
  return places.subarray(0, found);
}

/** Clips with a key, by it; equal ones by name. */
function byKey(scene: Scene, keys: Float64Array, direction: 'ascending' | 'descending'): Int32Array {
  const places = placesWhere(scene, (place) => !Number.isNaN(keys[place]));
  return sortedByKey(places, keys, direction === 'descending');
}

/** By place; NaN where `keyAt` gives null. */
function keysFrom({ count }: Scene, keyAt: (place: number) => number | null): Float64Array {
  const keys = new Float64Array(count);
  for (let place = 0; place < count; place++) keys[place] = keyAt(place) ?? Number.NaN;
  return keys;
}

/**
 * How far raters differ, 0 to 1: the share of votes against the most frequent emotion, or the spread of intensities of
 * the widest there can be, whichever is more. Of these, what was adjudicated is settled.
 */
function disagreements(scene: Scene): Float64Array {
  const { emotionAgreement, intensitySpread } = scene.view.effective;
  const settled = scene.catalog.read.queues.adjudicated();
  return keysFrom(scene, (place) => {
    const id = scene.view.columns.ids[place];
    if (id === undefined || !scene.isSeen(place)) return null;
    const against = settled.emotion.has(id) ? 0 : 1 - numberOr(emotionAgreement[place], 1);
    const spread = settled.intensity.has(id) ? 0 : numberOr(intensitySpread[place], 0);
    if (against === 0 && spread <= INTENSITY_TOLERANCE) return null;
    return Math.max(against, spread / WIDEST_SPREAD);
  });
}

function doubts(scene: Scene): Float64Array {
  return keysFrom(scene, (place) => {
    const confidence = scene.confidenceAt(place);
    return confidence < UNSURE_BELOW && scene.statusAt(place) !== 'skipped' ? confidence : null;
  });
}

/** The number of clips of the same emotion, of clips that are not done and whose emotion is rare. */
function rareness(scene: Scene): Float64Array {
  const { columns, effective } = scene.view;
  const byModels = scene.catalog.read.queues.byModels();
  const emotions = Array.from({ length: scene.count }, (_, place) => {
    const said = columns.words.values[effective.emotions[place] ?? 0] ?? null;
    const id = columns.ids[place];
    return said ?? (id !== undefined && scene.isSeen(place) ? (byModels.get(id) ?? null) : null);
  });
  const counts = new Map<string, number>();
  for (const emotion of emotions) if (emotion !== null) counts.set(emotion, (counts.get(emotion) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const limit = (RARE_SHARE * total) / counts.size;
  return keysFrom(scene, (place) => {
    const count = counts.get(emotions[place] ?? '') ?? null;
    return count !== null && count < limit && !scene.isDone(place) ? count : null;
  });
}

/**
 * What the rater submitted in the round before, in a random order that the seed alone decides: the sample is the first
 * `size` of them, and stays so while they are done one by one.
 */
function sampleToRerate(scene: Scene, { raterId, seed, size }: QueueRequest): Int32Array {
  if (scene.round === 1) return new Int32Array(0);
  const keys = new Float64Array(scene.count).fill(Number.NaN);
  for (const { clipId, status } of scene.catalog.read.queues.inRound(raterId, scene.round - 1)) {
    const place = scene.view.columns.placeOf.get(clipId);
    if (place === undefined || status !== 'submitted') continue;
    keys[place] = createRandom(deriveSeed(seed, `re-rate ${clipId}`)).next();
  }
  const sample = byKey(scene, keys, 'ascending');
  return sample.subarray(0, size ?? sample.length).filter((place) => !scene.isDone(place));
}

function numberOr(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value;
}
