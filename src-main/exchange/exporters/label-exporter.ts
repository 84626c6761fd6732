import type { GivenSplit } from '#shared/domain/clip.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { ClassMap, Scheme } from '#shared/domain/scheme.ts';
import type { TraceValues } from '#shared/domain/trace.ts';

/** A clip that labels on their way out are of. */
export interface ExportedClip {
  readonly key: string;
  readonly name: string;
  readonly dataset: string | null;
  readonly subject: string | null;
  readonly split: GivenSplit | null;
  readonly fps: number | null;
  readonly frameCount: number;
}

/** One label as it leaves the program, of any status. Marks are 0-based indices, and the source's own numbers beside them. */
export interface ExportedLabel extends LabelValues {
  readonly clip: ExportedClip;
  readonly rater: string;
  readonly raterKind: RaterKind;
  /** The scheme whose emotions the rater gives. */
  readonly raterScheme: string;
  readonly round: number;
  readonly onsetSource: number | null;
  readonly apexSource: number | null;
  readonly offsetSource: number | null;
  /** ISO 8601, UTC. */
  readonly updatedAt: string;
}

/** One trace as it leaves the program; its points are at 0-based indices. */
export interface ExportedTrace extends TraceValues {
  readonly clip: ExportedClip;
  readonly rater: string;
  readonly raterKind: RaterKind;
  readonly raterScheme: string;
  readonly round: number;
  readonly name: string;
  /** The source's own numbers of the frames of `points`, in their order. */
  readonly sourceNumbers: readonly number[];
  readonly updatedAt: string;
}

/** What is to be written: labels by the clip's name, then by rater and round; traces likewise, then by name. */
export interface LabelsToExport {
  readonly labels: readonly ExportedLabel[];
  readonly traces: readonly ExportedTrace[];
  /** The project's, in the order they were made; absent: none. */
  readonly classMaps?: readonly ClassMap[];
  readonly schemes?: readonly Scheme[];
}

/** A file in pieces, since all labels of a project may not fit one string. */
export interface ExportedFile {
  /** Of a `folder`: its place in it, with `/`. Of a `file` exporter the user names the file. */
  readonly name: string;
  readonly chunks: Iterable<string>;
}

/** One format: pure, bytes go to disk elsewhere. */
export interface LabelExporter {
  /** `folder`: a file a clip. */
  readonly writes: 'file' | 'folder';
  /** What the format cannot keep of these very labels, a sentence each; empty where it keeps them all. */
  losses(given: LabelsToExport): string[];
  /** How many of the labels it writes. */
  count(given: LabelsToExport): number;
  /** Exactly one file of a `file` exporter. */
  write(given: LabelsToExport): Iterable<ExportedFile>;
}
