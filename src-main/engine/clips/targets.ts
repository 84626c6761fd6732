import type { Catalog, Opinion } from '#main/catalog/index.ts';
import { assertNever } from '#shared/base/assert-never.ts';
import { OnsetError } from '#shared/base/errors.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { TargetSpec, TaskKind } from '#shared/domain/run-spec.ts';
import { countEmotions, majorityEmotion, meanIntensity } from '#shared/kernels/consensus.ts';

/** What a clip is to be learned as (emotion name or intensity), or why it cannot be. */
export type Target = { readonly value: string | number } | { readonly leftOut: string };

/** What was said of each clip by people and sources; clips nobody labelled are not in it. */
export type OpinionsByClip = ReadonlyMap<ClipId, readonly Opinion[]>;

export function readOpinions(catalog: Catalog): OpinionsByClip {
  return Map.groupBy(catalog.read.labels.opinions(), (opinion) => opinion.clipId);
}

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
  const targetOf = targetReader(catalog, spec, task, readOpinions(catalog));
  return new Map(catalog.read.clips.records(clipIds).map(({ id }) => [id, targetOf(id)] as const));
}

/** The same from opinions that were read already, for whichever clip is asked. */
export function targetReader(
  catalog: Catalog,
  spec: TargetSpec,
  task: TaskKind,
  opinionsOf: OpinionsByClip,
): (clipId: ClipId) => Target {
  const raterId = raterOfTarget(catalog, spec);
  return (clipId) => targetOf(opinionsOf.get(clipId) ?? [], spec.from, raterId, task);
}

/** How often each emotion was given to a clip: of one rater there is one vote; of the raters together, one each. Throws as {@link targetReader}. */
export function votesReader(
  catalog: Catalog,
  spec: TargetSpec,
  opinionsOf: OpinionsByClip,
): (clipId: ClipId) => ReadonlyMap<string, number> {
  const raterId = raterOfTarget(catalog, spec);
  return (clipId) => {
    const opinions = opinionsOf.get(clipId) ?? [];
    const own = opinions.find((opinion) => opinion.raterId === raterId && opinion.emotion !== null);
    return countEmotions((own === undefined ? opinions : [own]).flatMap(({ emotion }) => emotion ?? []));
  };
}

/** The rater a target names; null if it names none. Throws OnsetError `not-found` if they are not in the project. */
export function raterOfTarget(catalog: Catalog, target: TargetSpec): RaterId | null {
  if (target.from === 'raters' || target.rater === null) return null;
  const rater = catalog.read.raters.find(target.rater);
  if (rater === null)
    throw new OnsetError('not-found', `There is no rater named ${target.rater} in this project.`);
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
