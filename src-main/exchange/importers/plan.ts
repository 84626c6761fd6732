import type { VideoProbe } from '#shared/domain/frames.ts';
import type {
  ImportedClip,
  ImportedFrame,
  ImportedLabel,
  ImportedRater,
  ImportedSubject,
  ImportedTrace,
  ImportKind,
  ImportReport,
  ImportRequest,
} from '#shared/domain/import.ts';

/** What an import would bring in. Nothing of it has been compared with the project: the engine does that. */
export interface ImportPlan {
  readonly kind: ImportKind;
  readonly clips: readonly ImportedClip[];
  readonly labels: readonly ImportedLabel[];
  readonly traces?: readonly ImportedTrace[];
  /** Of raters that are no ordinary source. */
  readonly raters?: readonly ImportedRater[];
  readonly subjects?: readonly ImportedSubject[];
  /** The emotions of schemes other than the main one, by the scheme's name. */
  readonly schemes?: Readonly<Record<string, readonly string[]>>;
  /** What the source holds and what was left out. */
  readonly report: PlanReport;
}
export type PlanReport = Omit<ImportReport, 'added' | 'isNews'>;
export type Skipped = ImportReport['skipped'][number];

/** The engine's task, as far as an importer sees it. */
export interface ImportTask {
  readonly signal: AbortSignal;
  report(done: number, total: number | null, title?: string): void;
}

/** The clips the project already has, for sources that only speak of clips. */
export interface KnownClips {
  all(): readonly KnownClip[];
  /** The source's own numbers of the clip's frames, in order. */
  sourceNumbers(key: string): readonly number[];
  /** The clip's frames, in order; absent where nobody asks for them. */
  frames?(key: string): readonly ImportedFrame[];
}
export interface KnownClip {
  readonly key: string;
  readonly name: string;
  readonly dataset: string | null;
  readonly subject: string | null;
  /** Absent or null where unknown. */
  readonly fps?: number | null;
  /** SHA-256 of the video that all of its frames are, of which it has all; absent or null where it is none. */
  readonly videoHash?: string | null;
}

/** Decodes a video whole, in a process of its own. Throws OnsetError `bad-input` naming the file, or `cancelled`. */
export type ProbeVideo = (file: string, task: ImportTask) => Promise<VideoProbe>;

/** Reads the whole source and writes nothing. Throws OnsetError `bad-input` where the source as a whole cannot be read. */
export type Importer = (request: ImportRequest, known: KnownClips, task: ImportTask) => Promise<ImportPlan>;

const EXAMPLES = 8;

/** The plan's report from its clips and labels; `skipped`, aliases and the sheet's own parts come from the importer. */
export function createPlan(
  kind: ImportKind,
  parts: Pick<ImportPlan, 'clips' | 'labels'> &
    Pick<PlanReport, 'skipped' | 'aliasesApplied'> &
    Partial<
      Pick<PlanReport, 'layout' | 'columns' | 'recognised' | 'headers' | 'attributes' | 'missingColumns'>
    >,
): ImportPlan {
  const { clips, labels } = parts;
  const emotionByClip = new Map(labels.map((label) => [label.clipKey, label.emotion]));
  const frames = clips.map((clip) => (clip.root === null ? 0 : clip.frames.length));
  const report: PlanReport = {
    clips: clips.length,
    frames: frames.reduce((sum, count) => sum + count, 0),
    labels: labels.length,
    subjects: new Set(clips.flatMap((clip) => clip.subject ?? [])).size,
    classes: countClasses(labels),
    skipped: parts.skipped,
    aliasesApplied: parts.aliasesApplied,
    missingMedia: clips.filter((clip) => clip.root === null).length,
    layout: parts.layout ?? null,
    columns: parts.columns ?? null,
    recognised: parts.recognised ?? null,
    headers: parts.headers ?? null,
    attributes: parts.attributes ?? null,
    missingColumns: parts.missingColumns ?? [],
    datasets: countDatasets(clips),
    examples: clips.slice(0, EXAMPLES).map((clip, index) => ({
      clip: clip.name,
      subject: clip.subject,
      emotion: emotionByClip.get(clip.key) ?? null,
      frames: frames[index] ?? 0,
      firstFile: clip.container?.path ?? (clip.frames[0]?.path || null),
    })),
  };
  return { kind, clips, labels, report };
}

function countDatasets(clips: readonly ImportedClip[]): Record<string, number> {
  const named = clips.flatMap(({ dataset }) => dataset ?? []);
  const byName = Map.groupBy(named.sort(), (name) => name);
  return Object.fromEntries([...byName].map(([name, all]) => [name, all.length]));
}

/** How many clips each emotion is said of; a clip that several raters call the same counts once. */
function countClasses(labels: readonly ImportedLabel[]): Record<string, number> {
  const clipsOf = new Map<string, Set<string>>();
  for (const { emotion, clipKey } of labels) {
    if (emotion === null) continue;
    const clips = clipsOf.get(emotion) ?? new Set();
    clipsOf.set(emotion, clips.add(clipKey));
  }
  const sorted = [...clipsOf].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([emotion, clips]) => [emotion, clips.size]));
}
