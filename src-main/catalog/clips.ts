import type { ClipMedia, GivenSplit, MediaContainer } from '#shared/domain/clip.ts';
import type { ClipId } from '#shared/domain/ids.ts';
import type { Database } from './database.ts';

/** A clip as it came in, without anybody's label. */
export interface ClipRecord {
  readonly id: ClipId;
  readonly name: string;
  readonly dataset: string | null;
  readonly subject: string | null;
  readonly split: GivenSplit | null;
  readonly frameCount: number;
  readonly fps: number | null;
  readonly mediaMissing: boolean;
}

interface ClipColumns extends Omit<ClipRecord, 'mediaMissing'> {
  readonly mediaMissing: 0 | 1;
}

/** A root of null: there never was any media. */
export type StoredMedia = Omit<ClipMedia, 'root'> & { readonly root: string | null };

interface MediaColumns {
  readonly root: string | null;
  readonly contentHash: string | null;
  readonly kind: MediaContainer['kind'] | null;
  readonly path: string | null;
}

interface FrameColumns {
  readonly path: string;
  readonly sourceNumber: number;
  readonly timestampMs: number | null;
}

const CLIP = `
  SELECT clip.id, clip.name, dataset.name AS dataset, subject.name AS subject, clip.split, clip.frame_count AS frameCount, clip.fps,
    clip.media_missing AS mediaMissing
  FROM clip LEFT JOIN subject ON subject.id = clip.subject_id LEFT JOIN dataset ON dataset.id = clip.dataset_id`;

export function createReadableClips(db: Database) {
  const byId = db.prepare<[number], ClipColumns>(`${CLIP} WHERE clip.id = ?`);
  const byIds = db.prepare<[string], ClipColumns>(
    `${CLIP} JOIN json_each(?) AS wanted ON wanted.value = clip.id ORDER BY wanted.key`,
  );
  const all = db.prepare<[], ClipColumns>(`${CLIP} ORDER BY clip.id`);
  const idsByName = db.prepare<[], { id: ClipId }>('SELECT id FROM clip ORDER BY name, id');
  const keys = db.prepare<[], { id: ClipId; key: string }>('SELECT id, key FROM clip ORDER BY id');
  const mediaOf = db.prepare<[number], MediaColumns>(`
    SELECT media_root.path AS root, content_hash AS contentHash, container_kind AS kind, container_path AS path
    FROM clip LEFT JOIN media_root ON media_root.id = root_id WHERE clip.id = ?`);
  const framesOf = db.prepare<[number], FrameColumns>(`
    SELECT path, source_number AS sourceNumber, timestamp_ms AS timestampMs
    FROM frame WHERE clip_id = ? ORDER BY position`);
  return {
    get: (id: ClipId): ClipRecord | null => {
      const row = byId.get(id);
      return row === undefined ? null : toRecord(row);
    },
    /** In the order of `ids`; unknown ids are left out. Null: every clip, by id. */
    records: (ids: readonly ClipId[] | null): ClipRecord[] =>
      (ids === null ? all.all() : byIds.all(JSON.stringify(ids))).map(toRecord),
    /** What names each clip outside the program, and in other projects made of the same source. */
    keys: (): Map<ClipId, string> => new Map(keys.all().map(({ id, key }) => [id, key])),
    idsByName: (): ClipId[] => idsByName.all().map(({ id }) => id),
    /** Null for an unknown clip; without a root where there never was any media. */
    media: (id: ClipId): StoredMedia | null => {
      const found = mediaOf.get(id);
      return found === undefined ? null : toMedia(found, framesOf.all(id));
    },
  };
}

function toMedia(
  { root, contentHash, kind, path }: MediaColumns,
  frames: readonly FrameColumns[],
): StoredMedia {
  const timestampsMs = frames.flatMap(({ timestampMs }) => timestampMs ?? []);
  return {
    root,
    contentHash,
    container: kind === null || path === null ? null : { kind, path },
    paths: frames.map((frame) => (root === null ? frame.path : (path ?? frame.path))),
    sourceNumbers: frames.map((frame) => frame.sourceNumber),
    timestampsMs: frames.length > 0 && timestampsMs.length === frames.length ? timestampsMs : null,
  };
}

function toRecord(row: ClipColumns): ClipRecord {
  return { ...row, mediaMissing: row.mediaMissing === 1 };
}
