import type { Catalog, ClipRecord } from '#main/catalog/index.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { InputSpec } from '#shared/domain/input-spec.ts';
import type { RunPlan } from '#shared/domain/run.ts';
import { learnsDistributions, type RunSpec } from '#shared/domain/run-spec.ts';
import { effectiveRow } from '../clips/effective.ts';
import { effectiveTargets, raterOfTarget, readOpinions, votesReader } from '../clips/targets.ts';

/** A clip that a run can use: its target, and which of its frames are looked at (0-based, both inclusive). */
export interface SelectedClip {
  readonly clip: ClipRecord;
  readonly target: string | number;
  /** How often each emotion was given, where distributions are learned; else null. */
  readonly votes: ReadonlyMap<string, number> | null;
  readonly firstFrame: number;
  readonly lastFrame: number;
}

export interface Selection {
  /** By id, so that the same project and spec give the same run. */
  readonly clips: readonly SelectedClip[];
  readonly leftOut: RunPlan['leftOut'];
}

/** The clips a spec asks for, with their targets as they are now; those it cannot use, and why. Throws as {@link effectiveTargets}. */
export function selectClips(catalog: Catalog, spec: RunSpec): Selection {
  // A clip that is named twice is used once.
  const asked = spec.clipIds === null ? null : [...new Set(spec.clipIds)];
  const targets = effectiveTargets(catalog, spec.target, spec.task, asked);
  const records = catalog.read.clips.records(asked).sort((a, b) => a.id - b.id);
  const windowOf = windowReader(catalog, spec);
  const votesOf = learnsDistributions(spec)
    ? votesReader(catalog, spec.target, readOpinions(catalog))
    : () => null;
  const clips: SelectedClip[] = [];
  const leftOut: RunPlan['leftOut'] = unknownClips(asked ?? [], records);
  for (const clip of records) {
    const target = targets.get(clip.id);
    const leaveOut = (reason: string) => leftOut.push({ clipId: clip.id, clipName: clip.name, reason });
    if (clip.mediaMissing || clip.frameCount === 0) leaveOut('its frames are not on this machine');
    else if (target === undefined) leaveOut('nobody labelled it');
    else if ('leftOut' in target) leaveOut(target.leftOut);
    else clips.push({ clip, target: target.value, votes: votesOf(clip.id), ...windowOf(clip) });
  }
  return { clips, leftOut };
}

function unknownClips(asked: readonly ClipId[], found: readonly ClipRecord[]): RunPlan['leftOut'] {
  const known = new Set(found.map(({ id }) => id));
  return asked
    .filter((clipId) => !known.has(clipId))
    .map((clipId) => ({ clipId, clipName: `clip ${clipId}`, reason: 'it is not in this project' }));
}

type Window = Pick<SelectedClip, 'firstFrame' | 'lastFrame'>;

/** Marks are the effective ones: those of the rater the target names where said, else the raters' together. */
export function windowReader(catalog: Catalog, spec: RunSpec): (clip: ClipRecord) => Window {
  if (spec.input.window === 'clip') return (clip) => frameWindow('clip', clip.frameCount, null, null);
  const labelsOf = Map.groupBy(catalog.read.labels.list(spec.clipIds), (label) => label.clipId);
  const raterId = raterOfTarget(catalog, spec.target);
  return (clip) => {
    const { onset, apex, offset } = effectiveRow(clip, labelsOf.get(clip.id) ?? [], raterId);
    const end = spec.input.window === 'onset-apex' ? apex : offset;
    return frameWindow(spec.input.window, clip.frameCount, onset, end);
  };
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
