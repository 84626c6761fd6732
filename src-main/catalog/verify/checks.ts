import type { CatalogCheck } from './check.ts';
import { frameCounts } from './frame-counts.ts';
import { labelsEndTheirHistory, tracesEndTheirHistory } from './history-ends.ts';
import { marksInsideClips, sharesAddUp, statesParse } from './said-values.ts';
import { summariesHold } from './summaries-hold.ts';

/** Each is asked of a catalog of the newest version alone. */
export const CATALOG_CHECKS: readonly CatalogCheck[] = [
  frameCounts,
  labelsEndTheirHistory,
  tracesEndTheirHistory,
  sharesAddUp,
  marksInsideClips,
  statesParse,
  summariesHold,
];
