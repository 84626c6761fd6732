import type { GivenSplit } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { ImportedClip, ImportedFrame } from '#shared/domain/import.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import type { ClassMap, Scheme } from '#shared/domain/scheme.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { Trace, TraceValues } from '#shared/domain/trace.ts';
import { type Database, transaction } from './database.ts';
import { createWritableHistory, type HistoryItem } from './history.ts';
import { createWritableLabels, type LabelKey } from './label-writer.ts';
import { createReadableLabels, type RatedLabel } from './labels.ts';
import { createMarkMover } from './mark-mover.ts';
import { createReadableSchemes, createWritableSchemes } from './schemes.ts';
import { createReadableSubjects, createWritableSubjects } from './subjects.ts';
import { createReadableTraces, createWritableTraces, serializeTrace } from './traces.ts';

/** A clip as an import compares it with what its source says. */
export interface StoredClip {
  readonly id: ClipId;
  readonly key: string;
  readonly name: string;
  readonly dataset: string | null;
  readonly subject: string | null;
  readonly split: GivenSplit | null;
  readonly fps: number | null;
  readonly root: string | null;
  /** Path of the one file that holds all frames; null: each is a file of its own. */
  readonly containerPath: string | null;
  readonly contentHash: string | null;
  readonly mediaMissing: boolean;
}
export interface StoredFrame {
  readonly path: string;
  readonly sourceNumber: number;
  readonly timestampMs: number | null;
}
export interface StoredRater {
  readonly name: string;
  readonly kind: RaterKind;
  /** Null: the main one. */
  readonly scheme: string | null;
}
/** Everything one import changes, decided beforehand; `key` names clips, since new ones have no id yet. */
export interface ImportChanges {
  readonly newClips: readonly ImportedClip[];
  /** Clips that get other frames: every mark on them is moved along by the frames' source numbers. */
  readonly reframed: readonly { readonly id: ClipId; readonly clip: ImportedClip }[];
  /** The same content found at another place. */
  readonly relinked: readonly { readonly id: ClipId; readonly clip: ImportedClip }[];
  /** What was not known of a clip before; null leaves a field as it is. */
  readonly filled: readonly {
    readonly id: ClipId;
    readonly dataset: string | null;
    readonly subject: string | null;
    readonly split: GivenSplit | null;
    readonly fps: number | null;
  }[];
  /** By the name of their scheme; null: the main one. */
  readonly emotions: readonly { readonly scheme: string | null; readonly names: readonly string[] }[];
  /** The scheme to be the main one from now on; null or absent: it stays. */
  readonly mainScheme?: string | null;
  /** To be put in place of those of the same names. */
  readonly classMaps?: readonly ClassMap[];
  readonly labels: readonly {
    readonly clipKey: string;
    readonly rater: StoredRater;
    readonly round: number;
    /** Null takes the label away. */
    readonly after: LabelValues | null;
    /** When it was said; absent: now. */
    readonly at?: string | undefined;
  }[];
  readonly traces: readonly {
    readonly clipKey: string;
    readonly rater: StoredRater;
    readonly round: number;
    readonly name: string;
    readonly values: TraceValues;
    readonly at?: string | undefined;
  }[];
  readonly subjects: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}

