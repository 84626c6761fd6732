import { agreementHandlers } from './agreement/handlers.ts';
import { appHandlers } from './app/handlers.ts';
import { backendHandlers } from './backends/handlers.ts';
import { backupHandlers } from './backups/handlers.ts';
import { bundleHandlers } from './bundles/handlers.ts';
import { clipHandlers } from './clips/handlers.ts';
import type { Handlers } from './context.ts';
import { emotionHandlers } from './emotions/handlers.ts';
import { frameHandlers } from './frames/handlers.ts';
import { goldHandlers } from './gold/handlers.ts';
import { importHandlers } from './imports/index.ts';
import { labelHandlers } from './labels/handlers.ts';
import { mediaHandlers } from './media/handlers.ts';
import { projectHandlers } from './projects/handlers.ts';
import { queueHandlers } from './queues/handlers.ts';
import { raterHandlers } from './raters/handlers.ts';
import { runHandlers } from './runs/handlers.ts';
import { schemeHandlers } from './schemes/handlers.ts';
import { subjectHandlers } from './subjects/handlers.ts';

/** Every call there is, by topic: one that has no handler does not compile. */
export const handlers: Handlers = {
  ...appHandlers,
  ...projectHandlers,
  ...raterHandlers,
  ...emotionHandlers,
  ...clipHandlers,
  ...labelHandlers,
  ...queueHandlers,
  ...bundleHandlers,
  ...importHandlers,
  ...runHandlers,
  ...backendHandlers,
  ...backupHandlers,
  ...schemeHandlers,
  ...subjectHandlers,
  ...goldHandlers,
  ...agreementHandlers,
  ...frameHandlers,
  ...mediaHandlers,
};
