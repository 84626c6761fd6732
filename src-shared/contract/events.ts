import { z } from 'zod';
import { projectHealth } from '#shared/domain/backup.ts';
import { clipId, runId } from '#shared/domain/ids.ts';
import { projectSummary } from '#shared/domain/project.ts';
import { epochRecord, runStatus } from '#shared/domain/run.ts';
import { taskProgress } from '#shared/domain/task.ts';

/** What the engine tells every client. */
export const engineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('project'), project: projectSummary.nullable() }),
  z.object({ type: z.literal('labels'), clipIds: z.array(clipId) }),
  /** Clips, subjects, raters or emotions were added. */
  z.object({ type: z.literal('catalog') }),
  z.object({ type: z.literal('task'), task: taskProgress }),
  z.object({
    type: z.literal('run'),
    runId,
    status: runStatus,
    /** 0 to 1 of what the status names: of the packing, then over all folds and epochs. */
    progress: z.number(),
    secondsLeft: z.number().nullable(),
    /** Such as "Fold 2 of 5, epoch 7 of 20". */
    message: z.string(),
    epoch: epochRecord.nullable(),
  }),
  z.object({ type: z.literal('health'), health: projectHealth }),
  /** Why no backup could be made; null once one was made again. */
  z.object({ type: z.literal('backups'), failure: z.string().nullable() }),
  /** The engine was started anew after a crash: everything cached is to be asked again. */
  z.object({ type: z.literal('engine-restarted') }),
]);
export type EngineEvent = z.infer<typeof engineEvent>;