export function createReadableImports(db: Database) {
  const all = db.prepare<[], Omit<StoredClip, 'mediaMissing'> & { mediaMissing: 0 | 1 }>(`
    SELECT clip.id, clip.key, clip.name, dataset.name AS dataset, subject.name AS subject, clip.split, clip.fps, media_root.path AS root,
      clip.container_path AS containerPath, clip.content_hash AS contentHash, clip.media_missing AS mediaMissing
    FROM clip
      LEFT JOIN dataset ON dataset.id = clip.dataset_id
      LEFT JOIN subject ON subject.id = clip.subject_id
      LEFT JOIN media_root ON media_root.id = clip.root_id
    ORDER BY clip.id`);
  const framesOf = db.prepare<[number], StoredFrame>(`
    SELECT path, source_number AS sourceNumber, timestamp_ms AS timestampMs
    FROM frame WHERE clip_id = ? ORDER BY position`);
  const rater = db.prepare<[string], StoredRater>(`
    SELECT rater.name, kind, scheme.name AS scheme FROM rater JOIN scheme ON scheme.id = scheme_id WHERE rater.name = ?`);
  const labels = createReadableLabels(db);
  const traces = createReadableTraces(db);
  const subjects = createReadableSubjects(db);
  const schemes = createReadableSchemes(db);
  return {
    /** Runs `work` on one state of the catalog; many small questions are then several times faster. */
    snapshot: <T>(work: () => T): T => db.transaction(work).deferred(),
    clips: (): StoredClip[] => all.all().map((row) => ({ ...row, mediaMissing: row.mediaMissing === 1 })),
    frames: (id: ClipId): StoredFrame[] => framesOf.all(id),
    /** Names are compared without regard to case. */
    rater: (name: string): StoredRater | null => rater.get(name) ?? null,
    labels: (id: ClipId): RatedLabel[] => labels.list([id]),
    traces: (id: ClipId): Trace[] => traces.ofClip(id),
    subjects: (): Subject[] => subjects.list(),
    schemes: (): Scheme[] => schemes.list(),
    classMaps: (): ClassMap[] => schemes.classMaps(),
  };
}
export type ReadableImports = ReturnType<typeof createReadableImports>;

export function createWritableImports(db: Database) {
  const read = createReadableImports(db);
  const writeClips = createClipWriter(db);
  const moveMarks = createMarkMover(db);
  const writeSaid = createSaidWriter(db);
  const schemes = createWritableSchemes(db);
  const labels = createWritableLabels(db);
  const subjects = createWritableSubjects(db);
  return {
    /** Decides by what is stored at this moment and writes what was decided: all of it or nothing. */
    apply: <T extends { readonly changes: ImportChanges }>(decide: (stored: ReadableImports) => T): T =>
      transaction(db, () => {
        const decided = decide(read);
        const { newClips, reframed, relinked, filled, emotions } = decided.changes;
        const { mainScheme = null, classMaps = [] } = decided.changes;
        for (const { scheme, names } of emotions)
          if (scheme === null) schemes.addToMain(names);
          else schemes.add(scheme, names);
        for (const classMap of classMaps) schemes.putClassMap(classMap);
        if (mainScheme !== null) schemes.setMain(mainScheme);
        if (classMaps.length > 0 || mainScheme !== null) labels.refreshSummaries();
        for (const clip of newClips) writeClips.insert(clip);
        for (const { id, clip } of reframed) {
          moveMarks(id, clip.frames);
          writeClips.replaceFrames(id, clip);
        }
        for (const { id, clip } of relinked) writeClips.replaceFrames(id, clip);
        for (const fields of filled) writeClips.fill(fields);
        for (const { name, attributes } of decided.changes.subjects)
          for (const [attribute, value] of Object.entries(attributes))
            subjects.setAttribute(name, attribute, value);
        writeSaid(decided.changes, new Date().toISOString());
        return decided;
      }),
  };
}

