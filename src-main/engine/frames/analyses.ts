import { suggestApex } from '#shared/kernels/apex.ts';
import type { Handlers } from '../context.ts';

/** What is measured in frames. Nothing of it is stored, and no label is set by it. */
export const analysisHandlers = {
  'frames.motion': ({ clipId, reference, taskId }, context) => {
    const { analysis } = context.project().media;
    return context.tasks.run(taskId, 'Measuring motion', async (task) => {
      const energy = [...(await analysis.motion(clipId, reference, task))];
      return { reference, energy, suggestedApex: suggestApex(energy, reference) };
    });
  },
  'frames.flow': ({ clipId, from, to, taskId }, context) => {
    const { analysis } = context.project().media;
    return context.tasks.run(taskId, 'Measuring optical flow', (task) =>
      analysis.flow(clipId, from, to, task),
    );
  },
  'frames.face': ({ clipId, index, taskId }, context) => {
    const { analysis } = context.project().media;
    return context.tasks.run(taskId, 'Finding the face', async (task) => ({
      face: await analysis.face(clipId, index, task),
    }));
  },
} satisfies Partial<Handlers>;
