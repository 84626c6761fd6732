import { queueKind } from '#shared/domain/queue.ts';
import type { Handlers } from '../context.ts';
import { paceOf } from './pace.ts';
import { queueClips } from './queues.ts';
import { readScene } from './scene.ts';

/** All of a queue, as it is counted. */
const WHOLE = { size: null, seed: 0, runId: null };

export const queueHandlers = {
  'queues.counts': ({ raterId, round }, context) => {
    const scene = readScene(context.project().catalog, raterId, round);
    return queueKind.options.map((queue) => ({
      queue,
      clips: queueClips(scene, queue, { ...WHOLE, raterId }).length,
    }));
  },
  'queues.clips': ({ queue, round, ...request }, context) => ({
    ids: queueClips(readScene(context.project().catalog, request.raterId, round), queue, request),
  }),
  'queues.pace': ({ raterId, round }, context) =>
    paceOf(readScene(context.project().catalog, raterId, round), raterId),
} satisfies Partial<Handlers>;
