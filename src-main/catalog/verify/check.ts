import type { Database } from '../database.ts';

/** What must hold in a catalog beyond what SQLite itself keeps. */
export interface CatalogCheck {
  /** Such as "every clip has the frames it counts". */
  readonly name: string;
  /** A sentence for each thing that is wrong, at most `max` of them. */
  readonly problems: (db: Database, max: number) => readonly string[];
}
