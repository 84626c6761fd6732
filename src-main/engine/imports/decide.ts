import type { ImportChanges, ReadableImports, StoredClip, StoredRater } from '#main/catalog/index.ts';
import type { ImportPlan, Skipped } from '#main/exchange/importers/index.ts';
import type { ImportedClip, ImportedLabel, ImportReport } from '#shared/domain/import.ts';
import { EMPTY_LABEL, type LabelValues, labelMarksProblem } from '#shared/domain/label.ts';
import { isSameSaid } from '../labels/values.ts';
import { decideClip, type KeptClip } from './decide-clip.ts';

/** What an import changes in the project as it stands, and what it leaves alone and why. */
export interface ImportDecision {
  readonly changes: ImportChanges;
  readonly added: ImportReport['added'];
  readonly skipped: readonly Skipped[];
}

/**
 * Compares a plan with the project, by the clips' keys. What is there and equal is left; what was not known is filled
 * in; what differs is listed and left as it is. A source's own label follows its source; a person's is never touched.
 */
export function decideImport(given: ImportPlan, stored: ReadableImports): ImportDecision {
  const skipped: Skipped[] = [];
  const plan = withoutSuggestions(given, stored, skipped);
  const raterOf = createRaterChoice(plan, stored);
  const speakers = speakersByClip(plan, raterOf);
  const present = new Map(stored.clips().map((clip) => [clip.key, clip]));
  const kept = new Map<string, KeptClip | null>();
  const decisions = plan.clips.map((clip) => {
    if (kept.has(clip.key)) {
      skipped.push({
        item: clip.name,
        row: null,
        reason: `another clip of this source has its key ${clip.key}`,
      });
      return {};
    }
    const decision = decideClip(clip, present.get(clip.key), stored, speakers.get(clip.key) ?? new Set());
    skipped.push(...decision.skipped);
    kept.set(clip.key, decision.kept);
    return decision.changes;
  });
  const labels = plan.labels.flatMap((label) => {
    if (!kept.has(label.clipKey)) kept.set(label.clipKey, asStored(present.get(label.clipKey), stored));
    const clip = kept.get(label.clipKey) ?? null;
    return clip === null ? [] : decideLabel(label, clip, raterOf(label.rater), skipped);
  });
  const newClips = decisions.flatMap(({ added }) => added ?? []);
  const reframed = decisions.flatMap((decision) => decision.reframed ?? []);
  const emotions = [...new Set(labels.flatMap(({ after }) => after.emotion ?? []))].sort();
  return {
    changes: {
      newClips,
      reframed,
      relinked: decisions.flatMap(({ relinked }) => relinked ?? []),
      filled: decisions.flatMap(({ filled }) => filled ?? []),
      emotions,
      labels,
    },
    added: {
      clips: newClips.length,
      frames: countFrames([...newClips, ...reframed.map(({ clip }) => clip)]),
      labels: labels.length,
    },
    skipped,
  };
}

/** A table that names a model of the project's holds what that suggested: nobody's opinion, so it is listed. */
function withoutSuggestions(plan: ImportPlan, stored: ReadableImports, skipped: Skipped[]): ImportPlan {
  if (plan.kind !== 'intensities') return plan;
  const names = new Set(plan.labels.map(({ rater }) => rater));
  const models = new Set([...names].filter((name) => stored.rater(name)?.kind === 'model'));
  if (models.size === 0) return plan;
  const clipNames = new Map(stored.clips().map(({ key, name }) => [key, name]));
  const labels = plan.labels.filter(({ rater, clipKey }) => {
    if (!models.has(rater)) return true;
    const reason = `${rater} is a model of this project: what it suggests is no rater's label`;
    skipped.push({ item: clipNames.get(clipKey) ?? clipKey, row: null, reason });
    return false;
  });
  return { ...plan, labels };
}