function createClipWriter(db: Database) {
  const subjectId = findOrAdd(
    db.prepare<[string], { id: number }>('SELECT id FROM subject WHERE name = ?'),
    db.prepare<[string], { id: number }>('INSERT INTO subject (name) VALUES (?) RETURNING id'),
  );
  const rootId = findOrAdd(
    db.prepare<[string], { id: number }>('SELECT id FROM media_root WHERE path = ?'),
    db.prepare<[string], { id: number }>('INSERT INTO media_root (path) VALUES (?) RETURNING id'),
  );
  const datasetId = findOrAdd(
    db.prepare<[string], { id: number }>('SELECT id FROM dataset WHERE name = ?'),
    db.prepare<[string], { id: number }>('INSERT INTO dataset (name) VALUES (?) RETURNING id'),
  );
  const insert = db.prepare<(string | number | null)[], { id: number }>(`
    INSERT INTO clip (key, name, dataset_id, subject_id, split, fps, root_id, frame_count, content_hash, media_missing,
      container_kind, container_path)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`);
  const update = db.prepare<(string | number | null)[]>(`
    UPDATE clip SET root_id = ?, frame_count = ?, content_hash = ?, media_missing = ?, container_kind = ?, container_path = ?
    WHERE id = ?`);
  const fill = db.prepare<(string | number | null)[]>(`
    UPDATE clip SET dataset_id = coalesce(?, dataset_id), subject_id = coalesce(?, subject_id), split = coalesce(?, split), fps = coalesce(?, fps)
    WHERE id = ?`);
  const clearFrames = db.prepare<[number]>('DELETE FROM frame WHERE clip_id = ?');
  const insertFrame = db.prepare<[number, number, string, number, number | null]>(
    'INSERT INTO frame (clip_id, position, path, source_number, timestamp_ms) VALUES (?, ?, ?, ?, ?)',
  );
  const media = (clip: ImportedClip) => [
    clip.root === null ? null : rootId(clip.root),
    clip.frames.length,
    clip.contentHash,
    clip.root === null ? 1 : 0,
    clip.container?.kind ?? null,
    clip.container?.path ?? null,
  ];
  const insertFrames = (id: number, frames: readonly ImportedFrame[]) => {
    for (const [position, { path, sourceNumber, timestampMs = null }] of frames.entries())
      insertFrame.run(id, position, path, sourceNumber, timestampMs);
  };
  return {
    insert: (clip: ImportedClip): void => {
      const dataset = clip.dataset === undefined ? null : datasetId(clip.dataset);
      const subject = clip.subject === null ? null : subjectId(clip.subject);
      const row = insert.get(clip.key, clip.name, dataset, subject, clip.split, clip.fps, ...media(clip));
      insertFrames(returned(row).id, clip.frames);
    },
    replaceFrames: (id: ClipId, clip: ImportedClip): void => {
      update.run(...media(clip), id);
      clearFrames.run(id);
      insertFrames(id, clip.frames);
    },
    fill: ({ id, dataset, subject, split, fps }: ImportChanges['filled'][number]): void => {
      fill.run(
        dataset === null ? null : datasetId(dataset),
        subject === null ? null : subjectId(subject),
        split,
        fps,
        id,
      );
    },
  };
}

/** Writes what sources say: labels and traces with their history. */
function createSaidWriter(db: Database) {
  const raterId = db.prepare<[string], { id: RaterId }>('SELECT id FROM rater WHERE name = ?');
  const addRater = db.prepare<[string, RaterKind, string | null], { id: RaterId }>(`
    INSERT INTO rater (name, kind, scheme_id)
    VALUES (?, ?, coalesce((SELECT id FROM scheme WHERE name = ?),
      (SELECT cast(value AS INTEGER) FROM meta WHERE key = 'main-scheme'), 1)) RETURNING id`);
  const clipByKey = db.prepare<[string], { id: ClipId }>('SELECT id FROM clip WHERE key = ?');
  const labels = createWritableLabels(db);
  const traces = createWritableTraces(db);
  const history = createWritableHistory(db);
  const keyOf = ({
    clipKey,
    rater,
    round,
  }: {
    clipKey: string;
    rater: StoredRater;
    round: number;
  }): LabelKey => ({
    clipId: returned(clipByKey.get(clipKey)).id,
    raterId: (raterId.get(rater.name) ?? returned(addRater.get(rater.name, rater.kind, rater.scheme))).id,
    round,
  });
  return (changes: Pick<ImportChanges, 'labels' | 'traces'>, at: string): void => {
    const entries = changes.labels.map((label) => ({
      key: keyOf(label),
      values: label.after,
      at: label.at ?? at,
    }));
    labels.putAll(entries);
    history.addLabels(
      entries.map(({ key, values }) => ({ ...key, actorId: null, at, cause: 'import', state: values })),
    );
    for (const trace of changes.traces) {
      const key = keyOf(trace);
      traces.put(key, trace.name, trace.values, trace.at ?? at);
      const item: HistoryItem = `trace:${trace.name}`;
      history.add({ ...key, item, actorId: null, at, cause: 'import', state: serializeTrace(trace.values) });
    }
  };
}

interface Lookup {
  get(name: string): { id: number } | undefined;
}

/** The id of a row by its name, which is added where it is not there yet. */
function findOrAdd(find: Lookup, add: Lookup): (name: string) => number {
  return (name) => (find.get(name) ?? returned(add.get(name))).id;
}

function returned<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('A row that was just written or checked is not there.');
  return row;
}
