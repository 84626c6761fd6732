import type { Catalog, ClipRecord } from '#main/catalog/index.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { Distribution } from '#shared/domain/label.ts';
import type { RunPlan } from '#shared/domain/run.ts';
import { learnsDistributions, type RunSpec } from '#shared/domain/run-spec.ts';
import { raterOfTarget, readTargets, recipeOf } from '../clips/targets.ts';
import { readGold } from '../gold/read-gold.ts';

/** A clip that a run can use: its target, and which of its frames are looked at (0-based, both inclusive). */
export interface SelectedClip {
  readonly clip: ClipRecord;
  readonly target: string | number;
  /** The share of each emotion, where distributions are learned; else null. */
  readonly shares: Distribution | null;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

export interface Selection {
  /** By id, so that the same project and spec give the same run. */
  readonly clips: readonly SelectedClip[];
  readonly leftOut: RunPlan['leftOut'];
  /** All emotions there are, in the order of their scheme. */
  readonly scheme: readonly string[];
}

/** The clips a spec asks for, with their targets as they are now; those it cannot use, and why. Throws as {@link readTargets}. */
export function selectClips(catalog: Catalog, spec: RunSpec): Selection {
  // A clip that is named twice is used once.
  const asked = spec.clipIds === null ? null : [...new Set(spec.clipIds)];
  const targets = readTargets(catalog, spec.target, spec.task, asked);
  const records = catalog.read.clips.records(asked).sort((a, b) => a.id - b.id);
  const windowOf = windowReader(catalog, spec);
  const isSoft = learnsDistributions(spec);
  const clips: SelectedClip[] = [];
  const leftOut: RunPlan['leftOut'] = unknownClips(asked ?? [], records);
  for (const clip of records) {
    const target = targets.of(clip.id);
    const leaveOut = (reason: string) => leftOut.push({ clipId: clip.id, clipName: clip.name, reason });
    if (clip.mediaMissing || clip.frameCount === 0) leaveOut('its frames are not on this machine');
    else if ('leftOut' in target) leaveOut(target.leftOut);
    else clips.push({ clip, target: target.value, shares: isSoft ? target.shares : null, ...windowOf(clip) });
  }
  return { clips, leftOut, scheme: targets.classes };
}

function unknownClips(asked: readonly ClipId[], found: readonly ClipRecord[]): RunPlan['leftOut'] {
  const known = new Set(found.map(({ id }) => id));
  return asked
    .filter((clipId) => !known.has(clipId))
    .map((clipId) => ({ clipId, clipName: `clip ${clipId}`, reason: 'it is not in this project' }));
}

type Window = Pick<SelectedClip, 'firstFrame' | 'lastFrame'>;

/** Marks are those of the rater the target names where said, else those that its recipe makes of all raters'. */
export function windowReader(catalog: Catalog, spec: RunSpec): (clip: ClipRecord) => Window {
  const { window } = spec.input;
  if (window === 'clip') return (clip) => frameWindow(window, clip.frameCount, null, null);
  const ownOf = ownMarks(catalog, raterOfTarget(catalog, spec.target), spec.clipIds);
  const gold = readGold(catalog, recipeOf(spec.target), spec.clipIds);
  return (clip) => {
    const own = ownOf.get(clip.id);
    const together = gold.values.get(clip.id);
    const mark = (name: keyof Marks) => own?.[name] ?? together?.[name] ?? null;
    return frameWindow(
      window,
      clip.frameCount,
      mark('onset'),
      mark(window === 'onset-apex' ? 'apex' : 'offset'),
    );
  };
}

type Marks = Readonly<Record<'onset' | 'apex' | 'offset', number | null>>;

function ownMarks(
  catalog: Catalog,
  raterId: RaterId | null,
  clipIds: readonly ClipId[] | null,
): Map<ClipId, Marks> {
  const own = new Map<ClipId, Marks>();
  if (raterId === null) return own;
  for (const { clipId, labels } of catalog.read.said.byClip(clipIds, null, raterId)) {
    const [label] = labels;
    if (label !== undefined) own.set(clipId, label);
  }
  return own;
}

/** Which frames a run looks at; marks past the clip's end (its media was exchanged) count as the last frame. */
function frameWindow(
  window: InputSpec['window'],
  frameCount: number,
  onset: number | null,
  end: number | null,
): Window {
  const last = frameCount - 1;
  const first = Math.min(onset ?? 0, last);
  if (window === 'clip') return { firstFrame: 0, lastFrame: last };
  if (window === 'onset') return { firstFrame: first, lastFrame: first };
  return { firstFrame: first, lastFrame: Math.max(first, Math.min(end ?? last, last)) };
}
