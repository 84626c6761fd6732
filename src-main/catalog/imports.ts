import type { GivenSplit } from '#shared/domain/clip.ts';
import type { ClipId, RaterId } from '#shared/domain/ids.ts';
import type { ImportedClip, ImportedFrame } from '#shared/domain/import.ts';
import type { LabelValues } from '#shared/domain/label.ts';
import type { RaterKind } from '#shared/domain/rater.ts';
import { type Database, transaction } from './database.ts';
import { createWritableEmotions } from './emotions.ts';
import {
  createReadableLabels,
  createWritableLabels,
  parseLabel,
  type RatedLabel,
  serializeLabel,
} from './labels.ts';

/** A clip as an import compares it with what its source says. */
export interface StoredClip {
  readonly id: ClipId;
  readonly key: string;
  readonly name: string;
  readonly subject: string | null;
  readonly split: GivenSplit | null;
  readonly fps: number | null;
  readonly root: string | null;
  readonly contentHash: string | null;
  readonly mediaMissing: boolean;
}
export interface StoredRater {
  readonly name: string;
  readonly kind: RaterKind;
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
    readonly subject: string | null;
    readonly split: GivenSplit | null;
    readonly fps: number | null;
  }[];
  readonly emotions: readonly string[];
  readonly labels: readonly {
    readonly clipKey: string;
    readonly rater: StoredRater;
    readonly before: LabelValues | null;
    readonly after: LabelValues;
  }[];
}

export function createReadableImports(db: Database) {
  const all = db.prepare<[], Omit<StoredClip, 'mediaMissing'> & { mediaMissing: 0 | 1 }>(`
    SELECT clip.id, clip.key, clip.name, subject.name AS subject, clip.split, clip.fps, media_root.path AS root,
      clip.content_hash AS contentHash, clip.media_missing AS mediaMissing
    FROM clip
      LEFT JOIN subject ON subject.id = clip.subject_id
      LEFT JOIN media_root ON media_root.id = clip.root_id
    ORDER BY clip.id`);
  const framesOf = db.prepare<[number], ImportedFrame>(
    'SELECT path, source_number AS sourceNumber FROM frame WHERE clip_id = ? ORDER BY position',
  );
  const rater = db.prepare<[string], StoredRater>('SELECT name, kind FROM rater WHERE name = ?');
  const labels = createReadableLabels(db);
  return {
    /** Runs `work` on one state of the catalog; many small questions are then several times faster. */
    snapshot: <T>(work: () => T): T => db.transaction(work).deferred(),
    clips: (): StoredClip[] => all.all().map((row) => ({ ...row, mediaMissing: row.mediaMissing === 1 })),
    frames: (id: ClipId): ImportedFrame[] => framesOf.all(id),
    /** Names are compared without regard to case. */
    rater: (name: string): StoredRater | null => rater.get(name) ?? null,
    labels: (id: ClipId): RatedLabel[] => labels.list([id]),
  };
}
export type ReadableImports = ReturnType<typeof createReadableImports>;

