import type { Handlers } from '../context.ts';
import { analysisHandlers } from './analyses.ts';
import { writeFramesOf } from './write.ts';

export const frameHandlers = {
  'frames.write': ({ taskId, ...request }, context) => {
    const project = context.project();
    const name = project.catalog.read.clips.get(request.clipId)?.name ?? `clip ${request.clipId}`;
    return context.tasks.run(taskId, `Writing frames of ${name}`, (task) =>
      writeFramesOf(project, request, task),
    );
  },
  ...analysisHandlers,
} satisfies Partial<Handlers>;
