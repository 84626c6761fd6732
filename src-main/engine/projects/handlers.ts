import type { Handlers } from '../context.ts';
import { openDemo } from './demo.ts';

export const projectHandlers = {
  'projects.recent': (_, { settings }) => [...settings.recent],
  'projects.current': (_, { projects }) => projects.summary(),
  'projects.open': ({ dir }, { projects }) => projects.change((slot) => slot.open(dir)),
  'projects.create': ({ dir }, { projects }) => projects.change((slot) => slot.create(dir)),
  'projects.demo': openDemo,
  'projects.close': async (_, { projects }) => {
    await projects.change((slot) => slot.close());
    return {};
  },
  'projects.settings': (_, { project }) => ({ blind: project().catalog.read.project.isBlind() }),
  'projects.setBlind': ({ blind }, { project }) => {
    project().catalog.write.project.setBlind(blind);
    return { blind };
  },
} satisfies Partial<Handlers>;