function countFrames(clips: readonly ImportedClip[]): number {
  return clips.reduce((sum, clip) => sum + (clip.root === null ? 0 : clip.frames.length), 0);
}

/** A clip of the project's that the source speaks of without bringing it; null if it has gone since. */
function asStored(clip: StoredClip | undefined, stored: ReadableImports): KeptClip | null {
  if (clip === undefined) return null;
  const numbers = stored.frames(clip.id).map((frame) => frame.sourceNumber);
  return { name: clip.name, numbers, labels: stored.labels(clip.id) };
}

/**
 * The rater a source's label belongs to: the source of that name. A table of intensities may also name a person; any
 * other source with a person's name gets a name of its own, since nobody typed its labels here.
 */
function createRaterChoice(plan: ImportPlan, stored: ReadableImports): (name: string) => StoredRater {
  const chosen = new Map<string, StoredRater>();
  const choose = (name: string): StoredRater => {
    for (let attempt = 0; ; attempt++) {
      const candidate =
        attempt === 0 ? name : `${name.slice(0, 60)} (source${attempt === 1 ? '' : ` ${attempt}`})`;
      const found = stored.rater(candidate) ?? { name: candidate, kind: 'source' };
      if (found.kind === 'source' || (found.kind === 'person' && plan.kind === 'intensities')) return found;
    }
  };
  return (name) => {
    const rater = chosen.get(name) ?? choose(name);
    chosen.set(name, rater);
    return rater;
  };
}

/** Whose labels the plan brings, by clip. */
function speakersByClip(plan: ImportPlan, raterOf: (name: string) => StoredRater): Map<string, Set<string>> {
  const speakers = new Map<string, Set<string>>();
  for (const { clipKey, rater } of plan.labels)
    speakers.set(clipKey, (speakers.get(clipKey) ?? new Set()).add(raterOf(rater).name));
  return speakers;
}

function decideLabel(
  label: ImportedLabel,
  clip: KeptClip,
  rater: StoredRater,
  skipped: Skipped[],
): ImportChanges['labels'] {
  const skip = (reason: string) => {
    skipped.push({ item: clip.name, row: null, reason });
    return [];
  };
  const found = clip.labels.find(({ raterName }) => raterName === rater.name);
  const before = found === undefined ? null : toValues(found);
  const after = withSaid(before ?? EMPTY_LABEL, label, (number, name) => {
    const index = clip.numbers.indexOf(number);
    if (index < 0) skip(`its ${name} ${number} is none of the frames the project has: it is left out`);
    return index < 0 ? null : index;
  });
  if (isSameSaid(before, after)) return [];
  if (rater.kind === 'person' && before !== null)
    return skip(`${rater.name} has labelled it already: what was said here is kept`);
  const problem = labelMarksProblem(after, clip.numbers.length);
  if (problem !== null) return skip(`the label of ${rater.name} does not fit: ${problem}`);
  return [{ clipKey: label.clipKey, rater, before, after }];
}

function toValues(label: LabelValues): LabelValues {
  const { emotion, intensity, onset, apex, offset, apexEstimated, actionUnits, note } = label;
  return { emotion, intensity, onset, apex, offset, apexEstimated, actionUnits, note };
}

/** `before` with what the label says; what it does not say stays. */
function withSaid(
  before: LabelValues,
  label: ImportedLabel,
  indexOf: (number: number, name: string) => number | null,
): LabelValues {
  const mark = (name: 'onset' | 'apex' | 'offset') => {
    const number = label[name];
    return (number === null ? null : indexOf(number, name)) ?? before[name];
  };
  return {
    emotion: label.emotion ?? before.emotion,
    intensity: label.intensity ?? before.intensity,
    onset: mark('onset'),
    apex: mark('apex'),
    offset: mark('offset'),
    apexEstimated: label.apex === null ? before.apexEstimated : label.apexEstimated,
    actionUnits: label.actionUnits ?? before.actionUnits,
    note: before.note,
  };
}
