import type { ClipMedia, GivenSplit } from '#shared/domain/clip.ts';
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
  const mediaOf = db.prepare<[number], { root: string | null; contentHash: string | null }>(`
    SELECT media_root.path AS root, content_hash AS contentHash
    FROM clip LEFT JOIN media_root ON media_root.id = root_id WHERE clip.id = ?`);
  const framesOf = db.prepare<[number], { path: string; sourceNumber: number }>(`
    SELECT path, source_number AS sourceNumber FROM frame WHERE clip_id = ? ORDER BY position`);
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
    media: (id: ClipId): (Omit<ClipMedia, 'root'> & { root: string | null }) | null => {
      const found = mediaOf.get(id);
      if (found === undefined) return null;
      const frames = framesOf.all(id);
      return {
        ...found,
        paths: frames.map((frame) => frame.path),
        sourceNumbers: frames.map((frame) => frame.sourceNumber),
      };
    },
  };
}

function toRecord(row: ClipColumns): ClipRecord {
  return { ...row, mediaMissing: row.mediaMissing === 1 };
}
