import type { ImportChanges, RatedLabel, ReadableImports, StoredClip } from '#main/catalog/index.ts';
import type { Skipped } from '#main/exchange/importers/index.ts';
import type { ImportedClip, ImportedFrame } from '#shared/domain/import.ts';
import type { Trace } from '#shared/domain/trace.ts';

/** A clip as it is after the import: by `numbers`, the source's own, marks find their index. */
export interface KeptClip {
  readonly name: string;
  readonly numbers: readonly number[];
  readonly labels: readonly RatedLabel[];
  readonly traces: readonly Trace[];
}

export interface ClipDecision {
  /** Null where the source's clip is not the project's: its labels are then left out too. */
  readonly kept: KeptClip | null;
  readonly changes: {
    readonly added?: ImportedClip;
    readonly reframed?: ImportChanges['reframed'][number];
    readonly relinked?: ImportChanges['relinked'][number];
    readonly filled?: ImportChanges['filled'][number];
  };
  readonly skipped: readonly Skipped[];
}

/**
 * One clip of a source against `known`, the clip of the same key in the project. `speaking`: the raters the
 * source speaks for; their marks follow the source, everybody else's must be kept.
 */
export function decideClip(
  given: ImportedClip,
  known: StoredClip | undefined,
  stored: ReadableImports,
  speaking: ReadonlySet<string>,
): ClipDecision {
  if (known === undefined)
    return { kept: keep(given, given.frames, [], []), changes: { added: given }, skipped: [] };
  const frames = stored.frames(known.id);
  const clip = keepsOwnRate(given, known, frames) ? withoutTimes(given) : given;
  const isTimedAnew = takesOwnRate(clip, frames);
  const difference = differentFact(isTimedAnew ? { ...clip, fps: null } : clip, known);
  if (difference !== null) return conflict(clip, difference);
  const filled = filledIn(clip, known, isTimedAnew);
  const labels = stored.labels(known.id);
  const traces = stored.traces(known.id);
  const unchanged = { kept: keep(clip, frames, labels, traces), changes: filled, skipped: [] };

  if (known.mediaMissing) {
    const next = clip.root === null ? { ...clip, frames: unionOf(frames, clip.frames) } : clip;
    if (clip.root === null && next.frames.length === frames.length) return unchanged;
    if (clip.container?.kind === 'video' && hasMarks({ labels, traces }, speaking))
      return conflict(
        clip,
        'its marks count the frames of its source, which may not be those of the video (a sheet whose layout names the video says how)',
      );
    const { kept, lost } = reframe(next, frames, { labels, traces }, speaking);
    return lost.length > 0
      ? conflict(clip, `the images found do not hold ${lost.join(', ')}, so that would be lost`)
      : { kept, changes: { ...filled, reframed: { id: known.id, clip: next } }, skipped: [] };
  }
  if (clip.root === null) return unchanged;
  if (clip.contentHash !== known.contentHash || !sameNumbers(clip.frames, frames))
    return conflict(clip, 'the project has other images of this clip');
  const isMoved =
    clip.root !== known.root ||
    (clip.container?.path ?? null) !== known.containerPath ||
    clip.frames.some(({ path }, index) => path !== frames[index]?.path);
  return isMoved || isTimedAnew
    ? { ...unchanged, changes: { ...filled, relinked: { id: known.id, clip } } }
    : unchanged;
}

function keep(
  clip: ImportedClip,
  frames: readonly ImportedFrame[],
  labels: readonly RatedLabel[],
  traces: readonly Trace[],
): KeptClip {
  return { name: clip.name, numbers: frames.map((frame) => frame.sourceNumber), labels, traces };
}

function conflict(clip: ImportedClip, difference: string): ClipDecision {
  const reason = `${difference}: the clip is left as it is, with its labels`;
  return { kept: null, changes: {}, skipped: [{ item: clip.name, row: null, reason }] };
}

function differentFact(clip: ImportedClip, known: StoredClip): string | null {
  if (clip.dataset !== undefined && known.dataset !== null && clip.dataset !== known.dataset)
    return `the project has it with the data set ${known.dataset}, this source says ${clip.dataset}`;
  for (const fact of ['subject', 'split', 'fps'] as const)
    if (clip[fact] !== null && known[fact] !== null && clip[fact] !== known[fact])
      return `the project has it with the ${fact} ${known[fact]}, this source says ${clip[fact]}`;
  return null;
}

