import type { CatalogCheck } from './check.ts';
import { frameCounts } from './frame-counts.ts';
import { labelsEndTheirHistory, tracesEndTheirHistory } from './history-ends.ts';

/** Each is asked of a catalog of the newest version alone. */
export const CATALOG_CHECKS: readonly CatalogCheck[] = [
  frameCounts,
  labelsEndTheirHistory,
  tracesEndTheirHistory,
];
