import type { Catalog, Opinion } from '#main/catalog/index.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { TargetSpec, TaskKind } from '#shared/domain/run-spec.ts';
import { majorityEmotion, meanIntensity } from '#shared/kernels/consensus.ts';

/** What a clip is to be learned as (emotion name or intensity), or why it cannot be. */
export type Target = { readonly value: string | number } | { readonly leftOut: string };

/**
 * The target of each clip under `spec`, of all clips where `clipIds` is null, in the order of their ids.
 * Throws OnsetError `not-found` if the rater named by the spec is not in the project.
 */
export function effectiveTargets(
  catalog: Catalog,
  spec: TargetSpec,
  task: TaskKind,
  clipIds: readonly ClipId[] | null,
): Map<ClipId, Target> {
  const raterId = raterOf(catalog, spec);
  const opinionsOf = Map.groupBy(catalog.read.labels.opinions(), (opinion) => opinion.clipId);
  const clips = catalog.read.clips.records(clipIds);
  return new Map(
    clips.map(({ id }) => [id, targetOf(opinionsOf.get(id) ?? [], spec.from, raterId, task)] as const),
  );
}

function raterOf(catalog: Catalog, spec: TargetSpec): RaterId | null {
  if (spec.from === 'raters' || spec.rater === null) return null;
  const rater = catalog.read.raters.find(spec.rater);
  if (rater === null)
    throw new OnsetError('not-found', `There is no rater named ${spec.rater} in this project.`);
  return rater.id;
}

function targetOf(
  opinions: readonly Opinion[],
  from: TargetSpec['from'],
  raterId: RaterId | null,
  task: TaskKind,
): Target {
  const own = opinions.find((opinion) => opinion.raterId === raterId)?.[task] ?? null;
  if (from === 'rater') return own === null ? { leftOut: `the rater gave no ${task}` } : { value: own };
  return own === null ? together(opinions, task) : { value: own };
}

/** Mean intensity; majority emotion. */
function together(opinions: readonly Opinion[], task: TaskKind): Target {
  switch (task) {
    case 'intensity': {
      const mean = meanIntensity(opinions.flatMap(({ intensity }) => intensity ?? []));
      return mean === null ? { leftOut: 'nobody gave an intensity' } : { value: mean };
    }
    case 'emotion': {
      const majority = majorityEmotion(opinions.flatMap(({ emotion }) => emotion ?? []));
      if (majority === null) return { leftOut: 'nobody gave an emotion' };
      if ('tie' in majority) return { leftOut: `the raters are tied: ${majority.tie.join(', ')}` };
      return { value: majority.emotion };
    }
    default:
      return assertNever(task);
  }
}
