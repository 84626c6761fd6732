import { OnsetError } from '#shared/base/errors.ts';
import type { Handlers } from '../context.ts';
import { writeFramesOf } from './write.ts';

const notYet = (what: string): never => {
  throw new OnsetError('internal', `${what} is not there yet.`);
};

export const frameHandlers = {
  'frames.write': ({ taskId, ...request }, context) => {
    const project = context.project();
    const name = project.catalog.read.clips.get(request.clipId)?.name ?? `clip ${request.clipId}`;
    return context.tasks.run(taskId, `Writing frames of ${name}`, (task) =>
      writeFramesOf(project, request, task),
    );
  },
  'frames.motion': () => notYet('The motion curve'),
  'frames.flow': () => notYet('Optical flow'),
  'frames.face': () => notYet('Finding faces'),
} satisfies Partial<Handlers>;
