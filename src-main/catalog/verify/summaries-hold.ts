import { isDeepStrictEqual } from 'node:util';
import { computeSummaries, createReadableSummaries } from '../summaries.ts';
import type { CatalogCheck } from './check.ts';

/** What lists and queues show of a clip is what its labels give. */
export const summariesHold: CatalogCheck = {
  name: 'what the raters together say of every clip is what their labels give',
  problems: (db, max) => {
    const stored = new Map(
      createReadableSummaries(db)
        .all()
        .map((summary) => [summary.clipId, summary]),
    );
    const nameOf = db.prepare<[number], { name: string }>('SELECT name FROM clip WHERE id = ?');
    const wrong: number[] = [];
    for (const summary of computeSummaries(db)) {
      if (!isDeepStrictEqual(stored.get(summary.clipId), summary)) wrong.push(summary.clipId);
      stored.delete(summary.clipId);
    }
    // What is left is of clips without a label that counts.
    return [...wrong, ...stored.keys()]
      .slice(0, max)
      .map((id) => `what is kept of clip ${nameOf.get(id)?.name ?? id} is not what its labels give`);
  },
};
