import type { Handlers } from '../context.ts';
import { relinkMedia } from './relink.ts';
import { mediaRoots } from './roots.ts';

export const mediaHandlers = {
  'media.roots': (_, context) => mediaRoots(context.project()),
  'media.relink': ({ folder, taskId }, context) => {
    const project = context.project();
    return context.tasks.run(taskId, 'Finding media again', (task) => relinkMedia(project, folder, task));
  },
} satisfies Partial<Handlers>;