export function createWritableImports(db: Database) {
  const read = createReadableImports(db);
  const writeClips = createClipWriter(db);
  const moveMarks = createMarkMover(db);
  const writeLabels = createLabelWriter(db);
  const writeEmotions = createWritableEmotions(db);
  return {
    /** Decides by what is stored at this moment and writes what was decided: all of it or nothing. */
    apply: <T extends { readonly changes: ImportChanges }>(decide: (stored: ReadableImports) => T): T =>
      transaction(db, () => {
        const decided = decide(read);
        const { newClips, reframed, relinked, filled, emotions, labels } = decided.changes;
        for (const name of emotions) writeEmotions.add(name);
        for (const clip of newClips) writeClips.insert(clip);
        for (const { id, clip } of reframed) {
          moveMarks(id, clip.frames);
          writeClips.replaceFrames(id, clip);
        }
        for (const { id, clip } of relinked) writeClips.replaceFrames(id, clip);
        for (const fields of filled) writeClips.fill(fields);
        for (const label of labels) writeLabels(label, new Date().toISOString());
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
  const insert = db.prepare<(string | number | null)[], { id: number }>(`
    INSERT INTO clip (key, name, subject_id, split, fps, root_id, frame_count, content_hash, media_missing)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`);
  const update = db.prepare<(string | number | null)[]>(
    'UPDATE clip SET root_id = ?, frame_count = ?, content_hash = ?, media_missing = ? WHERE id = ?',
  );
  const fill = db.prepare<(string | number | null)[]>(`
    UPDATE clip SET subject_id = coalesce(?, subject_id), split = coalesce(?, split), fps = coalesce(?, fps)
    WHERE id = ?`);
  const clearFrames = db.prepare<[number]>('DELETE FROM frame WHERE clip_id = ?');
  const insertFrame = db.prepare<[number, number, string, number]>(
    'INSERT INTO frame (clip_id, position, path, source_number) VALUES (?, ?, ?, ?)',
  );
  const media = (clip: ImportedClip) => [
    clip.root === null ? null : rootId(clip.root),
    clip.frames.length,
    clip.contentHash,
    clip.root === null ? 1 : 0,
  ];
  const insertFrames = (id: number, frames: readonly ImportedFrame[]) => {
    for (const [position, frame] of frames.entries())
      insertFrame.run(id, position, frame.path, frame.sourceNumber);
  };
  return {
    insert: (clip: ImportedClip): void => {
      const subject = clip.subject === null ? null : subjectId(clip.subject);
      const row = insert.get(clip.key, clip.name, subject, clip.split, clip.fps, ...media(clip));
      insertFrames(returned(row).id, clip.frames);
    },
    replaceFrames: (id: ClipId, clip: ImportedClip): void => {
      update.run(...media(clip), id);
      clearFrames.run(id);
      insertFrames(id, clip.frames);
    },
    fill: ({ id, subject, split, fps }: ImportChanges['filled'][number]): void => {
      fill.run(subject === null ? null : subjectId(subject), split, fps, id);
    },
  };
}

/** Moves the marks in labels, their history and the undo ledger to where the same source numbers lie among `frames`. */
function createMarkMover(db: Database) {
  const numbersOf = db
    .prepare<[number], number>('SELECT source_number FROM frame WHERE clip_id = ? ORDER BY position')
    .pluck();
  const labels = db.prepare<[number], { raterId: number; onset: Mark; apex: Mark; offset: Mark }>(`
    SELECT rater_id AS raterId, onset_frame AS onset, apex_frame AS apex, offset_frame AS offset
    FROM label WHERE clip_id = ?`);
  const setLabel = db.prepare<[Mark, Mark, Mark, number, number]>(`
    UPDATE label SET onset_frame = ?, apex_frame = ?, offset_frame = ? WHERE clip_id = ? AND rater_id = ?`);
  const ledgers = ['label_history', 'undo_step'].map((table) => ({
    rows: db.prepare<[number], { id: number; before: string | null; after: string | null }>(
      `SELECT id, before, after FROM ${table} WHERE clip_id = ?`,
    ),
    set: db.prepare<[string | null, string | null, number]>(
      `UPDATE ${table} SET before = ?, after = ? WHERE id = ?`,
    ),
  }));
  return (id: ClipId, frames: readonly ImportedFrame[]): void => {
    const oldNumbers = numbersOf.all(id);
    const newIndex = new Map(frames.map((frame, index) => [frame.sourceNumber, index]));
    const move = (mark: Mark): Mark => {
      const number = mark === null ? undefined : oldNumbers[mark];
      return number === undefined ? null : (newIndex.get(number) ?? null);
    };
    for (const { raterId, onset, apex, offset } of labels.all(id))
      setLabel.run(move(onset), move(apex), move(offset), id, raterId);
    for (const { rows, set } of ledgers)
      for (const row of rows.all(id)) set.run(moveJson(row.before, move), moveJson(row.after, move), row.id);
  };
}
type Mark = number | null;

function moveJson(json: string | null, move: (mark: Mark) => Mark): string | null {
  const values = parseLabel(json);
  if (values === null) return null;
  const { onset, apex, offset } = values;
  return serializeLabel({ ...values, onset: move(onset), apex: move(apex), offset: move(offset) });
}

function createLabelWriter(db: Database) {
  const raterId = db.prepare<[string], { id: RaterId }>('SELECT id FROM rater WHERE name = ?');
  const addRater = db.prepare<[string, RaterKind], { id: RaterId }>(
    'INSERT INTO rater (name, kind) VALUES (?, ?) RETURNING id',
  );
  const clipByKey = db.prepare<[string], { id: ClipId }>('SELECT id FROM clip WHERE key = ?');
  const labels = createWritableLabels(db);
  return ({ clipKey, rater, before, after }: ImportChanges['labels'][number], at: string): void => {
    const clipId = returned(clipByKey.get(clipKey)).id;
    const by = (raterId.get(rater.name) ?? returned(addRater.get(rater.name, rater.kind))).id;
    labels.put(clipId, by, after, at);
    labels.addHistory({ clipId, raterId: by, at, cause: 'import', before, after });
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
