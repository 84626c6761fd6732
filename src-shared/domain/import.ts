import { z } from 'zod';
import { givenSplit, type MediaContainer } from './clip.ts';
import type { Distribution, LabelStatus } from './label.ts';
import type { RaterKind } from './rater.ts';
import { attributeName } from './subject.ts';
import type { TraceValues } from './trace.ts';

export const importKind = z.enum([
  'folder-per-class',
  'videos',
  'sequences',
  'coding-sheet',
  'intensities',
  'megc',
  'fer2013',
  'onset-labels',
  'openface',
  'elan',
  'nova',
]);
export type ImportKind = z.infer<typeof importKind>;

/** Lower case, as the catalog keeps it: `casme2`. */
const datasetName = z.string().trim().toLowerCase().min(1, 'a data set needs a name').max(60);

/** What to import and how to read it. All importers take one; each ignores what is not its own. */
export const importRequest = z.strictObject({
  kind: importKind,
  /** Absolute path of the folder, sheet or table. */
  source: z.string().min(1),
  /** Regular expression with any of the groups subject, clip, frame, tried on a file's name, then on its path below `source`; where it holds a `/`, the other way round. */
  pattern: z.string().nullable().default(null),
  /** Own spellings before the built-in aliases: {from: to}. */
  aliases: z.record(z.string(), z.string()).default({}),
  /** Folder directly under `source` → the split its clips belong to. */
  splits: z.record(z.string(), givenSplit).default({}),
  /** Absolute path under which a sheet's frames lie. */
  mediaRoot: z.string().nullable().default(null),
  /** Path below `mediaRoot` with fields, such as `sub{subject}/{clip}/img{frame}.jpg`. */
  layout: z.string().nullable().default(null),
  /** Frames per second of the source; null where unknown. Never guessed. */
  fps: z.number().positive().nullable().default(null),
  /** The data set the clips belong to; null: the one the source names or is known by. */
  dataset: datasetName.nullable().default(null),
  /** Sheets only: {field: header}, before the headers a field is known by. */
  columns: z.record(z.string(), z.string().trim().min(1)).default({}),
  /** Sheets only: {attribute of the subject: header}, before the headers an attribute is known by. */
  attributes: z.record(attributeName, z.string().trim().min(1)).default({}),
});
export type ImportRequest = z.infer<typeof importRequest>;

const counts = z.object({
  clips: z.number().int(),
  frames: z.number().int(),
  labels: z.number().int(),
});

/** What an import found, would add (or added), and skipped and why. Numbers at the top are of the source, whatever the project already holds. */
export const importReport = counts.extend({
  subjects: z.number().int(),
  classes: z.record(z.string(), z.number().int()),
  added: counts,
  /** Whether it writes anything, attributes, traces and media found again included. */
  isNews: z.boolean(),
  skipped: z.array(z.object({ item: z.string(), row: z.number().int().nullable(), reason: z.string() })),
  /** Spellings that were mapped: {as written: as kept}. */
  aliasesApplied: z.record(z.string(), z.string()),
  /** Clips kept without media. */
  missingMedia: z.number().int(),
  /** Sheets only: the layout used or found, and {field: column header}. */
  layout: z.string().nullable(),
  columns: z.record(z.string(), z.string()).nullable(),
  /** The layout of a sheet or list that was recognised, such as `CASME II`; null where it is none of those known. */
  recognised: z.string().nullable(),
  /** Sheets only: the headers there are, {attribute of the subject: header}, and the fields without a column that need one. */
  headers: z.array(z.string()).nullable(),
  attributes: z.record(z.string(), z.string()).nullable(),
  missingColumns: z.array(z.string()),
  /** Clips by data set; those of none are not counted. */
  datasets: z.record(z.string(), z.number().int()),
  /** A few of what it would make, for the preview. */
  examples: z.array(
    z.object({
      clip: z.string(),
      subject: z.string().nullable(),
      emotion: z.string().nullable(),
      frames: z.number().int(),
      firstFile: z.string().nullable(),
    }),
  ),
});
export type ImportReport = z.infer<typeof importReport>;

/** What an importer hands to the engine: one clip as its source describes it. */
export interface ImportedClip {
  /** Unique within the source set: the clip's natural key, by which a second import recognises it. */
  readonly key: string;
  readonly name: string;
  /** The data set the clip belongs to, such as `casme2`; absent where the source does not say. */
  readonly dataset?: string;
  readonly subject: string | null;
  readonly split: z.infer<typeof givenSplit> | null;
  readonly fps: number | null;
  /** Absolute folder the frames' paths are relative to; null where the media is missing. */
  readonly root: string | null;
  /** In order of the source's numbering. Where the media is missing: the frames known to be, with an empty path. */
  readonly frames: readonly ImportedFrame[];
  readonly contentHash: string | null;
  /** The one file that holds all frames, below the root; absent: each frame is a file of its own. */
  readonly container?: MediaContainer;
}
export interface ImportedFrame {
  /** Empty for frames of a container, and where the media is missing. */
  readonly path: string;
  readonly sourceNumber: number;
  /** As a video's container says; absent: by index and fps. */
  readonly timestampMs?: number | null;
}
/**
 * One label as its source gives it; a null field has not been said. Marks are the source's own frame numbers, each
 * that of a frame of the clip: the engine turns them into indices by the frames the clip has in the project.
 */
export interface ImportedLabel {
  readonly clipKey: string;
  readonly rater: string;
  readonly emotion: string | null;
  readonly intensity: number | null;
  readonly onset: number | null;
  readonly apex: number | null;
  readonly offset: number | null;
  readonly apexEstimated: boolean;
  readonly actionUnits: string | null;
  /** What few sources say; absent is the same as what an empty label says. */
  readonly round?: number;
  readonly status?: LabelStatus;
  readonly distribution?: Distribution | null;
  readonly onsetEstimated?: boolean;
  readonly offsetEstimated?: boolean;
  readonly confidence?: number | null;
  readonly note?: string;
  readonly skipReason?: string | null;
  /** When it was said, ISO 8601 in UTC; absent: at the import. */
  readonly updatedAt?: string;
}

/** A trace as its source gives it; the frames of its points are the source's own numbers. */
export interface ImportedTrace extends TraceValues {
  readonly clipKey: string;
  readonly rater: string;
  readonly round?: number;
  readonly name: string;
  readonly updatedAt?: string;
}

/** What a source knows of a rater beside their labels. */
export interface ImportedRater {
  readonly name: string;
  readonly kind: RaterKind;
  /** The scheme of the emotions it gives; absent: the project's main one. */
  readonly scheme?: string;
}

export interface ImportedSubject {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}
