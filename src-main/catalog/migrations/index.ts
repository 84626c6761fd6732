import { core } from './0001-core.ts';
import { runs } from './0002-runs.ts';
import { resume } from './0003-resume.ts';
import { raters } from './0004-raters.ts';
import { keptLogs } from './0005-kept-logs.ts';
import { historyIndex } from './0006-history-index.ts';
import { containers } from './0007-containers.ts';
import type { Migration } from './migration.ts';

/** In order of their versions, without gaps. */
export const MIGRATIONS: readonly Migration[] = [
  core,
  runs,
  resume,
  raters,
  keptLogs,
  historyIndex,
  containers,
];
