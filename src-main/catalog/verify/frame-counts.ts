import type { CatalogCheck } from './check.ts';

/** A frame's index is its place: 0 to the count, without gaps. */
export const frameCounts: CatalogCheck = {
  name: 'every clip has the frames it counts, numbered from 0 without gaps',
  problems: (db, max) =>
    db
      .prepare<[number], { name: string; counted: number; found: number; last: number }>(`
        SELECT name, frame_count AS counted, found, last FROM (
          SELECT clip.name, frame_count, count(position) AS found, coalesce(max(position), -1) AS last
          FROM clip LEFT JOIN frame ON frame.clip_id = clip.id GROUP BY clip.id)
        WHERE counted <> found OR last <> found - 1 LIMIT ?`)
      .all(max)
      .map(
        ({ name, counted, found, last }) =>
          `clip ${name} counts ${counted} frames; it has ${found}, the last of them ${last}`,
      ),
};
