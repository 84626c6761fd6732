import type { ImportChanges, ReadableImports, StoredClip, StoredRater } from '#main/catalog/index.ts';
import type { ImportPlan, Skipped } from '#main/exchange/importers/index.ts';
import type { ImportedClip, ImportReport } from '#shared/domain/import.ts';
import { decideClip, type KeptClip } from './decide-clip.ts';
import { decideLabel, decideTrace } from './decide-label.ts';
import { decideSchemes, withScheme } from './decide-schemes.ts';
import { decideSubjects } from './decide-subjects.ts';
import { createRaterChoice, foldName, type RaterChoice } from './rater-choice.ts';

/** What an import changes in the project as it stands, and what it leaves alone and why. */
export interface ImportDecision {
  readonly changes: ImportChanges;
  readonly added: ImportReport['added'];
  readonly skipped: readonly Skipped[];
}

/** Clips, labels and traces between two looks at the clock. */
const STEP = 200;

/** {@link decideSteps} in one go. */
export function decideImport(plan: ImportPlan, stored: ReadableImports): ImportDecision {
  const steps = decideSteps(plan, stored);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * Compares a plan with the project, by the clips' keys. What is there and equal is left; what was not known is filled
 * in; what differs is listed and left as it is. A source's own label follows its source; a person's is never touched.
 * Stops now and then, with how many clips, labels and traces it has come through.
 */
export function* decideSteps(given: ImportPlan, stored: ReadableImports): Generator<number, ImportDecision> {
  const skipped: Skipped[] = [];
  const plan = withScheme(withoutSuggestions(given, stored, skipped), stored);
  const raterOf = createRaterChoice(plan, stored);
  const desk = createDesk(plan, stored, raterOf, skipped);
  let done = 0;
  const decisions: ReturnType<typeof desk.clip>[] = [];
  for (const clip of plan.clips) {
    decisions.push(desk.clip(clip));
    if (++done % STEP === 0) yield done;
  }
  const labels: ImportChanges['labels'][number][] = [];
  for (const label of plan.labels) {
    const change = desk.said('label', label, (clip, rater) =>
      decideLabel(label, clip, rater, plan.kind === 'onset-labels'),
    );
    if (change !== null) labels.push(change);
    if (++done % STEP === 0) yield done;
  }
  const traces: ImportChanges['traces'][number][] = [];
  for (const trace of plan.traces ?? []) {
    const change = desk.said(`trace ${trace.name}`, trace, (clip, rater) => decideTrace(trace, clip, rater));
    if (change !== null) traces.push(change);
    if (++done % STEP === 0) yield done;
  }
  const newClips = decisions.flatMap(({ added }) => added ?? []);
  const reframed = decisions.flatMap((decision) => decision.reframed ?? []);
  const filled = decisions.flatMap((decision) => decision.filled ?? []);
  const emotions = emotionsOf(plan, labels, traces);
  const changes = {
    newClips,
    reframed,
    relinked: decisions.flatMap(({ relinked }) => relinked ?? []),
    filled,
    emotions,
    ...decideSchemes(plan, emotions, stored),
    labels,
    traces,
    subjects: decideSubjects(plan.subjects ?? [], [...newClips, ...filled], stored, skipped),
  };
  const frames = countFrames([...newClips, ...reframed.map(({ clip }) => clip)]);
  return { changes, added: { clips: newClips.length, frames, labels: labels.length }, skipped };
}

/** What one clip, label or trace after another is decided with. */
function createDesk(
  plan: ImportPlan,
  stored: ReadableImports,
  raterOf: (name: string) => RaterChoice,
  skipped: Skipped[],
) {
  const speakers = speakersByClip(plan, raterOf);
  const present = new Map(stored.clips().map((clip) => [clip.key, clip]));
  const kept = new Map<string, KeptClip | null>();
  const seen = new Set<string>();
  const list = (item: string, reason: string) => skipped.push({ item, row: null, reason });
  return {
    clip: (clip: ImportedClip): ReturnType<typeof decideClip>['changes'] => {
      if (kept.has(clip.key)) {
        list(clip.name, `another clip of this source has its key ${clip.key}`);
        return {};
      }
      const decision = decideClip(clip, present.get(clip.key), stored, speakers.get(clip.key) ?? new Set());
      skipped.push(...decision.skipped);
      kept.set(clip.key, decision.kept);
      return decision.changes;
    },
    /** A label or a trace, as `decide` has it, unless its clip or its rater cannot have it. */
    said: <T>(
      what: string,
      { clipKey, rater, round = 1 }: { clipKey: string; rater: string; round?: number },
      decide: (clip: KeptClip, rater: StoredRater) => { change: T | null; reasons: readonly string[] },
    ): T | null => {
      if (!kept.has(clipKey)) kept.set(clipKey, asStored(present.get(clipKey), stored));
      const clip = kept.get(clipKey) ?? null;
      if (clip === null) return null;
      const choice = raterOf(rater);
      const problem = 'problem' in choice ? choice.problem : null;
      const key = JSON.stringify([what, clipKey, foldName(rater), round]);
      const again = seen.has(key) ? `this source has more than one ${what} of it by ${rater}` : null;
      seen.add(key);
      if (problem !== null || again !== null) {
        list(clip.name, problem === null ? `${again}: the first is taken` : `${problem}: it is left out`);
        return null;
      }
      if ('problem' in choice) return null;
      const { change, reasons } = decide(clip, choice.rater);
      for (const reason of reasons) list(clip.name, reason);
      return change;
    },
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
  return { name: clip.name, numbers, labels: stored.labels(clip.id), traces: stored.traces(clip.id) };
}

/** Whose labels the plan brings, by clip. */
function speakersByClip(plan: ImportPlan, raterOf: (name: string) => RaterChoice): Map<string, Set<string>> {
  const speakers = new Map<string, Set<string>>();
  for (const { clipKey, rater } of plan.labels) {
    const choice = raterOf(rater);
    if ('rater' in choice) speakers.set(clipKey, (speakers.get(clipKey) ?? new Set()).add(choice.rater.name));
  }
  return speakers;
}

/** The emotions each scheme must have for what is written; null names the main one. Schemes come even without emotions. */
function emotionsOf(
  plan: ImportPlan,
  labels: ImportChanges['labels'],
  traces: ImportChanges['traces'],
): ImportChanges['emotions'] {
  const byScheme = new Map<string | null, Set<string>>();
  const add = (scheme: string | null, names: readonly string[]) => {
    const known = byScheme.get(scheme) ?? new Set<string>();
    for (const name of names) known.add(name);
    byScheme.set(scheme, known);
  };
  for (const [scheme, names] of Object.entries(plan.schemes ?? {})) add(scheme, names);
  for (const { rater, after } of labels)
    add(rater.scheme, [
      ...(after?.emotion == null ? [] : [after.emotion]),
      ...Object.keys(after?.distribution ?? {}),
    ]);
  for (const { rater } of traces) add(rater.scheme, []);
  const inOrder = new Map(Object.entries(plan.schemes ?? {}));
  return [...byScheme].map(([scheme, names]) => {
    const first = scheme === null ? [] : (inOrder.get(scheme) ?? []);
    return { scheme, names: [...new Set([...first, ...[...names].sort()])] };
  });
}
