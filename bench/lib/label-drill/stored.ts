import { saidBy } from '#main/engine/labels/values.ts';
import type { RemoteEngine } from '#main/engine/remote.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** A label or a trace as it was said; null where there is none. */
export type Said = LabelValues | TraceValues | null;

export function keyOf(of: { rater: string; clip: number; round: number; item: string }): string {
  return `${of.item} of ${of.rater}, clip ${of.clip}, round ${of.round}`;
}

/** All labels and traces of these clips that any of the readers is shown, by {@link keyOf}. */
export async function readStored(
  { call }: RemoteEngine,
  clipIds: readonly ClipId[],
  readers: readonly RaterId[],
): Promise<Map<string, Said>> {
  const stored = new Map<string, Said>();
  for (const raterId of readers)
    for (const [clip, clipId] of clipIds.entries()) {
      for (const label of (await call('clips.detail', { clipId, raterId })).labels)
        stored.set(keyOf({ rater: label.raterName, clip, round: label.round, item: 'label' }), saidBy(label));
      for (const trace of await call('traces.ofClip', { clipId, raterId })) {
        const { raterName: rater, round, name: item, interpolation, points } = trace;
        stored.set(keyOf({ rater, clip, round, item }), { interpolation, points });
      }
    }
  return stored;
}

/** One spelling of equal things. */
export function toJson(said: Said): string {
  return JSON.stringify(said, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

export function sameJson(a: Said, b: Said): boolean {
  return toJson(a) === toJson(b);
}