const hasTimes = (frames: readonly ImportedFrame[]): boolean =>
  frames.some(({ timestampMs = null }) => timestampMs !== null);

/** True where the user once said the rate of this very video, and the container now says its own again. */
function keepsOwnRate(clip: ImportedClip, known: StoredClip, frames: readonly ImportedFrame[]): boolean {
  const isSame = known.contentHash !== null && clip.contentHash === known.contentHash;
  return isSame && known.fps !== null && hasTimes(clip.frames) && !hasTimes(frames);
}

function withoutTimes(clip: ImportedClip): ImportedClip {
  const frames = clip.frames.map(({ path, sourceNumber }) => ({ path, sourceNumber }));
  return { ...clip, fps: null, frames };
}

/** True where the user's own rate takes the place of the times that a container said. */
function takesOwnRate(clip: ImportedClip, frames: readonly ImportedFrame[]): boolean {
  return clip.container !== undefined && clip.fps !== null && !hasTimes(clip.frames) && hasTimes(frames);
}

/** Whether anybody the source does not speak for has said something of single frames. */
function hasMarks(
  { labels, traces }: Pick<KeptClip, 'labels' | 'traces'>,
  speaking: ReadonlySet<string>,
): boolean {
  const isMarked = ({ onset, apex, offset }: RatedLabel) =>
    onset !== null || apex !== null || offset !== null;
  return traces.length > 0 || labels.some((label) => !speaking.has(label.raterName) && isMarked(label));
}

function filledIn(clip: ImportedClip, known: StoredClip, isTimedAnew: boolean): ClipDecision['changes'] {
  const { dataset = null, subject, split, fps } = clip;
  const isNews =
    (isTimedAnew && fps !== known.fps) ||
    (dataset !== null && known.dataset === null) ||
    (subject !== null && known.subject === null) ||
    (split !== null && known.split === null) ||
    (fps !== null && known.fps === null);
  return isNews ? { filled: { id: known.id, dataset, subject, split, fps } } : {};
}

function unionOf(a: readonly ImportedFrame[], b: readonly ImportedFrame[]): ImportedFrame[] {
  const numbers = new Set([...a, ...b].map((frame) => frame.sourceNumber));
  return [...numbers].sort((x, y) => x - y).map((sourceNumber) => ({ path: '', sourceNumber }));
}

function sameNumbers(a: readonly ImportedFrame[], b: readonly ImportedFrame[]): boolean {
  return (
    a.length === b.length && a.every(({ sourceNumber }, index) => sourceNumber === b[index]?.sourceNumber)
  );
}

/** The clip with its new frames: all that was said at the frames of its source numbers, and what would have none. */
function reframe(
  clip: ImportedClip,
  oldFrames: readonly ImportedFrame[],
  said: Pick<KeptClip, 'labels' | 'traces'>,
  speaking: ReadonlySet<string>,
): { kept: KeptClip; lost: string[] } {
  const indexOf = new Map(clip.frames.map((frame, index) => [frame.sourceNumber, index]));
  const lost: string[] = [];
  const labels = said.labels.map((label): RatedLabel => {
    const move = (name: 'onset' | 'apex' | 'offset'): number | null => {
      const number = label[name] === null ? undefined : oldFrames[label[name]]?.sourceNumber;
      const index = number === undefined ? undefined : indexOf.get(number);
      if (number !== undefined && index === undefined && !speaking.has(label.raterName))
        lost.push(`${label.raterName}'s ${name} ${number}`);
      return index ?? null;
    };
    return { ...label, onset: move('onset'), apex: move('apex'), offset: move('offset') };
  });
  const traces = said.traces.map((trace): Trace => {
    const points = trace.points.flatMap(([frame, value]): Trace['points'] => {
      const number = oldFrames[frame]?.sourceNumber;
      const index = number === undefined ? undefined : indexOf.get(number);
      return index === undefined ? [] : [[index, value]];
    });
    if (points.length < trace.points.length) lost.push(`all of ${trace.raterName}'s trace ${trace.name}`);
    return { ...trace, points };
  });
  return { kept: keep(clip, clip.frames, labels, traces), lost };
}
